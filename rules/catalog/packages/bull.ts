import type { Entry } from "../entry.ts";

/**
 * Version 4.16: adding a job was seen pending after 110 s while there was no Redis. `redis.commandTimeout` was seen to end it, and would end
 * the wait for the next job too, which shares those options: it is no remedy for a queue that may be processed. The `timeout` of a job's
 * options is for its run.
 */
const bull: Entry = {
  package: "bull",
  service: "queue",
  operations: [
    { members: ["add", "addBulk", "pause", "close", "isReady"], containers: ["Queue"], options: [] },
    { members: ["getJob", "getJobCounts"], containers: ["Queue"], options: [], idempotent: true },
    { members: ["progress", "retry", "remove", "getState"], containers: ["Job"], options: [] },
    { members: ["finished"], containers: ["Job"], options: [], endless: true },
    { members: ["process"], containers: ["Queue"], options: [], endless: true },
  ],
  waits: { words: "waits until there is a Redis" },
  bounds: { "redis.commandTimeout": "milliseconds" },
  powerless: { timeout: "is for the job's run" },
  retries: 0,
  resources: [{ acquire: { members: ["Bull"] }, release: ["close"] }],
};

export default [bull];
