import type { Entry } from "../entry.ts";

/** Version 5: a request ends after 30 s (lib/src/pool.js), seen; where there are more hosts it asks another two. */
const influx: Entry = {
  package: "influx",
  service: "database",
  operations: [
    { members: ["query", "queryRaw", "getDatabaseNames"], containers: ["InfluxDB"], options: [], idempotent: true },
    { members: ["writePoints", "writeMeasurement", "createDatabase"], containers: ["InfluxDB"], options: [] },
    { members: ["ping"], containers: ["InfluxDB"], options: [], idempotent: true, argument: { at: 0, is: "milliseconds" } },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: {},
  clients: [{ members: ["InfluxDB"], options: [0], bounds: { "pool.requestTimeout": "milliseconds" } }],
  retries: 2,
};

export default [influx];
