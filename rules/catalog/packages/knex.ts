import type { Entry } from "../entry.ts";

/**
 * Version 3: making a connection ends after 30 s and the wait for one of the pool after 60 s, a query never by itself
 * (seen pending after 30 s). `.timeout(ms)` bounds one query, though with `{ cancel: true }` it was seen to wait for
 * ever for a server that is gone. PostgreSQL's `query_timeout` bounds all of them; `statement_timeout` is kept by the
 * server, and ends what is slow alone.
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
      bounds: { "connection.query_timeout": "milliseconds" },
      where: "\\bclient[\"']?\\s*:\\s*[\"'`](pg|postgres|postgresql)[\"'`]",
      needs: [
        {
          options: ["connection.query_timeout"],
          parts: ["connection.statement_timeout"],
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
