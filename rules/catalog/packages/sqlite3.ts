import type { Entry } from "../entry.ts";

/**
 * Version 6: a file of this machine. The wait for a lock ends after 1 s (src/database.cc), and a query when it is done. An error that no
 * callback takes is emitted.
 */
const sqlite3: Entry = {
  package: "sqlite3",
  service: "database",
  operations: [
    { members: ["run", "get", "all", "each", "exec"], containers: ["Database"], options: [] },
    { members: ["run", "get", "all", "each"], containers: ["Statement"], options: [] },
  ],
  waits: { words: "takes as long as the query does" },
  bounds: {},
  retries: 0,
  emitters: ["Database", "Statement"],
  resources: [
    { acquire: { members: ["Database"] }, release: ["close"] },
    { acquire: { members: ["prepare"], containers: ["Database"] }, release: ["finalize"] },
  ],
};

export default [sqlite3];
