import type { Entry } from "../entry.ts";

/**
 * Version 2: nothing has a timeout but the socket while it connects, and that only where `timeout` is set; a connection
 * was seen pending after 65 s. Whatever waits for the broker's answer on a channel is bounded by a wrapper alone. Where
 * the connection died, the heartbeat ends it: with the minute that RabbitMQ asks for, after three; with `heartbeat=0`,
 * never.
 */
const amqplib: Entry = {
  package: "amqplib",
  service: "queue",
  operations: [
    { members: ["connect"], options: [1], target: 0, waits: { words: "waits for ever" } },
    { members: ["createChannel", "createConfirmChannel", "close"], containers: ["ChannelModel"], options: [] },
    {
      members: ["assertQueue", "checkQueue", "assertExchange", "bindQueue", "get", "cancel", "prefetch", "close"],
      containers: ["Channel"],
      options: [],
    },
    { members: ["waitForConfirms"], containers: ["ConfirmChannel"], options: [] },
    { members: ["consume"], containers: ["Channel"], options: [], endless: true },
  ],
  waits: { words: "waits for as long as the heartbeat goes on, and for ever where that is switched off" },
  bounds: { timeout: "milliseconds" },
  retries: 0,
  emitters: [
    {
      members: ["connect"],
      promised: true,
      is: "connection",
      when: "it breaks, or the broker closes it or one of its channels",
    },
    {
      members: ["connect"],
      given: { callback: "last", parameter: 1 },
      is: "connection",
      when: "it breaks, or the broker closes it or one of its channels",
    },
  ],
  clients: [
    {
      members: ["connect"],
      options: [1],
      needs: [{ options: ["timeout"], writes: "milliseconds", words: "connecting takes for ever" }],
    },
  ],
  resources: [
    { acquire: { members: ["connect"] }, release: ["close"] },
    {
      acquire: { members: ["createChannel", "createConfirmChannel"], containers: ["ChannelModel"] },
      release: ["close"],
    },
  ],
  boundaries: [{ members: ["consume"], containers: ["Channel"], callback: [1], rejection: "ends the process" }],
};

export default [amqplib];
