import type { Entry } from "../entry.ts";

/**
 * Version 2.2: a request ends after 30 s and is tried 5 times more (src/cluster/index.js); against a server that says nothing, connecting
 * resolved after 30 s and sending gave up after 10 s more. The `timeout` of `send` is how long the broker waits for its fellows.
 */
const kafkajs: Entry = {
  package: "kafkajs",
  service: "queue",
  operations: [
    { members: ["send", "sendBatch"], options: [0] },
    { members: ["connect", "disconnect", "transaction", "commit", "abort", "commitOffsets", "stop"], options: [] },
    { members: ["createTopics", "deleteTopics", "fetchTopicOffsets", "listTopics", "describeCluster"], options: [] },
    { members: ["subscribe", "run"], options: [], endless: true },
  ],
  waits: { limit: 60_000, words: "waits up to a minute" },
  bounds: {},
  powerless: { timeout: "is how long the broker waits for its fellows" },
  clients: [{ members: ["Kafka"], options: [0], bounds: { requestTimeout: "milliseconds" } }],
  retries: 5,
  resources: [
    { acquire: { members: ["connect"] }, release: ["disconnect"] },
    { acquire: { members: ["transaction"] }, release: ["commit", "abort"] },
  ],
};

export default [kafkajs];
