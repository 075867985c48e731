import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Client } = load("cassandra-driver");

function open({ port }: Peer, socketOptions: object = {}) {
  return new Client({ contactPoints: [`${host}:${port}`], localDataCenter: "dc", socketOptions });
}

const proof: Proof = {
  package: "cassandra-driver",
  claims: [
    {
      title: "execute while connecting, by the default of socketOptions.connectTimeout",
      peer: "unreachable",
      ends: /NoHostAvailableError/,
      after: 5000,
      attempt: (peer) => () => open(peer).execute("select"),
    },
    {
      title: "execute while connecting, with socketOptions.connectTimeout",
      peer: "unreachable",
      ends: /NoHostAvailableError/,
      attempt: (peer) => () => open(peer, { connectTimeout: soon }).execute("select"),
    },
    {
      title: "execute, by the default of socketOptions.readTimeout",
      peer: "silent",
      ends: /NoHostAvailableError/,
      after: 12_000,
      attempt: (peer) => () => open(peer).execute("select"),
    },
    {
      title: "execute with socketOptions.readTimeout",
      peer: "silent",
      ends: /NoHostAvailableError/,
      attempt: (peer) => () => open(peer, { readTimeout: soon }).execute("select"),
    },
    {
      title: "execute with socketOptions.readTimeout switched off",
      peer: "silent",
      attempt: (peer) => () => open(peer, { readTimeout: 0 }).execute("select"),
    },
  ],
};

export default proof;
