import type { Entry } from "../entry.ts";

/**
 * Version 12.7: connecting and a request end after 15 s, the wait for a connection after 30 s (lib/tedious/connection-pool.js, and tarn);
 * connecting was seen to. `bulk` has no limit, and no option that would set one.
 */
const mssql: Entry = {
  package: "mssql",
  service: "database",
  operations: [
    { members: ["connect", "query"], options: [] },
    { members: ["execute", "batch"], containers: ["Request", "PreparedStatement", "ConnectionPool"], options: [] },
    { members: ["bulk"], containers: ["Request"], options: [], waits: { words: "waits for ever" } },
    { members: ["begin", "commit", "rollback"], containers: ["Transaction"], options: [] },
    { members: ["prepare", "unprepare"], containers: ["PreparedStatement"], options: [] },
  ],
  waits: { limit: 15_000, words: "waits up to 15 seconds" },
  bounds: { requestTimeout: "milliseconds" },
  retries: 0,
  emitters: ["ConnectionPool"],
  resources: [
    { acquire: { members: ["begin"], containers: ["Transaction"] }, release: ["commit", "rollback"] },
    { acquire: { members: ["prepare"], containers: ["PreparedStatement"] }, release: ["unprepare"] },
  ],
};

export default [mssql];
