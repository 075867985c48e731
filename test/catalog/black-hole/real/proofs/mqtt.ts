import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const mqtt = load("mqtt");
const at = ({ port }: Peer) => `mqtt://${host}:${port}`;

async function connected(peer: Peer) {
  const client = await mqtt.connectAsync(at(peer));
  return client.on("error", () => {});
}

const proof: Proof = {
  package: "mqtt",
  claims: [
    {
      title: "connectAsync without retries, by the default of connectTimeout",
      peer: "silent",
      ends: /connack timeout/,
      after: 30_000,
      attempt: (peer) => () => mqtt.connectAsync(at(peer), {}, false),
    },
    {
      title: "connectAsync with connectTimeout",
      peer: "silent",
      ends: /connack timeout/,
      attempt: (peer) => () => mqtt.connectAsync(at(peer), { connectTimeout: soon }, false),
    },
    {
      title: "publishAsync before it is connected",
      peer: "silent",
      attempt: (peer) => () => mqtt.connect(at(peer)).on("error", () => {}).publishAsync("topic", "message"),
    },
    {
      title: "publishAsync that asks for an acknowledgement, whatever keepalive says",
      peer: "mosquitto",
      lively: true,
      attempt: (peer) => async () => {
        const client = await connected(peer);
        peer.stall();
        return client.publishAsync("topic", "message", { qos: 1 });
      },
    },
    {
      title: "publishAsync that asks for none",
      peer: "mosquitto",
      ends: /^resolved/,
      attempt: on(connected, (client) => client.publishAsync("topic", "message", { qos: 0 })),
    },
    {
      title: "subscribeAsync",
      peer: "mosquitto",
      attempt: on(connected, (client) => client.subscribeAsync("topic")),
    },
    {
      title: "endAsync while a message is not acknowledged",
      peer: "mosquitto",
      attempt: async (peer) => {
        const client = await connected(peer);
        return () => {
          client.publish("topic", "message", { qos: 1 }, () => {});
          return client.endAsync();
        };
      },
    },
  ],
};

export default proof;
