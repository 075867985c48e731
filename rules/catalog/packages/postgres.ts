import type { Entry } from "../entry.ts";

/**
 * Version 3: connecting ends after 30 s, a query never by itself, nor the wait for a connection (seen pending after 40
 * s). It has no time of its own for a query: `statement_timeout` is all there is, and it is kept by the server. That
 * ends a slow query; a connection that stalls was seen to wait for ever. Its options for connections are in seconds.
 */
const postgres: Entry = {
  package: "postgres",
  service: "database",
  operations: [
    { members: ["unsafe", "file", "notify"], containers: ["ISql"], options: [] },
    { members: ["begin", "reserve", "end", "savepoint"], containers: ["Sql", "TransactionSql"], options: [] },
    { members: ["listen", "subscribe"], containers: ["Sql"], options: [], endless: true },
  ],
  waits: { words: "waits for ever once it is connected" },
  bounds: {},
  clients: [
    {
      members: ["postgres", "default"],
      options: [0, 1],
      address: "host",
      needs: [{ options: ["connection.statement_timeout"], writes: "milliseconds", words: "a query waits for ever" }],
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["reserve"], containers: ["Sql"] }, release: ["release"] }],
};

export default [postgres];
