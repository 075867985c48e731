import type { Entry } from "../entry.ts";

/**
 * Version 0.45: all limits are the driver's, so the driver's pool is where they are asked for. Of options alone it
 * makes a pool of `pg`, whose `statement_timeout` is kept by the server, and ends what is slow alone.
 */
const drizzle: Entry = {
  package: "drizzle-orm",
  service: "database",
  operations: [
    { members: ["execute", "transaction", "$count"], containers: ["PgDatabase", "MySqlDatabase"], options: [] },
    { members: ["findMany", "findFirst"], containers: ["RelationalQueryBuilder"], options: [], idempotent: true },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  clients: [
    {
      members: ["drizzle"],
      options: [0],
      where: "[\"']drizzle-orm/node-postgres[\"']",
      needs: [
        {
          options: ["connection.connectionTimeoutMillis", "client"],
          writes: "milliseconds",
          words: "waiting for a connection takes for ever",
        },
        {
          options: ["connection.query_timeout", "client"],
          parts: ["connection.statement_timeout"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
    },
  ],
  retries: 0,
};

export default [drizzle];
