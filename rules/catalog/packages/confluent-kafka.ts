import type { Entry } from "../entry.ts";

/**
 * Version 1: the socket gives up after 30 s of silence and the delivery of a message after 5 minutes, by librdkafka's
 * own defaults.
 */
const kafka: Entry = {
  package: "@confluentinc/kafka-javascript",
  service: "queue",
  operations: [
    { members: ["send", "sendBatch", "flush"], options: [], waits: { limit: 300_000, words: "waits up to 5 minutes" } },
    { members: ["connect", "disconnect", "subscribe", "commitOffsets", "createTopics"], options: [] },
    { members: ["fetchTopicOffsets"], options: [], idempotent: true },
    { members: ["run"], options: [0], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: {},
  retries: 5,
  resources: [{ acquire: { members: ["connect"] }, release: ["disconnect"] }],
  boundaries: [
    { members: ["run"], callback: [0, "eachMessage"], rejection: "is handled" },
    { members: ["run"], callback: [0, "eachBatch"], rejection: "is handled" },
  ],
};

export default [kafka];
