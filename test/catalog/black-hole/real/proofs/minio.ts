import { Agent } from "node:http";
import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Client } = load("minio");

function open({ port }: Peer, options: object = {}) {
  const at = { endPoint: host, port, useSSL: false, region: "us-east-1" };
  return new Client({ ...at, accessKey: "key", secretKey: "secret", ...options });
}

const proof: Proof = {
  package: "minio",
  claims: [
    ...["statObject", "getObject"].map((member) => ({
      title: member,
      peer: "silent" as const,
      attempt: (peer: Peer) => () => open(peer)[member]("bucket", "object"),
    })),
    {
      title: "putObject",
      peer: "silent",
      attempt: (peer) => () => open(peer).putObject("bucket", "object", "text"),
    },
    {
      title: "statObject with a timeout of transportAgent, which emits an event that nobody hears",
      peer: "silent",
      attempt: (peer) => {
        const asking = open(peer, { transportAgent: new Agent({ timeout: soon }) }).statObject("bucket", "object");
        return () => asking;
      },
    },
    {
      title: "statObject with setRequestOptions({ timeout }), likewise",
      peer: "silent",
      attempt: (peer) => {
        const client = open(peer);
        client.setRequestOptions({ timeout: soon });
        const asking = client.statObject("bucket", "object");
        return () => asking;
      },
    },
  ],
};

export default proof;
