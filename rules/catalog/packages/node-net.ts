import type { Entry } from "../entry.ts";

/**
 * Node 20 and 24. A socket has no time of its own: its `timeout` only emits an event, and the handshake of TLS was seen to wait
 * for ever. No option of a call ends it, and a socket may be meant to stay open, so that nothing is reported.
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
  emitters: ["Socket", "TLSSocket"],
  resources: [{ acquire: { members: ["connect", "createConnection"] }, release: ["end", "destroy"] }],
};

export default [net];
