import type { Entry, Need } from "../entry.ts";

const query: Need = {
  options: ["query_timeout"],
  parts: ["statement_timeout"],
  writes: "milliseconds",
  words: "a query waits for ever",
};

/**
 * Version 8: no timeout by default, seen pending after 65 s for a connection and for a query. `query_timeout` is the
 * client's own. `statement_timeout` is kept by the server: it ends a slow query, and a connection that stalls was seen
 * to wait for ever all the same.
 */
const pg: Entry = {
  package: "pg",
  also: ["pg-pool"],
  service: "database",
  operations: [
    { members: ["query"], containers: ["Pool", "ClientBase", "Client"], options: [0] },
    { members: ["connect"], containers: ["Pool", "ClientBase", "Client"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { query_timeout: "milliseconds" },
  clients: [
    {
      members: ["Pool"],
      options: [0],
      address: "host",
      needs: [
        {
          options: ["connectionTimeoutMillis"],
          writes: "milliseconds",
          words: "waiting for a connection takes for ever",
        },
        query,
      ],
    },
    {
      members: ["Client"],
      options: [0],
      address: "host",
      needs: [
        { options: ["connectionTimeoutMillis"], writes: "milliseconds", words: "connecting takes for ever" },
        query,
      ],
    },
  ],
  retries: 0,
  emitters: [
    { members: ["Pool"], is: "pool", when: "the database breaks an idle connection off" },
    { members: ["Client"], is: "client", when: "the connection breaks" },
    {
      members: ["connect"],
      containers: ["Pool"],
      promised: true,
      is: "client",
      when: "the connection breaks while it is checked out",
      remedy: "listen to `error` of each client once: `pool.on(\"connect\", (client) => client.on(\"error\", …))`",
      handledBy: "\\.on\\(\\s*[\"'`](connect|acquire)[\"'`]",
    },
  ],
  resources: [{ acquire: { members: ["connect"], containers: ["Pool"] }, release: ["release"] }],
};

export default [pg];
