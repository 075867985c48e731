import type { Entry } from "../entry.ts";

/** Version 19: connecting and a request end after 15 s (lib/connection.js). A connection that fails says so in its `connect` event alone. */
const tedious: Entry = {
  package: "tedious",
  service: "database",
  operations: [
    { members: ["connect"], containers: ["Connection"], options: [] },
    {
      members: ["execSql", "execSqlBatch", "callProcedure", "execute", "prepare", "execBulkLoad"],
      containers: ["Connection"],
      options: [],
    },
    { members: ["beginTransaction", "commitTransaction", "rollbackTransaction"], containers: ["Connection"], options: [] },
  ],
  waits: { limit: 15_000, words: "waits up to 15 seconds" },
  bounds: { "options.requestTimeout": "milliseconds", "options.connectTimeout": "milliseconds" },
  retries: 0,
  emitters: ["Connection"],
  resources: [{ acquire: { members: ["Connection"] }, release: ["close"] }],
};

export default [tedious];
