import type { Entry } from "../entry.ts";

/**
 * Version 4: 20 s for an attempt to connect, and none for an acknowledgement (build/esm/socket.js): without a server it
 * was seen to stay pending. It reconnects for ever.
 */
const socketIo: Entry = {
  package: "socket.io-client",
  service: "rpc",
  operations: [
    { members: ["emitWithAck"], containers: ["Socket"], options: [] },
    { members: ["emit"], containers: ["Socket"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { ackTimeout: "milliseconds" },
  links: { timeout: "milliseconds" },
  clients: [{ members: ["lookup", "io", "connect", "default"], options: [0, 1] }],
  remedy: { link: "timeout", before: true, writes: "milliseconds" },
  retries: 0,
  resources: [{ acquire: { members: ["lookup", "io", "connect"] }, release: ["disconnect", "close"] }],
};

export default [socketIo];
