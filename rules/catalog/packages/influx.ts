import type { Entry } from "../entry.ts";

/**
 * Version 5: a request ends after 30 s, seen after 31 s, or after `requestTimeout`; other hosts are tried up to twice.
 * Both bound the wait for the answer's head: a body that stalls was seen to outlast them.
 */
const influx: Entry = {
  package: "influx",
  service: "database",
  operations: [
    { members: ["query", "queryRaw", "getDatabaseNames"], containers: ["InfluxDB"], options: [], idempotent: true },
    { members: ["writePoints", "writeMeasurement", "createDatabase"], containers: ["InfluxDB"], options: [] },
    {
      members: ["ping"],
      containers: ["InfluxDB"],
      options: [],
      argument: { at: 0, is: "milliseconds" },
      idempotent: true,
    },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds for the answer's head, and for ever for its body" },
  bounds: {},
  clients: [
    { members: ["InfluxDB"], options: [0], bounds: { "pool.requestTimeout": "part" }, address: "host" },
  ],
  retries: 2,
};

export default [influx];
