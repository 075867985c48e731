import type { Entry } from "../entry.ts";

/**
 * Version 6.7: while there is no Redis, and against one that says nothing, adding a job was seen pending, whatever the connection was made
 * with: neither `commandTimeout` nor `maxRetriesPerRequest` nor `enableOfflineQueue: false` ended it, for it waits for the connection
 * first. A job has no limit but the processor's own.
 */
const bullmq: Entry = {
  package: "bullmq",
  service: "queue",
  operations: [
    { members: ["add", "addBulk"], containers: ["Queue", "FlowProducer"], options: [] },
    { members: ["pause", "resume", "drain", "obliterate", "upsertJobScheduler", "close"], containers: ["Queue"], options: [] },
    { members: ["getJob", "getJobs", "getJobCounts"], containers: ["QueueGetters"], options: [], idempotent: true },
    { members: ["updateProgress", "retry", "remove", "log", "getState"], containers: ["Job"], options: [] },
    { members: ["waitUntilReady"], containers: ["QueueBase", "Worker", "QueueEvents"], options: [] },
    {
      members: ["waitUntilFinished"],
      containers: ["Job"],
      options: [],
      argument: { at: 1, is: "milliseconds" },
      endless: true,
    },
    { members: ["run"], containers: ["Worker"], options: [], endless: true },
  ],
  waits: { words: "waits until there is a Redis" },
  bounds: {},
  retries: 0,
  resources: [{ acquire: { members: ["Queue", "Worker", "QueueEvents", "FlowProducer"] }, release: ["close"] }],
};

export default [bullmq];
