import type { Entry } from "../entry.ts";

/**
 * Version 12: a file of this machine, and synchronous but for `backup`: a query holds up the whole process for as long as it takes, so
 * that no timeout could end it. `timeout` is the wait for a lock, 5 s by default (lib/database.js).
 */
const betterSqlite3: Entry = {
  package: "better-sqlite3",
  service: "database",
  operations: [{ members: ["backup"], containers: ["Database"], options: [1] }],
  waits: { words: "takes as long as the copy does" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["Database"] }, release: ["close"] }],
};

export default [betterSqlite3];
