import type { Entry } from "../entry.ts";

const containers = ["NodeClickHouseClient", "ClickHouseClient"];

/** Version 1: a request ends after 30 s, seen after 32 s. */
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
  bounds: { abort_signal: "signal" },
  clients: [{ members: ["createClient"], options: [0], bounds: { request_timeout: "milliseconds" }, address: "url" }],
  remedy: { option: "abort_signal", writes: "signal" },
  retries: 0,
  throwsOnStatus: true,
  resources: [{ acquire: { members: ["createClient"] }, release: ["close"], using: "await using" }],
};

export default [clickhouse];
