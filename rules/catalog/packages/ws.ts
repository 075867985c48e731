import type { Entry } from "../entry.ts";

/**
 * Version 8: a handshake with a silent peer was seen to stay pending, and a connection that is half open is never
 * noticed. Either side's socket needs a listener to `error`: one malformed frame of a peer ends the process.
 */
const ws: Entry = {
  package: "ws",
  service: "rpc",
  operations: [{ members: ["send", "ping", "pong"], containers: ["WebSocket"], options: [1], endless: true }],
  waits: { words: "waits for ever" },
  bounds: { handshakeTimeout: "milliseconds" },
  endedBy: ["terminate", "close"],
  clients: [
    {
      members: ["WebSocket"],
      options: [1, 2],
      needs: [
        { options: ["handshakeTimeout", "signal"], writes: "milliseconds", words: "the handshake waits for ever" },
      ],
    },
  ],
  retries: 0,
  emitters: [
    { members: ["WebSocket", "default"], is: "WebSocket", when: "the connection cannot be made, or breaks" },
    {
      members: ["on", "addListener"],
      containers: ["Server", "WebSocketServer"],
      given: { callback: 1, parameter: 0, events: ["connection"] },
      is: "WebSocket",
      when: "a client sends a malformed frame, or one that is too large",
    },
    {
      members: ["WebSocketServer", "Server"],
      is: "server",
      when: "its port is taken",
      unless: "noServer",
      category: "hardening",
    },
  ],
  resources: [{ acquire: { members: ["WebSocket"] }, release: ["close", "terminate"] }],
};

export default [ws];
