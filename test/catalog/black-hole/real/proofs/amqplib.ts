import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const amqp = load("amqplib");

async function connected({ port }: Peer, options = "") {
  const connection = await amqp.connect(`amqp://guest:guest@${host}:${port}${options}`);
  connection.on("error", () => {});
  return connection;
}

const proof: Proof = {
  package: "amqplib",
  claims: [
    {
      title: "connect",
      peer: "silent",
      attempt: ({ port }) => () => amqp.connect(`amqp://${host}:${port}`),
    },
    {
      title: "connect with timeout",
      peer: "silent",
      ends: /ETIMEDOUT/,
      attempt: ({ port }) => () => amqp.connect(`amqp://${host}:${port}`, { timeout: soon }),
    },
    {
      title: "createChannel with timeout of the connection, which ends when it is open, and no heartbeat",
      peer: "rabbitmq",
      attempt: async ({ port }) => {
        const connection = await amqp.connect(`amqp://guest:guest@${host}:${port}?heartbeat=0`, { timeout: 5000 });
        connection.on("error", () => {});
        return () => connection.createChannel();
      },
    },
    {
      title: "Channel.assertQueue without a heartbeat",
      peer: "rabbitmq",
      attempt: async (peer) => {
        const channel = await (await connected(peer, "?heartbeat=0")).createChannel();
        channel.on("error", () => {});
        return () => channel.assertQueue("queue", { durable: false });
      },
    },
    {
      title: "ConfirmChannel.waitForConfirms without a heartbeat",
      peer: "rabbitmq",
      attempt: async (peer) => {
        const channel = await (await connected(peer, "?heartbeat=0")).createConfirmChannel();
        channel.on("error", () => {});
        return () => {
          channel.publish("amq.direct", "key", Buffer.from("message"));
          return channel.waitForConfirms();
        };
      },
    },
    {
      title: "Channel.assertQueue, by the heartbeat that the server asks for by default",
      peer: "rabbitmq",
      lively: true,
      ends: /Channel ended|closed|[Hh]eartbeat/,
      after: 60_000,
      attempt: (peer) => async () => {
        const channel = await (await connected(peer)).createChannel();
        channel.on("error", () => {});
        peer.stall();
        return channel.assertQueue("queue", { durable: false });
      },
    },
    {
      title: "Channel.assertQueue with heartbeat",
      peer: "rabbitmq",
      ends: /Channel ended|closed|[Hh]eartbeat/,
      attempt: async (peer) => {
        const channel = await (await connected(peer, "?heartbeat=1")).createChannel();
        channel.on("error", () => {});
        return () => channel.assertQueue("queue", { durable: false });
      },
    },
    {
      title: "close without a heartbeat",
      peer: "rabbitmq",
      attempt: async (peer) => {
        const connection = await connected(peer, "?heartbeat=0");
        return () => connection.close();
      },
    },
  ],
};

export default proof;
