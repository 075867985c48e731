import type { Entry } from "../entry.ts";

/**
 * Version 1: half a second for an answer and a second to connect, and two attempts more; seen to end after 1.5 s. In
 * seconds.
 */
const memjs: Entry = {
  package: "memjs",
  service: "cache",
  operations: [
    { members: ["get"], containers: ["Client"], options: [], idempotent: true },
    { members: ["set", "delete", "add", "increment", "touch", "flush"], containers: ["Client"], options: [] },
  ],
  waits: { limit: 1_500, words: "waits up to a second and a half" },
  bounds: {},
  clients: [
    {
      members: ["create"],
      containers: ["Client"],
      options: [1],
      bounds: { timeout: "seconds", conntimeout: "seconds" },
    },
  ],
  retries: 2,
  resources: [{ acquire: { members: ["create"], containers: ["Client"] }, release: ["close"] }],
};

export default [memjs];
