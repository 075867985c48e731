import type { Entry, Operation } from "../entry.ts";

const operations: readonly Operation[] = [
  {
    members: ["publish", "publishJSON", "publishMessage"],
    containers: ["Topic"],
    options: [],
    waits: { limit: 600_000, words: "waits up to 10 minutes, and tries again as long" },
  },
  {
    members: ["createTopic", "createSubscription", "createSchema", "detachSubscription"],
    containers: ["PubSub"],
    options: [],
  },
  {
    members: ["getTopics", "getSubscriptions", "getSnapshots", "validateSchema"],
    containers: ["PubSub"],
    options: [0],
    idempotent: true,
  },
  { members: ["exists", "get", "getMetadata"], containers: ["Topic", "Subscription"], options: [], idempotent: true },
  { members: ["create", "delete", "setMetadata"], containers: ["Topic", "Subscription"], options: [] },
  { members: ["createSnapshot", "modifyPushConfig", "seek"], containers: ["Subscription"], options: [] },
  { members: ["on"], containers: ["Subscription"], options: [], endless: true },
];

/**
 * Version 5.3: 60 s for each call, read in its configuration and seen as a gRPC deadline; publishing tries again for 10
 * minutes. A topic's `gaxOpts.timeout` is total, which was seen, but it is a topic's for all uses of it.
 */
const pubsub: Entry = {
  package: "@google-cloud/pubsub",
  service: "queue",
  operations,
  waits: { limit: 60_000, words: "waits up to 60 s" },
  bounds: { "gaxOpts.timeout": "milliseconds" },
  clients: [{ members: ["topic"], containers: ["PubSub"], options: [1] }],
};

export default [pubsub];
