import type { Entry } from "../entry.ts";

/**
 * Version 2.3, and 0.10: connecting to a server that says nothing was seen pending after 65 s. The `timeout` of the socket's options ends
 * connecting and the handshake, and nothing later (lib/connect.js). What is asked on a channel has no limit, but for the heartbeat that
 * ends a dead connection. `publish` and `sendToQueue` hand back no promise.
 */
const amqplib: Entry = {
  package: "amqplib",
  service: "queue",
  operations: [
    { members: ["connect"], options: [1] },
    { members: ["createChannel", "createConfirmChannel", "close"], containers: ["ChannelModel", "Connection"], options: [] },
    {
      members: ["assertQueue", "checkQueue", "assertExchange", "checkExchange", "bindQueue", "prefetch", "cancel", "get", "close"],
      containers: ["Channel"],
      options: [],
    },
    { members: ["deleteQueue", "purgeQueue", "deleteExchange", "unbindQueue"], containers: ["Channel"], options: [] },
    { members: ["publish", "sendToQueue"], containers: ["Channel", "ConfirmChannel"], options: [] },
    { members: ["waitForConfirms"], containers: ["ConfirmChannel"], options: [] },
    { members: ["consume"], containers: ["Channel"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: { timeout: "milliseconds" },
  clients: [
    {
      members: ["connect"],
      options: [1],
      needs: [{ options: ["timeout"], writes: "milliseconds", words: "connecting takes for ever" }],
    },
  ],
  retries: 0,
  emitters: ["ChannelModel", "Connection", "Channel", "ConfirmChannel"],
  resources: [
    { acquire: { members: ["connect"] }, release: ["close"] },
    { acquire: { members: ["createChannel", "createConfirmChannel"] }, release: ["close"] },
  ],
};

export default [amqplib];
