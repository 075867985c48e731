import { once } from "node:events";
import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const rhea = load("rhea");

function connect({ port }: Peer, options: object = {}) {
  const container = rhea.create_container();
  container.on("error", () => {}).on("disconnected", () => {});
  return container.connect({ host, port, reconnect: false, ...options });
}

const proof: Proof = {
  package: "rhea",
  claims: [
    {
      title: "connect, until it is open",
      peer: "silent",
      attempt: (peer) => () => once(connect(peer), "connection_open"),
    },
    {
      title: "connect with idle_time_out, which begins when it is open",
      peer: "silent",
      attempt: (peer) => () => once(connect(peer, { idle_time_out: soon }), "connection_open"),
    },
    {
      title: "open_sender, until it is sendable",
      peer: "silent",
      attempt: (peer) => () => once(connect(peer).open_sender("queue"), "sendable"),
    },
  ],
};

export default proof;
