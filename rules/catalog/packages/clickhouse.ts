import type { Entry } from "../entry.ts";

/** Version 1.23: a request ends after 30 s (dist/common/config.js), seen; so does one with `abort_signal`. */
const clickhouse: Entry = {
  package: "@clickhouse/client",
  also: ["@clickhouse/client-common", "@clickhouse/client-web"],
  service: "database",
  operations: [
    {
      members: ["query", "insert", "command", "exec"],
      containers: ["ClickHouseClient", "NodeClickHouseClient", "WebClickHouseClientImpl"],
      options: [0],
    },
    { members: ["ping"], containers: ["ClickHouseClient"], options: [0], idempotent: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: { abort_signal: "signal" },
  clients: [{ members: ["createClient"], options: [0], bounds: { request_timeout: "milliseconds" }, address: "url" }],
  retries: 0,
  throwsOnStatus: true,
  resources: [
    { acquire: { members: ["createClient"] }, release: ["close"], using: "await using" },
    { acquire: { members: ["query"], containers: ["ClickHouseClient", "NodeClickHouseClient"] }, release: ["json", "text", "stream", "close"], using: "using" },
  ],
};

export default [clickhouse];
