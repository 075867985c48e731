import { type Peer, type Proof, called, host, load, soon } from "../claim.ts";

const zookeeper = load("node-zookeeper-client");

function open({ port }: Peer, options: object = {}) {
  const client = zookeeper.createClient(`${host}:${port}`, options);
  client.connect();
  return client;
}

const proof: Proof = {
  package: "node-zookeeper-client",
  claims: [
    {
      title: "getData",
      peer: "silent",
      attempt: (peer) => () => called((done) => open(peer).getData("/", done)),
    },
    {
      title: "getData that finds nobody",
      peer: "refused",
      attempt: (peer) => () => called((done) => open(peer).getData("/", done)),
    },
    {
      title: "getData with sessionTimeout",
      peer: "silent",
      attempt: (peer) => () => called((done) => open(peer, { sessionTimeout: soon }).getData("/", done)),
    },
    {
      title: "create",
      peer: "silent",
      attempt: (peer) => () => called((done) => open(peer).create("/node", done)),
    },
  ],
};

export default proof;
