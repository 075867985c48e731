import type { Entry } from "../entry.ts";

/**
 * Version 3.4: connecting ends after 30 s (src/index.js), a query and the wait for a connection never do: seen pending after 40 s
 * with all connections taken. `connect_timeout` and `idle_timeout` are in seconds; `statement_timeout`, which the server keeps, is
 * in milliseconds, and was seen to end a query. A query that nobody awaits is never sent.
 */
const postgres: Entry = {
  package: "postgres",
  service: "database",
  operations: [
    { members: ["unsafe", "file", "notify"], containers: ["ISql"], options: [] },
    { members: ["begin", "reserve", "end", "largeObject"], containers: ["Sql"], options: [] },
    { members: ["savepoint"], containers: ["TransactionSql"], options: [] },
    { members: ["listen", "subscribe"], containers: ["Sql"], options: [], endless: true },
    { members: ["cursor", "stream"], containers: ["PendingQueryModifiers"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { "connection.statement_timeout": "milliseconds" },
  clients: [
    {
      members: ["postgres"],
      options: [0, 1],
      address: "host",
      needs: [{ options: ["connection.statement_timeout"], writes: "milliseconds", words: "a query waits for ever" }],
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["reserve"], containers: ["Sql"] }, release: ["release"] }],
};

export default [postgres];
