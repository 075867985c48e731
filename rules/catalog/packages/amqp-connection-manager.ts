import type { Entry } from "../entry.ts";

const containers = ["ChannelWrapper", "default"];

/**
 * Version 5: while there is no broker it tries again for ever and keeps what is sent, so that sending was seen pending after 60 s. The
 * `timeout` of a message ends that, and `publishTimeout` for all of a channel (ChannelWrapper.js). The other calls wait for the
 * connection, which is their purpose.
 */
const manager: Entry = {
  package: "amqp-connection-manager",
  service: "queue",
  operations: [
    { members: ["sendToQueue"], containers, options: [2] },
    { members: ["publish"], containers, options: [3] },
    { members: ["waitForConnect", "addSetup", "consume", "assertQueue", "get", "close"], containers, options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [{ members: ["createChannel"], options: [0], bounds: { publishTimeout: "milliseconds" } }],
  remedy: { option: "timeout", writes: "milliseconds" },
  emitters: containers,
  resources: [
    { acquire: { members: ["connect"] }, release: ["close"] },
    { acquire: { members: ["createChannel"] }, release: ["close"] },
  ],
};

export default [manager];
