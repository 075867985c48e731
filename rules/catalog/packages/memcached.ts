import type { Entry } from "../entry.ts";

/**
 * Version 2.2: a call to a server that says nothing was seen pending after 240 s. Its `timeout` is for connecting alone, and what
 * follows on `idle` never calls back (lib/memcached.js): no option bounds a call.
 */
const memcached: Entry = {
  package: "memcached",
  service: "cache",
  operations: [
    { members: ["get", "gets", "getMulti", "stats"], containers: ["Memcached"], options: [], idempotent: true },
    { members: ["set", "replace", "del", "touch", "flush"], containers: ["Memcached"], options: [], idempotent: true },
    { members: ["add", "append", "prepend", "incr", "decr", "cas"], containers: ["Memcached"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  clients: [{ members: ["Memcached"], options: [1] }],
  retries: 5,
  resources: [{ acquire: { members: ["Memcached"] }, release: ["end"] }],
};

export default [memcached];
