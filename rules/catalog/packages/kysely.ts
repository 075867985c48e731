import type { Entry } from "../entry.ts";

/**
 * Version 0.28: all limits are the driver's, so the driver's pool is where they are asked for. Of `pg`'s,
 * `query_timeout` was seen to end a query on a connection that stalls, and `statement_timeout`, which the server keeps,
 * not to.
 */
const kysely: Entry = {
  package: "kysely",
  service: "database",
  operations: [
    {
      members: ["execute", "executeTakeFirst", "executeTakeFirstOrThrow"],
      containers: ["SelectQueryBuilder"],
      options: [],
      idempotent: true,
    },
    {
      members: ["execute", "executeTakeFirst", "executeTakeFirstOrThrow"],
      containers: [
        "InsertQueryBuilder", "UpdateQueryBuilder", "DeleteQueryBuilder", "RawBuilder", "TransactionBuilder",
      ],
      options: [],
    },
    { members: ["destroy", "executeQuery"], containers: ["Kysely"], options: [] },
  ],
  waits: { words: "waits as long as the driver does" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["Kysely"] }, release: ["destroy"], using: "await using" }],
};

export default [kysely];
