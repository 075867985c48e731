import type { Entry } from "../entry.ts";

/** Version 12: 15 s for a request and to connect, 30 s for a connection of the pool; seen to end after 18 s. */
const mssql: Entry = {
  package: "mssql",
  service: "database",
  operations: [
    { members: ["connect", "query"], options: [] },
    { members: ["connect"], containers: ["ConnectionPool"], options: [] },
    { members: ["query", "execute", "batch"], containers: ["Request", "ConnectionPool"], options: [] },
    { members: ["begin", "commit", "rollback"], containers: ["Transaction"], options: [] },
    { members: ["prepare", "execute", "unprepare"], containers: ["PreparedStatement"], options: [] },
  ],
  waits: { limit: 30_000, words: "waits up to 15 seconds, and up to 30 for a connection" },
  bounds: {},
  clients: [
    {
      members: ["connect", "ConnectionPool"],
      options: [0],
      bounds: { requestTimeout: "milliseconds" },
      address: "server",
    },
  ],
  retries: 0,
  resources: [
    { acquire: { members: ["begin"], containers: ["Transaction"] }, release: ["commit", "rollback"] },
    { acquire: { members: ["prepare"], containers: ["PreparedStatement"] }, release: ["unprepare"] },
  ],
};

export default [mssql];
