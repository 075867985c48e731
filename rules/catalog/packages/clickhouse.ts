import type { Entry } from "../entry.ts";

const containers = ["NodeClickHouseClient", "ClickHouseClient"];

/**
 * Version 1: a request ends after 30 s without a byte, or after `request_timeout`, seen after 32 s. A query's
 * `abort_signal` ends the wait for its headers: a body that stalls was seen to outlast it.
 */
const clickhouse: Entry = {
  package: "@clickhouse/client",
  also: ["@clickhouse/client-common"],
  service: "database",
  operations: [
    { members: ["query"], containers, options: [0], idempotent: true },
    { members: ["insert", "command", "exec"], containers, options: [0] },
    { members: ["ping"], containers, options: [0], idempotent: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: { abort_signal: "part" },
  clients: [{ members: ["createClient"], options: [0], bounds: { request_timeout: "milliseconds" }, address: "url" }],
  retries: 0,
  throwsOnStatus: true,
  resources: [{ acquire: { members: ["createClient"] }, release: ["close"], using: "await using" }],
};

export default [clickhouse];
