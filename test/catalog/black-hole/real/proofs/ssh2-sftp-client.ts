import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";
import { privateKey, username } from "./ssh2.ts";

const Client = load("ssh2-sftp-client");

const quiet = { error() {}, end() {}, close() {} };

function connect(peer: Peer, options: object = {}) {
  const client = new Client("test", quiet);
  return client.connect({ host, port: peer.port, username, ...options }).then(() => client);
}

const logIn = (peer: Peer, options: object = {}) => connect(peer, { privateKey: privateKey(peer), ...options });

const proof: Proof = {
  package: "ssh2-sftp-client",
  claims: [
    {
      title: "connect, by the default of readyTimeout",
      peer: "silent",
      ends: /Timed out while waiting for handshake/,
      after: 20_000,
      attempt: (peer) => () => connect(peer),
    },
    {
      title: "connect with readyTimeout",
      peer: "silent",
      ends: /Timed out while waiting for handshake/,
      attempt: (peer) => () => connect(peer, { readyTimeout: soon }),
    },
    ...["list", "stat", "get", "exists"].map((member) => ({
      title: member,
      peer: "sshd" as const,
      attempt: on(logIn, (client) => client[member]("/")),
    })),
    {
      title: "list with keepaliveInterval and keepaliveCountMax",
      peer: "sshd",
      ends: /./,
      attempt: on(logIn, (client) => client.list("/"), { keepaliveInterval: soon, keepaliveCountMax: 1 }),
    },
  ],
};

export default proof;
