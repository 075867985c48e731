import { type Peer, type Proof, host, load, soon } from "../claim.ts";

const { Etcd3 } = load("etcd3");
const open = ({ port }: Peer, options: object = {}) => new Etcd3({ hosts: `http://${host}:${port}`, ...options });

const proof: Proof = {
  package: "etcd3",
  claims: [
    {
      title: "get",
      peer: "silent",
      attempt: (peer) => () => open(peer).get("key").string(),
    },
    {
      title: "put",
      peer: "silent",
      attempt: (peer) => () => open(peer).put("key").value("value").exec(),
    },
    {
      title: "get with dialTimeout",
      peer: "silent",
      attempt: (peer) => () => open(peer, { dialTimeout: soon }).get("key").string(),
    },
    {
      title: "get with defaultCallOptions",
      peer: "silent",
      ends: /DEADLINE_EXCEEDED|[Dd]eadline exceeded/,
      attempt: (peer) => () =>
        open(peer, { defaultCallOptions: () => ({ deadline: Date.now() + soon }) }).get("key").string(),
    },
    {
      title: "get with options({ deadline })",
      peer: "silent",
      ends: /DEADLINE_EXCEEDED|[Dd]eadline exceeded/,
      attempt: (peer) => () => open(peer).get("key").options({ deadline: Date.now() + soon }).string(),
    },
  ],
};

export default proof;
