import type { Entry } from "../entry.ts";

/**
 * Version 2.29, and the packages of @nats-io from 3 on: connecting ends after 20 s, seen, a request after 1 s and one of JetStream after 5 s
 * (nats-base-client). A connection that was lost ten times in a row is closed for good.
 */
const nats: Entry = {
  package: "nats",
  also: ["@nats-io/transport-node", "@nats-io/nats-core", "@nats-io/jetstream", "@nats-io/kv"],
  service: "queue",
  operations: [
    { members: ["connect"], options: [0] },
    { members: ["request", "requestMany"], containers: ["NatsConnection"], options: [2] },
    { members: ["flush", "drain", "close", "rtt", "jetstreamManager"], containers: ["NatsConnection"], options: [] },
    { members: ["publish"], containers: ["JetStreamClient"], options: [2] },
    { members: ["info"], containers: ["StreamAPI"], options: [], idempotent: true },
    { members: ["get", "put", "create", "update"], containers: ["RoKV", "KV"], options: [] },
    { members: ["next", "fetch"], containers: ["ExportedConsumer"], options: [0] },
    { members: ["consume"], containers: ["ExportedConsumer"], options: [0], endless: true },
    { members: ["subscribe"], containers: ["NatsConnection"], options: [1], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 seconds" },
  bounds: { timeout: "milliseconds", expires: "milliseconds" },
  retries: 0,
  resources: [
    { acquire: { members: ["connect"] }, release: ["close", "drain"] },
    { acquire: { members: ["subscribe"], containers: ["NatsConnection"] }, release: ["unsubscribe", "drain"] },
  ],
};

export default [nats];
