import type { Entry } from "../entry.ts";

const dialects = ["Pg", "MySql", "SQLite", "BaseSQLite"];
const of = (name: string) => dialects.map((dialect) => dialect + name);

/**
 * Version 0.45: it hands everything to a driver, whose times hold: how the pool is made is what matters. Of an address alone it makes a pool
 * of `pg` that has none (node-postgres/driver.js). What nobody awaits is never sent.
 */
const drizzle: Entry = {
  package: "drizzle-orm",
  service: "database",
  operations: [
    { members: ["from"], containers: of("SelectBuilder"), options: [], idempotent: true },
    { members: ["values"], containers: of("InsertBuilder"), options: [] },
    { members: ["set"], containers: of("UpdateBuilder"), options: [] },
    { members: ["findMany", "findFirst"], containers: ["RelationalQueryBuilder"], options: [], idempotent: true },
    { members: ["delete", "execute", "transaction"], containers: of("Database"), options: [] },
    { members: ["$count"], containers: of("Database"), options: [], idempotent: true },
  ],
  waits: { words: "waits for ever" },
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
          options: ["connection.query_timeout", "connection.statement_timeout", "client"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
    },
  ],
  retries: 0,
};

export default [drizzle];
