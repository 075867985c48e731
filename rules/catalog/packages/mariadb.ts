import type { Entry } from "../entry.ts";

const needs = [
  { options: ["queryTimeout", "socketTimeout"], writes: "milliseconds", words: "a query waits for ever" },
] as const;

/**
 * Version 3.5: connecting ends after 1 s and the wait for a connection of a pool after 10 s, both seen; a query has no limit
 * (lib/config/connection-options.js). `queryTimeout` is kept by a MariaDB server from 10.1 on; against one of MySQL, and against a dead
 * connection, `socketTimeout` helps.
 */
const mariadb: Entry = {
  package: "mariadb",
  service: "database",
  operations: [
    { members: ["query", "execute"], containers: ["Pool", "Connection"], options: [0] },
    { members: ["batch", "importFile"], containers: ["Pool", "Connection"], options: [0] },
    { members: ["queryStream"], containers: ["Connection"], options: [0] },
    { members: ["getConnection"], containers: ["Pool"], options: [], waits: { limit: 10_000, words: "waits up to 10 seconds" } },
    { members: ["createConnection"], options: [0], waits: { limit: 1_000, words: "waits up to 1 second" } },
    { members: ["beginTransaction", "commit", "rollback", "ping"], containers: ["Connection"], options: [] },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds", queryTimeout: "milliseconds", socketTimeout: "milliseconds" },
  clients: [{ members: ["createPool", "createConnection"], options: [0], address: "host", needs }],
  retries: 0,
  emitters: ["Connection"],
  resources: [
    { acquire: { members: ["getConnection"], containers: ["Pool"] }, release: ["release"], using: "await using" },
    { acquire: { members: ["createConnection"] }, release: ["end", "destroy"], using: "await using" },
  ],
};

export default [mariadb];
