import type { Entry } from "../entry.ts";

/**
 * Version 6: its commands wait until Redis is back, `add` was seen pending after 110 s. `maxRetriesPerRequest` of the
 * connection makes them fail, and for a queue it is right to set it (a worker must not).
 */
const bullmq: Entry = {
  package: "bullmq",
  service: "queue",
  operations: [
    {
      members: ["add", "addBulk", "pause", "resume", "drain", "obliterate", "upsertJobScheduler"],
      containers: ["Queue"],
      options: [],
    },
    { members: ["getJob", "getJobs", "getJobCounts"], containers: ["QueueGetters"], options: [], idempotent: true },
    { members: ["waitUntilReady"], containers: ["QueueBase", "Worker"], options: [] },
    { members: ["add"], containers: ["FlowProducer"], options: [] },
    { members: ["updateProgress", "retry", "remove", "log", "getState"], containers: ["Job"], options: [] },
    { members: ["waitUntilFinished"], containers: ["Job"], options: [], argument: { at: 1, is: "milliseconds" } },
    { members: ["run"], containers: ["Worker"], options: [], endless: true },
  ],
  waits: { words: "waits until Redis is back" },
  bounds: {},
  clients: [
    {
      members: ["Queue", "FlowProducer"],
      options: [1],
      bounds: { "connection.maxRetriesPerRequest": "opaque", "connection.commandTimeout": "milliseconds" },
    },
  ],
  retries: 0,
  resources: [{ acquire: { members: ["Queue", "Worker", "QueueEvents", "FlowProducer"] }, release: ["close"] }],
  boundaries: [{ members: ["Worker"], callback: [1], rejection: "is handled" }],
};

export default [bullmq];
