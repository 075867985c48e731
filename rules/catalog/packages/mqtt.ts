import type { Entry } from "../entry.ts";

/**
 * Version 5: connecting ends after 30 s. What is published while it is offline is kept and waits for ever, seen pending
 * after 60 s, and so does what asks to be acknowledged by a broker that is gone, whatever `keepalive` says; no option
 * bounds that.
 */
const mqtt: Entry = {
  package: "mqtt",
  service: "queue",
  operations: [
    { members: ["connectAsync"], options: [], waits: { limit: 30_000, words: "waits up to 30 seconds" } },
    {
      members: ["publishAsync", "subscribeAsync", "unsubscribeAsync", "endAsync"],
      containers: ["default", "MqttClient"],
      options: [],
    },
  ],
  waits: { words: "waits for ever while the broker is away" },
  bounds: {},
  resources: [{ acquire: { members: ["connect", "connectAsync"] }, release: ["end", "endAsync"] }],
};

export default [mqtt];
