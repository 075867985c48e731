import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { createServer } from "node:http";
import { type Claim, host, load } from "../claim.ts";

const { WebSocket, WebSocketServer } = load("ws");

async function talking(onSocket: (socket: any) => void): Promise<number> {
  const server = new WebSocketServer({ port: 0, host });
  server.on("connection", onSocket);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const claims: readonly Claim[] = [
  {
    title: "ws: a client, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(new WebSocket(`ws://${host}:${port}`)),
  },
  {
    title: "ws: a socket of a server whose peer sends a malformed frame",
    ends: true,
    async fail(watch) {
      const client = new WebSocket(`ws://${host}:${await talking((socket) => void watch(socket))}`);
      client.on("error", () => {});
      await once(client, "open");
      client._socket.write(Buffer.alloc(4, 0xff));
    },
  },
  {
    title: "ws: a socket of a server that is broken off",
    ends: false,
    async fail(watch) {
      let gone: Promise<unknown> | undefined;
      const port = await talking((socket) => {
        watch(socket);
        gone = new Promise((resolve) => socket.once("close", resolve));
        socket.send("hello");
      });
      const client = new WebSocket(`ws://${host}:${port}`).on("error", () => {});
      await once(client, "message");
      client._socket.resetAndDestroy();
      await gone;
    },
  },
  {
    title: "ws: a server whose port is taken",
    ends: true,
    async fail(watch) {
      const server = net.createServer().listen(0, host).unref();
      await once(server, "listening");
      watch(new WebSocketServer({ port: (server.address() as AddressInfo).port, host }));
    },
  },
  {
    title: "ws: a server with no port of its own, asked for nonsense and sent too much",
    ends: false,
    async fail(watch) {
      const sockets = watch(new WebSocketServer({ noServer: true, maxPayload: 1 }));
      const server = createServer();
      let gone: Promise<unknown> | undefined;
      server.on("upgrade", (request, socket, head) => {
        sockets.handleUpgrade(request, socket, head, (each: any) => {
          gone = new Promise((resolve) => each.on("error", () => {}).once("close", resolve));
        });
      });
      server.listen(0, host).unref();
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const rude = net.connect(port, host).on("error", () => {});
      rude.write(
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n\r\n",
      );
      await once(rude, "data");
      const client = new WebSocket(`ws://${host}:${port}`).on("error", () => {});
      await once(client, "open");
      client.send("too much");
      await once(client, "close");
      await gone;
    },
  },
  {
    title: "grpc: a stream, refused,",
    ends: true,
    fail(watch, { port }) {
      const { Client, credentials } = load("@grpc/grpc-js");
      const client = new Client(`${host}:${port}`, credentials.createInsecure());
      const same = (value: Buffer) => value;
      watch(client.makeServerStreamRequest("/x.Y/z", same, same, Buffer.alloc(0))).resume();
    },
  },
  {
    title: "grpc: a call with a callback, refused,",
    ends: false,
    fail(watch, { port }) {
      const { Client, credentials } = load("@grpc/grpc-js");
      const client = new Client(`${host}:${port}`, credentials.createInsecure());
      const same = (value: Buffer) => value;
      return new Promise(
        (resolve) => void watch(client.makeUnaryRequest("/x.Y/z", same, same, Buffer.alloc(0), resolve)),
      );
    },
  },
  {
    title: "got: a stream, refused,",
    ends: true,
    async fail(watch, { port }) {
      const { default: got } = load("got");
      watch(got.stream(`http://${host}:${port}`, { retry: { limit: 0 } })).resume();
    },
  },
  {
    title: "ssh2: a client, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(new (load("ssh2").Client)()).connect({ host, port, username: "x" }),
  },
  {
    title: "ssh2-sftp-client, refused,",
    ends: false,
    fail: (watch, { port }) =>
      watch(new (load("ssh2-sftp-client"))())
        .connect({ host, port, retries: 0 })
        .catch(() => {}),
  },
  {
    title: "nodemailer: a transporter, refused,",
    ends: false,
    fail: (watch, { port }) =>
      watch(load("nodemailer").createTransport({ host, port }))
        .sendMail({ to: "a@b", text: "x" })
        .catch(() => {}),
  },
  {
    title: "nodemailer: a transporter with a pool, refused,",
    ends: false,
    fail: (watch, { port }) =>
      watch(load("nodemailer").createTransport({ host, port, pool: true }))
        .sendMail({ to: "a@b", text: "x" })
        .catch(() => {}),
  },
  {
    title: "discord.js: a client, one of whose async listeners rejects",
    ends: true,
    fail(watch) {
      const { Client } = load("discord.js");
      const client = watch(new Client({ intents: [] }));
      client.on("debug", async () => Promise.reject(new Error("boom")));
      client.emit("debug", "x");
    },
  },
  {
    title: "socket.io-client, refused,",
    ends: false,
    async fail(watch, { port }) {
      const socket = watch(load("socket.io-client").io(`http://${host}:${port}`));
      await new Promise((resolve) => socket.once("connect_error", resolve));
      socket.close();
    },
  },
  {
    title: "eventsource, refused,",
    ends: false,
    async fail(_, { port }) {
      const source = new (load("eventsource").EventSource)(`http://${host}:${port}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      source.close();
    },
  },
  {
    title: "consul: a watch, refused,",
    ends: true,
    fail(watch, { port }) {
      const consul = new (load("consul"))({ host, port });
      watch(consul.watch({ method: consul.kv.get, options: { key: "x" }, backoffFactor: 1 }));
    },
  },
  {
    title: "etcd3: a watcher, refused,",
    ends: false,
    async fail(watch, { port }) {
      const { Etcd3 } = load("etcd3");
      const client = new Etcd3({ hosts: `http://${host}:${port}` });
      client
        .watch()
        .key("x")
        .create()
        .then(watch, () => {});
      await new Promise((resolve) => setTimeout(resolve, 1000));
    },
  },
  {
    title: "minio: a list, refused,",
    ends: true,
    fail(watch, { port }) {
      const { Client } = load("minio");
      watch(
        new Client({ endPoint: host, port, useSSL: false, accessKey: "a", secretKey: "b" }).listObjects(
          "bucket",
          "",
          true,
        ),
      ).resume();
    },
  },
];

export default claims;
