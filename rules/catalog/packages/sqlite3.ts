import type { Entry } from "../entry.ts";

/** Version 6, by its source: a locked database is waited for up to a second; the work itself is local. */
const sqlite: Entry = {
  package: "sqlite3",
  service: "file",
  operations: [
    { members: ["run", "exec", "prepare", "close"], containers: ["Database", "Statement"], options: [] },
    { members: ["get", "all", "each"], containers: ["Database", "Statement"], options: [], idempotent: true },
  ],
  waits: { limit: 1_000, words: "waits up to a second for a lock" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["Database"] }, release: ["close"] }],
};

export default [sqlite];
