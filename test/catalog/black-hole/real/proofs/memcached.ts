import { type Peer, type Proof, called, host, load, soon } from "../claim.ts";

const Memcached = load("memcached");
const open = ({ port }: Peer, options: object = {}) => new Memcached(`${host}:${port}`, options);
const get = (client: any) => called((done) => client.get("key", done));

const proof: Proof = {
  package: "memcached",
  claims: [
    {
      title: "get while connecting, with timeout",
      peer: "unreachable",
      ends: /Timed out while trying to establish connection/,
      attempt: (peer) => () => get(open(peer, { timeout: soon, retries: 0, reconnect: 0, retry: 0 })),
    },
    {
      title: "get",
      peer: "silent",
      attempt: (peer) => () => get(open(peer)),
    },
    {
      title: "get of a server that answered, with timeout, which ends when the socket is connected",
      peer: "memcached",
      attempt: async (peer) => {
        const client = open(peer, { timeout: soon, retries: 0 });
        await get(client);
        return () => get(client);
      },
    },
    {
      title: "get of a server that answered, with idle, which closes the socket and tells nobody",
      peer: "memcached",
      attempt: async (peer) => {
        const client = open(peer, { idle: soon, retries: 0 });
        await get(client);
        return () => get(client);
      },
    },
  ],
};

export default proof;
