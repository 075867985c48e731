import type { Entry } from "../entry.ts";

/**
 * Version 3: connecting ends after 10 s. A query waits for ever (seen pending after 65 s) unless it is given as an
 * object with a `timeout`; a pool has no limit for the wait for a connection, seen pending as long: it knows of no
 * `acquireTimeout`. `execute` is not bounded while its statement is prepared, which it is on first use. Most code gives
 * the statement as a text, and there the time would have to be given with each: only what is given as an object is
 * looked at.
 */
const mysql2: Entry = {
  package: "mysql2",
  majors: [3],
  service: "database",
  operations: [
    {
      members: ["query", "execute"],
      options: [0],
      target: 0,
      receivers: ["Pool", "PoolConnection", "Connection"],
      optional: true,
    },
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
  remedy: { option: "timeout", writes: "milliseconds" },
  retries: 0,
  emitters: [{ members: ["createConnection"], is: "connection", when: "it breaks" }],
  resources: [
    { acquire: { members: ["getConnection"], containers: ["Pool"] }, release: ["release"], using: "await using" },
  ],
};

export default [mysql2];
