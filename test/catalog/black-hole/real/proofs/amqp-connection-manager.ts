import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const amqp = load("amqp-connection-manager");

function open({ port }: Peer, options: object = {}) {
  const connection = amqp.connect([`amqp://guest:guest@${host}:${port}`]);
  connection.on("connectFailed", () => {}).on("error", () => {});
  const channel = connection.createChannel({ json: true, ...options });
  channel.on("error", () => {});
  return channel;
}

const proof: Proof = {
  package: "amqp-connection-manager",
  claims: [
    {
      title: "ChannelWrapper.sendToQueue while connecting",
      peer: "silent",
      attempt: (peer) => () => open(peer).sendToQueue("queue", {}),
    },
    {
      title: "ChannelWrapper.sendToQueue that finds nobody",
      peer: "refused",
      attempt: (peer) => () => open(peer).sendToQueue("queue", {}),
    },
    {
      title: "ChannelWrapper.waitForConnect",
      peer: "silent",
      attempt: (peer) => () => open(peer).waitForConnect(),
    },
    {
      title: "ChannelWrapper.sendToQueue while connecting, with publishTimeout",
      peer: "silent",
      ends: /timeout/i,
      attempt: (peer) => () => open(peer, { publishTimeout: soon }).sendToQueue("queue", {}),
    },
    {
      title: "ChannelWrapper.sendToQueue while connecting, with timeout",
      peer: "silent",
      ends: /timeout/i,
      attempt: (peer) => () => open(peer).sendToQueue("queue", {}, { timeout: soon }),
    },
    {
      title: "ChannelWrapper.sendToQueue",
      peer: "rabbitmq",
      attempt: async (peer) => {
        const channel = open(peer);
        await channel.waitForConnect();
        return () => channel.sendToQueue("queue", {});
      },
    },
    {
      title: "ChannelWrapper.sendToQueue with publishTimeout",
      peer: "rabbitmq",
      ends: /timeout/i,
      attempt: async (peer) => {
        const channel = open(peer, { publishTimeout: soon });
        await channel.waitForConnect();
        return () => channel.sendToQueue("queue", {});
      },
    },
  ],
};

export default proof;
