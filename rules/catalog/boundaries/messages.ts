/** Consumers of queues and brokers. */
import type { Taker } from "./taker.ts";
import { addsListener } from "./taker.ts";

const job = { rejection: "is handled", is: "a job's processor" } as const;
const listener = { members: addsListener, callback: [1], rejection: "ends the process", is: "a listener" } as const;

const bull: Taker = {
  package: "bull",
  boundaries: [
    // A processor that takes `done` has its promise dropped.
    {
      members: ["process"],
      callback: [0],
      rest: true,
      parameters: 2,
      rejection: "ends the process",
      is: "a job's processor",
      besides: "the job stays active until it counts as stalled",
    },
    { members: ["process"], callback: [0], rest: true, ...job },
    listener,
  ],
};

/** What it emits on its own classes is guarded against a throw, and not against a rejection. */
const bullmq: Taker = {
  package: "bullmq",
  boundaries: [{ members: ["Worker"], callback: [1], ...job }, listener],
};

/** A failure is logged, and the message is delivered again. */
const kafka: Taker = {
  package: "kafkajs",
  also: ["@confluentinc/kafka-javascript"],
  boundaries: [
    { members: ["run"], callback: [0, "eachMessage"], rejection: "is handled", is: "a message handler" },
    { members: ["run"], callback: [0, "eachBatch"], rejection: "is handled", is: "a message handler" },
  ],
};

const amqp: Taker = {
  package: "amqplib",
  also: ["amqp-connection-manager"],
  boundaries: [
    {
      members: ["consume"],
      callback: [1],
      rejection: "ends the process",
      is: "a message handler",
      besides: "the message is neither acknowledged nor refused",
    },
    {
      ...listener,
      // The manager's channels are the default export of their module.
      containers: [
        "Channel", "ConfirmChannel", "ChannelModel", "Connection", "ChannelWrapper", "default",
        "IAmqpConnectionManager",
      ],
    },
  ],
};

const mqtt: Taker = {
  package: "mqtt",
  boundaries: [listener],
};

const beeQueue: Taker = {
  package: "bee-queue",
  boundaries: [{ members: ["process"], callback: [0], rest: true, ...job }, listener],
};

export default [bull, bullmq, kafka, amqp, mqtt, beeQueue];
