import type { Entry } from "../entry.ts";

/**
 * Node 20 and 24. A socket has no time of its own: its `timeout` only emits an event, and the handshake of TLS was seen
 * to wait for ever. No option of a call ends it, and a socket may be meant to stay open, so that nothing is reported.
 */
const net: Entry = {
  package: "node",
  modules: ["net", "tls"],
  service: "rpc",
  operations: [
    { members: ["connect", "createConnection"], options: [0, 1], endless: true },
    { members: ["connect"], containers: ["Socket"], options: [0, 1], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  emits: { option: "timeout", event: "timeout", method: "setTimeout", ends: ["destroy", "end"] },
  retries: 0,
  emitters: [
    {
      members: ["connect", "createConnection", "Socket", "TLSSocket"],
      is: "socket",
      when: "the connection cannot be made, or breaks",
    },
    { members: ["createServer", "Server"], is: "server", when: "its port is taken", category: "hardening" },
  ],
  resources: [{ acquire: { members: ["connect", "createConnection"] }, release: ["end", "destroy"] }],
};

/** What a server of TLS hands over was seen to live: the server listens to it. */
const sockets: Entry = {
  package: "node",
  modules: ["net"],
  service: "rpc",
  operations: [],
  waits: { words: "waits for ever" },
  bounds: {},
  emitters: [
    {
      members: ["createServer"],
      given: { callback: "last", parameter: 0 },
      is: "socket",
      when: "a client breaks its connection off",
    },
    {
      members: ["on", "addListener"],
      containers: ["Server"],
      given: { callback: 1, parameter: 0, events: ["connection"] },
      is: "socket",
      when: "a client breaks its connection off",
    },
  ],
};

export default [net, sockets];
