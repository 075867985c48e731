import type { Entry } from "../entry.ts";

/**
 * Version 8: no timeout by default, seen pending after 65 s for a connection and for a query. `statement_timeout` is
 * kept by the server, which helps against a slow query and not against a connection that is dead.
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
        { options: ["query_timeout", "statement_timeout"], writes: "milliseconds", words: "a query waits for ever" },
      ],
    },
    {
      members: ["Client"],
      options: [0],
      address: "host",
      needs: [
        { options: ["connectionTimeoutMillis"], writes: "milliseconds", words: "connecting takes for ever" },
        { options: ["query_timeout", "statement_timeout"], writes: "milliseconds", words: "a query waits for ever" },
      ],
    },
  ],
  retries: 0,
  emitters: ["Client", "Pool"],
  resources: [{ acquire: { members: ["connect"], containers: ["Pool"] }, release: ["release"] }],
};

export default [pg];
