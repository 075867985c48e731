import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Client } = load("memjs");
const logger = { log() {} };
const open = ({ port }: Peer, options: object = {}) =>
  Client.create(`${host}:${port}`, { logger, retries: 0, ...options });

const proof: Proof = {
  package: "memjs",
  claims: [
    {
      title: "get, by the default of timeout",
      peer: "memcached",
      ends: /timed out waiting on response/,
      after: 500,
      attempt: async (peer) => {
        const client = open(peer);
        await client.get("key");
        return () => client.get("key");
      },
    },
    {
      title: "get with timeout in seconds",
      peer: "memcached",
      ends: /timed out waiting on response/,
      attempt: async (peer) => {
        const client = open(peer, { timeout: soon / 1000 });
        await client.get("key");
        return () => client.get("key");
      },
    },
    {
      title: "get while connecting, by the default of conntimeout",
      peer: "unreachable",
      ends: /timed out/,
      after: 1000,
      attempt: (peer) => () => open(peer).get("key"),
    },
  ],
};

export default proof;
