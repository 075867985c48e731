import type { Entry } from "../entry.ts";

/**
 * Version 2: its `timeout` counts until it is connected and no longer. A server that is silent after that keeps a
 * callback waiting for ever, seen pending after 240 s, and no option helps.
 */
const memcached: Entry = {
  package: "memcached",
  service: "cache",
  operations: [
    { members: ["get", "getMulti", "gets", "stats"], containers: ["Memcached"], options: [], idempotent: true },
    {
      members: ["set", "add", "replace", "del", "incr", "cas", "touch", "flush"],
      containers: ["Memcached"],
      options: [],
    },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [{ members: ["Memcached"], options: [1], bounds: { timeout: "part" } }],
  retries: 5,
  resources: [{ acquire: { members: ["Memcached"] }, release: ["end"] }],
};

export default [memcached];
