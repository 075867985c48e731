import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { ConnectionPool } = load("mssql");

function connect({ port }: Peer, options: object = {}) {
  const at = { server: host, port, user: "sa", password: "sa", options: { encrypt: false } };
  return new ConnectionPool({ ...at, ...options }).connect();
}

const proof: Proof = {
  package: "mssql",
  claims: [
    {
      title: "ConnectionPool.connect, by the default of connectionTimeout",
      peer: "silent",
      ends: /ETIMEOUT/,
      after: 15_000,
      attempt: (peer) => () => connect(peer),
    },
    {
      title: "ConnectionPool.connect with connectionTimeout",
      peer: "silent",
      ends: /ETIMEOUT/,
      attempt: (peer) => () => connect(peer, { connectionTimeout: soon }),
    },
    {
      title: "ConnectionPool.connect with requestTimeout alone, by the default of connectionTimeout",
      peer: "silent",
      ends: /ETIMEOUT/,
      after: 15_000,
      attempt: (peer) => () => connect(peer, { requestTimeout: soon }),
    },
  ],
};

export default proof;
