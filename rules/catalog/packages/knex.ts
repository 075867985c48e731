import type { Entry } from "../entry.ts";

/**
 * Version 3: the wait for a connection ends after 60 s, a query never does, both seen. `.timeout()` ends one query; what the connection
 * is made with is the driver's, and that of PostgreSQL takes a time for all. What nobody awaits is never sent.
 */
const knex: Entry = {
  package: "knex",
  service: "database",
  operations: [
    { members: ["select", "first", "pluck", "count"], containers: ["QueryInterface"], options: [], idempotent: true },
    { members: ["insert", "update", "upsert", "del", "delete", "truncate", "increment", "decrement"], containers: ["QueryInterface"], options: [] },
    { members: ["raw", "transaction", "destroy"], containers: ["Knex"], options: [] },
    { members: ["commit", "rollback"], containers: ["Transaction"], options: [] },
    { members: ["latest", "rollback", "up", "down"], containers: ["Migrator"], options: [] },
    { members: ["createTable", "alterTable", "dropTable", "hasTable"], containers: ["SchemaBuilder"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  links: { timeout: "milliseconds" },
  clients: [
    {
      members: ["knex"],
      options: [0],
      where: "\\bclient[\"']?\\s*:\\s*[\"'`](pg|postgres|postgresql)[\"'`]",
      needs: [
        {
          options: ["connection.statement_timeout", "connection.query_timeout"],
          writes: "milliseconds",
          words: "a query waits for ever",
        },
      ],
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["transaction"], containers: ["Knex"] }, release: ["commit", "rollback"] }],
};

export default [knex];
