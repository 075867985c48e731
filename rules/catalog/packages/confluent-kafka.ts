import type { Entry } from "../entry.ts";

/**
 * Version 1.10: a message is tried to be delivered for 5 minutes (types/config.d.ts), which `message.timeout.ms` says; a request to a broker
 * ends after 30 s (lib/kafkajs/_common.js). Read in the sources, not run.
 */
const confluent: Entry = {
  package: "@confluentinc/kafka-javascript",
  service: "queue",
  operations: [
    { members: ["send", "sendBatch", "flush"], options: [] },
    { members: ["connect", "disconnect", "commitOffsets"], options: [], waits: { limit: 30_000, words: "waits up to 30 seconds" } },
    { members: ["createTopics", "fetchTopicOffsets", "listTopics"], options: [], waits: { limit: 30_000, words: "waits up to 30 seconds" } },
    { members: ["subscribe", "run"], options: [], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes" },
  bounds: {},
  clients: [{ members: ["Kafka"], options: [0], bounds: { "message.timeout.ms": "milliseconds" } }],
  retries: 5,
  resources: [{ acquire: { members: ["connect"] }, release: ["disconnect"] }],
};

export default [confluent];
