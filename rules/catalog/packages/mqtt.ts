import type { Entry } from "../entry.ts";

const containers = ["MqttClient", "default"];

/**
 * Version 5.16: connecting ends after 30 s and begins again each second for ever; what is published meanwhile is kept, and was seen pending
 * after 60 s. No option bounds it. `connectAsync` gives up at the first failure, seen.
 */
const mqtt: Entry = {
  package: "mqtt",
  service: "queue",
  operations: [
    { members: ["publishAsync", "subscribeAsync", "unsubscribeAsync", "endAsync"], containers, options: [] },
    { members: ["publish", "unsubscribe", "end"], containers, options: [] },
    { members: ["connectAsync"], options: [], waits: { limit: 30_000, words: "waits up to 30 seconds" } },
    { members: ["subscribe"], containers, options: [], endless: true },
  ],
  waits: { words: "waits until there is a broker" },
  bounds: {},
  clients: [{ members: ["connect"], options: [1], bounds: { connectTimeout: "part" } }],
  resources: [{ acquire: { members: ["connect", "connectAsync"] }, release: ["end", "endAsync"] }],
};

export default [mqtt];
