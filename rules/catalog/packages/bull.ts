import type { Entry } from "../entry.ts";

/**
 * Version 4: `add` waits until Redis is back, seen pending after 110 s; the options of its Redis client are all that
 * bounds it.
 */
const bull: Entry = {
  package: "bull",
  service: "queue",
  operations: [
    { members: ["add", "addBulk", "pause", "isReady"], containers: ["Queue"], options: [] },
    { members: ["getJob", "getJobCounts"], containers: ["Queue"], options: [], idempotent: true },
    { members: ["progress", "retry", "remove", "getState"], containers: ["Job"], options: [] },
    { members: ["finished"], containers: ["Job"], options: [], endless: true },
  ],
  waits: { words: "waits until Redis is back" },
  bounds: {},
  clients: [
    { members: ["Bull"], options: [1, 2], bounds: { "redis.commandTimeout": "milliseconds", createClient: "opaque" } },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["Bull"] }, release: ["close"] }],
};

export default [bull];
