import { type Claim, type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { connect } = load("nats");

const proof: Proof = {
  package: "nats",
  claims: [
    ...claimsOf(connect),
    {
      title: "publish of JetStream, by the default of timeout",
      peer: "nats",
      ends: /TIMEOUT|timeout/,
      after: 5000,
      attempt: async ({ port }) => {
        const jetstream = (await connect({ servers: `${host}:${port}` })).jetstream();
        return () => jetstream.publish("subject", "");
      },
    },
  ],
};

export default proof;

/** The old package and the new ones share their core. */
export function claimsOf(connect: (options: object) => Promise<any>): Claim[] {
  const connected = ({ port }: Peer, options: object = {}) => connect({ servers: `${host}:${port}`, ...options });
  return [
    {
      title: "connect, by the default of timeout",
      peer: "silent",
      ends: /TIMEOUT|timeout/,
      after: 20_000,
      attempt: (peer) => () => connected(peer, { reconnect: false }),
    },
    {
      title: "connect with timeout",
      peer: "silent",
      ends: /TIMEOUT|timeout/,
      attempt: (peer) => () => connected(peer, { timeout: soon, reconnect: false }),
    },
    {
      title: "request, by the default of timeout",
      peer: "nats",
      ends: /TIMEOUT|timeout/,
      after: 1000,
      attempt: on(connected, (connection) => connection.request("subject")),
    },
    {
      title: "request with timeout",
      peer: "nats",
      ends: /TIMEOUT|timeout/,
      attempt: on(connected, (connection) => connection.request("subject", "", { timeout: soon })),
    },
    {
      title: "flush",
      peer: "nats",
      attempt: on(connected, (connection) => connection.flush()),
    },
    {
      title: "drain",
      peer: "nats",
      attempt: on(connected, (connection) => connection.drain()),
    },
  ];
}
