import type { Entry } from "../entry.ts";

/**
 * Version 3: connecting ends after 1 s and the wait for a connection after 10 s; a query has no limit by default.
 * `queryTimeout`, and `timeout` of a query, are kept by the server: a connection that stalls was seen to wait for ever
 * all the same. `socketTimeout` ends that. It also closes a connection that is idle, which a pool makes up for.
 */
const mariadb: Entry = {
  package: "mariadb",
  majors: [3],
  service: "database",
  operations: [
    {
      members: ["query", "execute", "batch"],
      containers: ["Pool", "Connection", "PoolConnection"],
      options: [0],
      target: 0,
    },
    {
      members: ["getConnection"],
      containers: ["Pool"],
      options: [],
      waits: { limit: 10_000, words: "waits up to 10 seconds" },
    },
    { members: ["beginTransaction", "commit", "rollback", "ping"], containers: ["Connection"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "part" },
  clients: [
    {
      members: ["createPool", "createConnection"],
      options: [0],
      bounds: { socketTimeout: "milliseconds" },
      needs: [
        {
          options: ["socketTimeout"],
          parts: ["queryTimeout"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
      address: "host",
    },
  ],
  retries: 0,
  emitters: [{ members: ["createConnection"], promised: true, is: "connection", when: "it breaks" }],
  resources: [
    { acquire: { members: ["getConnection"], containers: ["Pool"] }, release: ["release"], using: "await using" },
  ],
};

export default [mariadb];
