import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Client } = load("basic-ftp");

const access = ({ port }: Peer, timeout?: number) => new Client(timeout).access({ host, port });

const proof: Proof = {
  package: "basic-ftp",
  claims: [
    {
      title: "access, by the default of the client",
      peer: "silent",
      ends: /Timeout \(control socket\)/,
      after: 30_000,
      attempt: (peer) => () => access(peer),
    },
    {
      title: "access with the client's timeout",
      peer: "silent",
      ends: /Timeout \(control socket\)/,
      attempt: (peer) => () => access(peer, soon),
    },
    {
      title: "access with the client's timeout switched off",
      peer: "silent",
      attempt: (peer) => () => access(peer, 0),
    },
  ],
};

export default proof;
