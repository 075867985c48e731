import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { type Peer, type Proof, called, host, load, on, soon } from "../claim.ts";

const { Client } = load("ssh2");

/** The server runs as the user that root lends it, or as oneself. */
export const username = userInfo().uid === 0 ? "nobody" : userInfo().username;

export function privateKey({ folder }: Peer): Buffer {
  return readFileSync(join(folder, "user"));
}

function connect({ port }: Peer, options: object = {}): Promise<any> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.on("ready", () => resolve(client)).on("error", reject);
    client.connect({ host, port, username, ...options });
  });
}

const logIn = (peer: Peer, options: object = {}) => connect(peer, { privateKey: privateKey(peer), ...options });

const proof: Proof = {
  package: "ssh2",
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
    {
      title: "exec",
      peer: "sshd",
      attempt: on(logIn, (client) => called((done) => client.exec("true", done))),
    },
    {
      title: "sftp",
      peer: "sshd",
      attempt: on(logIn, (client) => called((done) => client.sftp(done))),
    },
    {
      title: "SFTPWrapper.readdir",
      peer: "sshd",
      attempt: async (peer) => {
        const client = await logIn(peer);
        const sftp: any = await called((done) => client.sftp(done));
        return () => called((done) => sftp.readdir("/", done));
      },
    },
    {
      title: "exec with timeout of the client",
      peer: "sshd",
      attempt: on(logIn, (client) => called((done) => client.exec("true", done)), { timeout: 2000 }),
    },
    {
      title: "exec with keepaliveInterval and keepaliveCountMax",
      peer: "sshd",
      ends: /No response from server|Keepalive timeout/,
      attempt: on(
        logIn,
        (client) => called((done) => client.exec("true", done)),
        { keepaliveInterval: soon, keepaliveCountMax: 1 },
      ),
    },
  ],
};

export default proof;
