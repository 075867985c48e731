import type { Entry } from "../entry.ts";

/** Version 19: 15 s for a request and to connect. A `connectTimeout` of 0 switches nothing off: it fails at once. */
const tedious: Entry = {
  package: "tedious",
  service: "database",
  operations: [
    {
      members: [
        "connect", "execSql", "execSqlBatch", "callProcedure", "execute", "prepare", "execBulkLoad", "beginTransaction",
        "commitTransaction", "rollbackTransaction",
      ],
      containers: ["Connection"],
      options: [],
    },
  ],
  waits: { limit: 15_000, words: "waits up to 15 seconds" },
  bounds: {},
  clients: [
    {
      members: ["Connection"],
      options: [0],
      bounds: { "options.requestTimeout": "milliseconds" },
      address: "server",
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["Connection"] }, release: ["close"] }],
};

export default [tedious];
