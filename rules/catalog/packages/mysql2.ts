import type { Entry } from "../entry.ts";

/**
 * Version 3.24: connecting ends after 10 s (lib/connection_config.js); a query to a server that hangs, and the wait for a connection of
 * a pool that is used up, were seen pending after 65 s. The client has no option for either: a query is bounded alone in the form
 * `query({ sql, timeout })`, which was seen to work, and the wait for a connection not at all.
 */
const mysql2: Entry = {
  package: "mysql2",
  service: "database",
  operations: [
    { members: ["query", "execute"], options: [0] },
    { members: ["getConnection"], containers: ["Pool", "PoolNamespace"], options: [] },
    { members: ["createConnection"], options: [0], waits: { limit: 10_000, words: "waits up to 10 seconds" } },
    { members: ["connect", "beginTransaction", "commit", "rollback", "ping", "prepare"], containers: ["Connection"], options: [] },
    { members: ["end"], containers: ["Pool", "Connection"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  retries: 0,
  emitters: ["Connection"],
  resources: [{ acquire: { members: ["getConnection"], containers: ["Pool"] }, release: ["release"], using: "await using" }],
};

export default [mysql2];
