import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Kafka, logLevel } = load("kafkajs");

function open({ port }: Peer, options: object = {}) {
  return new Kafka({ brokers: [`${host}:${port}`], logLevel: logLevel.NOTHING, retry: { retries: 0 }, ...options });
}

const proof: Proof = {
  package: "kafkajs",
  claims: [
    {
      title: "Producer.connect, by the default of connectionTimeout",
      peer: "unreachable",
      ends: /Connection timeout/,
      after: 1000,
      attempt: (peer) => () => open(peer).producer().connect(),
    },
    {
      title: "Producer.connect with connectionTimeout",
      peer: "unreachable",
      ends: /Connection timeout/,
      attempt: (peer) => () => open(peer, { connectionTimeout: soon }).producer().connect(),
    },
    {
      title: "Producer.connect, by the default of requestTimeout, which it takes for success",
      peer: "silent",
      ends: /^resolved/,
      after: 30_000,
      attempt: (peer) => () => open(peer, { retry: {} }).producer().connect(),
    },
    {
      title: "Admin.listTopics with requestTimeout",
      peer: "silent",
      ends: /KafkaJS/,
      attempt: (peer) => async () => {
        const admin = open(peer, { requestTimeout: soon }).admin();
        await admin.connect();
        return admin.listTopics();
      },
    },
    {
      title: "Producer.send with requestTimeout",
      peer: "silent",
      ends: /KafkaJS/,
      attempt: (peer) => async () => {
        const producer = open(peer, { requestTimeout: soon }).producer();
        await producer.connect();
        return producer.send({ topic: "topic", messages: [{ value: "value" }] });
      },
    },
    {
      title: "Admin.listTopics with enforceRequestTimeout switched off",
      peer: "silent",
      attempt: (peer) => async () => {
        const admin = open(peer, { requestTimeout: soon, enforceRequestTimeout: false }).admin();
        await admin.connect();
        return admin.listTopics();
      },
    },
    {
      title: "Producer.send with timeout, which is the broker's",
      peer: "silent",
      ends: /KafkaJS/,
      after: 30_000,
      attempt: async (peer) => {
        const producer = open(peer, { retry: { retries: 0 } }).producer();
        return async () => {
          await producer.connect();
          return producer.send({ topic: "topic", timeout: soon, messages: [{ value: "value" }] });
        };
      },
    },
  ],
};

export default proof;
