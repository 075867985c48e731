import type { Entry } from "../entry.ts";

/** Version 1.3: a call ends after half a second, and is tried twice more (lib/memjs/server.js), seen. Its times are in seconds. */
const memjs: Entry = {
  package: "memjs",
  service: "cache",
  operations: [
    { members: ["get"], containers: ["Client"], options: [], idempotent: true },
    { members: ["set", "delete", "touch", "flush"], containers: ["Client"], options: [], idempotent: true },
    { members: ["add", "increment", "decrement"], containers: ["Client"], options: [] },
  ],
  waits: { limit: 1_500, words: "waits up to 1.5 seconds" },
  bounds: {},
  clients: [{ members: ["create"], containers: ["Client"], options: [1], bounds: { timeout: "seconds" } }],
  retries: 2,
  resources: [{ acquire: { members: ["create"], containers: ["Client"] }, release: ["close"] }],
};

export default [memjs];
