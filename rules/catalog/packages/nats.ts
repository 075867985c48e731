import type { Entry } from "../entry.ts";

const containers = ["NatsConnection"];

/**
 * Version 2: connecting ends after 20 s, a request after 1 s, JetStream after 5 s. After ten failed reconnects all of
 * it rejects.
 */
const nats: Entry = {
  package: "nats",
  also: ["@nats-io/nats-core", "@nats-io/transport-node"],
  service: "queue",
  operations: [
    { members: ["connect"], options: [0], waits: { limit: 20_000, words: "waits up to 20 seconds" } },
    { members: ["request", "requestMany"], containers, options: [2] },
    { members: ["flush", "drain", "close", "rtt"], containers, options: [] },
    {
      members: ["publish"],
      containers: ["JetStreamClient"],
      options: [2],
      waits: { limit: 5_000, words: "waits up to 5 seconds" },
    },
  ],
  waits: { limit: 20_000, words: "waits a second for the answer, and while it reconnects up to 20" },
  bounds: { timeout: "milliseconds" },
  remedy: { option: "timeout", writes: "milliseconds" },
  resources: [{ acquire: { members: ["connect"] }, release: ["drain", "close"] }],
};

export default [nats];
