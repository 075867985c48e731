import type { Entry } from "../entry.ts";

/**
 * Version 5: it reconnects for ever and keeps what is published until then; `sendToQueue` was seen pending after 60 s.
 */
const manager: Entry = {
  package: "amqp-connection-manager",
  service: "queue",
  operations: [
    { members: ["publish", "sendToQueue"], containers: ["default", "ChannelWrapper"], options: [2, 3], target: 0 },
    {
      members: ["waitForConnect", "get", "assertQueue", "addSetup"],
      containers: ["default", "ChannelWrapper"],
      options: [],
    },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["createChannel"],
      containers: ["IAmqpConnectionManager", "AmqpConnectionManager"],
      options: [0],
      bounds: { publishTimeout: "milliseconds" },
      needs: [{ options: ["publishTimeout"], writes: "milliseconds", words: "what is published waits for ever" }],
    },
  ],
  emitters: [
    {
      members: ["createChannel"],
      containers: ["AmqpConnectionManager", "IAmqpConnectionManager", "AmqpConnectionManagerClass", "default"],
      is: "channel",
      when: "its set-up fails",
    },
  ],
  resources: [{ acquire: { members: ["connect"] }, release: ["close"] }],
  boundaries: [
    { members: ["consume"], containers: ["default", "ChannelWrapper"], callback: [1], rejection: "ends the process" },
  ],
};

export default [manager];
