import type { Entry } from "../entry.ts";

/**
 * Version 3: connecting ends after 10 s. A query waits for ever (seen pending after 65 s) unless it is given as an
 * object with a `timeout`; a pool has no limit for the wait for a connection, seen pending as long.
 */
const mysql2: Entry = {
  package: "mysql2",
  majors: [3],
  service: "database",
  operations: [
    { members: ["query", "execute"], options: [0], target: 0, receivers: ["Pool", "PoolConnection", "Connection"] },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["createPool", "createConnection", "createPoolCluster"],
      options: [0],
      bounds: {},
      address: "host",
    },
  ],
  remedy: { option: "timeout", writes: "milliseconds", beside: "with the statement as `sql` in the same object" },
  retries: 0,
  emitters: ["Connection"],
  resources: [
    { acquire: { members: ["getConnection"], containers: ["Pool"] }, release: ["release"], using: "await using" },
  ],
};

export default [mysql2];
