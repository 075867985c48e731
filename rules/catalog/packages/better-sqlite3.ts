import type { Entry } from "../entry.ts";

/**
 * Version 12, by its source: calls run in this thread and return when they are done; a locked database is waited for up
 * to 5 s.
 */
const sqlite: Entry = {
  package: "better-sqlite3",
  service: "file",
  operations: [
    { members: ["run"], containers: ["Statement"], options: [] },
    { members: ["get", "all", "iterate"], containers: ["Statement"], options: [], idempotent: true },
    { members: ["exec", "pragma", "backup"], containers: ["Database"], options: [] },
  ],
  waits: { limit: 5_000, words: "waits up to 5 seconds for a lock" },
  bounds: {},
  clients: [{ members: ["Database", "default"], options: [1], bounds: { timeout: "milliseconds" } }],
  retries: 0,
  resources: [{ acquire: { members: ["Database"] }, release: ["close"] }],
};

export default [sqlite];
