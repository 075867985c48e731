import type { Entry } from "../entry.ts";

/**
 * Version 3: the wait for a connection ends after 60 s, a query never by itself (seen pending after 30 s).
 * `.timeout(ms)` bounds one query; an option of the driver, such as `statement_timeout`, bounds all of them.
 */
const knex: Entry = {
  package: "knex",
  service: "database",
  operations: [
    { members: ["select", "first"], containers: ["QueryInterface"], options: [], idempotent: true },
    { members: ["insert", "update", "del", "delete"], containers: ["QueryInterface"], options: [] },
    { members: ["raw", "transaction", "destroy"], containers: ["Knex"], options: [] },
    { members: ["commit", "rollback"], containers: ["Transaction"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
  links: { timeout: "milliseconds" },
  clients: [
    {
      members: ["knex", "default"],
      options: [0],
      bounds: { "connection.statement_timeout": "milliseconds", "connection.query_timeout": "milliseconds" },
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
