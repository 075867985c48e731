import type { Entry } from "../entry.ts";

/**
 * Version 2: a request ends after 30 s, connecting after 1 s, and either is tried five times more; `connect` gave up
 * after 14 s.
 */
const kafkajs: Entry = {
  package: "kafkajs",
  majors: [2],
  service: "queue",
  operations: [
    { members: ["connect", "disconnect", "send", "sendBatch", "transaction", "commit", "abort"], options: [] },
    { members: ["subscribe", "commitOffsets", "stop", "createTopics"], options: [] },
    { members: ["fetchTopicOffsets", "listTopics"], options: [], idempotent: true },
    { members: ["run"], options: [0], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds for each of six attempts" },
  bounds: {},
  retries: 5,
  resources: [{ acquire: { members: ["connect"] }, release: ["disconnect"] }],
  boundaries: [
    { members: ["run"], callback: [0, "eachMessage"], rejection: "is handled" },
    { members: ["run"], callback: [0, "eachBatch"], rejection: "is handled" },
  ],
};

export default [kafkajs];
