import { type Peer, type Proof, called, host, load, soon } from "../claim.ts";

const { Connection } = load("tedious");

function connect({ port }: Peer, options: object = {}) {
  const connection = new Connection({
    server: host,
    authentication: { type: "default", options: { userName: "sa", password: "sa" } },
    options: { port, encrypt: false, ...options },
  });
  return called((done) => connection.connect(done));
}

const proof: Proof = {
  package: "tedious",
  claims: [
    {
      title: "Connection.connect, by the default of connectTimeout",
      peer: "silent",
      ends: /ETIMEOUT/,
      after: 15_000,
      attempt: (peer) => () => connect(peer),
    },
    {
      title: "Connection.connect with connectTimeout",
      peer: "silent",
      ends: /ETIMEOUT/,
      attempt: (peer) => () => connect(peer, { connectTimeout: soon }),
    },
    {
      title: "Connection.connect with a connectTimeout of zero, which does not switch it off",
      peer: "silent",
      ends: /ETIMEOUT Failed to connect .* in 0ms/,
      attempt: (peer) => () => connect(peer, { connectTimeout: 0 }),
    },
  ],
};

export default proof;
