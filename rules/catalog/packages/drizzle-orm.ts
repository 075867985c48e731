import type { Entry } from "../entry.ts";

/** Version 0.45: all limits are the driver's, so the driver's pool is where they are asked for. */
const drizzle: Entry = {
  package: "drizzle-orm",
  service: "database",
  operations: [
    { members: ["execute", "transaction", "$count"], containers: ["PgDatabase", "MySqlDatabase"], options: [] },
    { members: ["findMany", "findFirst"], containers: ["RelationalQueryBuilder"], options: [], idempotent: true },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  retries: 0,
  emitters: ["Pool"],
};

export default [drizzle];
