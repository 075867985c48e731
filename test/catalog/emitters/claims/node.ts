import assert from "node:assert/strict";
import { exec, execFile, fork, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { PassThrough, Writable } from "node:stream";
import tls from "node:tls";
import { Worker } from "node:worker_threads";
import zlib from "node:zlib";
import type { Claim } from "../claim.ts";

const missing = `${tmpdir()}/resilint/no/such/file`;

async function listening(server: net.Server): Promise<number> {
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Connects, says something, and breaks off when it is answered. */
async function rudeClient(port: number, words: string): Promise<void> {
  const client = net.connect(port, "127.0.0.1").on("error", () => {});
  client.write(words);
  await once(client, "data");
  client.resetAndDestroy();
}

/** Answers a request with half an answer, and breaks off on command. */
async function rudeServer(): Promise<{ readonly port: number; breakOff(): void }> {
  const sockets: Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
  });
  return { port: await listening(server), breakOff: () => sockets.forEach((socket) => socket.resetAndDestroy()) };
}

const claims: readonly Claim[] = [
  { title: "net.connect, refused,", ends: true, fail: (watch, { port }) => void watch(net.connect(port, "127.0.0.1")) },
  {
    title: "new Socket().connect, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(new net.Socket().connect(port, "127.0.0.1")),
  },
  {
    title: "a socket that net.createServer hands over, broken off,",
    ends: true,
    async fail(watch) {
      const port = await listening(
        net.createServer((socket) => void watch(socket).on("data", (data) => socket.write(data))),
      );
      await rudeClient(port, "hello");
    },
  },
  {
    title: "a socket of an upgrade, broken off,",
    ends: true,
    async fail(watch) {
      const server = http.createServer();
      server.on("upgrade", (_, socket: Socket) => {
        watch(socket).write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
        socket.resume();
      });
      const port = await listening(server);
      await rudeClient(port, "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    },
  },
  {
    title: "tls.connect to what speaks no TLS",
    ends: true,
    async fail(watch) {
      const port = await listening(net.createServer((socket) => void socket.on("error", () => {}).end("hello")));
      watch(tls.connect(port, "127.0.0.1"));
    },
  },
  {
    title: "a socket that tls.createServer hands over, broken off,",
    ends: false,
    async fail(watch) {
      let gone: Promise<unknown> | undefined;
      // A shared key does without certificates.
      const psk = Buffer.alloc(16, 1);
      const open = { ciphers: "PSK", maxVersion: "TLSv1.2", checkServerIdentity: () => undefined } as const;
      const server = tls.createServer({ ...open, pskCallback: () => psk }, (socket) => {
        gone = new Promise((resolve) => socket.once("close", resolve));
        watch(socket).on("data", (data) => socket.write(data));
      });
      const raw = net.connect(await listening(server), "127.0.0.1");
      const client = tls
        .connect({ socket: raw, ...open, pskCallback: () => ({ psk, identity: "x" }) })
        .on("error", () => {});
      client.write("hello");
      await once(client, "data");
      raw.resetAndDestroy();
      await gone;
    },
  },
  {
    title: "a stream of an http2 server, reset by its client,",
    ends: true,
    async fail(watch) {
      const server = http2.createServer();
      server.on("stream", (stream) => {
        watch(stream).respond();
        stream.write("part");
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const request = session.request({ ":path": "/" }).on("error", () => {});
      await once(request, "response");
      request.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    },
  },
  {
    title: "net.Server, whose port is taken,",
    ends: true,
    async fail(watch) {
      watch(net.createServer()).listen(await listening(net.createServer()), "127.0.0.1");
    },
  },
  {
    title: "http.Server, whose port is taken,",
    ends: true,
    async fail(watch) {
      watch(http.createServer()).listen(await listening(net.createServer()), "127.0.0.1");
    },
  },
  {
    title: "http.get, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(http.get({ port, host: "127.0.0.1" })),
  },
  {
    title: "https.get, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(https.get({ port, host: "127.0.0.1" })),
  },
  {
    title: "http.request whose answer is broken off before its head",
    ends: true,
    async fail(watch) {
      const port = await listening(
        net.createServer((socket) => void socket.on("error", () => {}).once("data", () => socket.resetAndDestroy())),
      );
      watch(http.request({ port, host: "127.0.0.1" })).end();
    },
  },
  {
    title: "IncomingMessage of a client, broken off,",
    ends: false,
    async fail(watch) {
      const server = await rudeServer();
      const request = http.get({ port: server.port, host: "127.0.0.1" }).on("error", () => {});
      const [answer] = (await once(request, "response")) as [http.IncomingMessage];
      watch(answer).resume();
      server.breakOff();
      await new Promise((resolve) => answer.once("close", resolve));
    },
  },
  {
    title: "request and response of a server, broken off,",
    ends: false,
    async fail(watch) {
      let gone: Promise<unknown> | undefined;
      const server = http.createServer((request, response) => {
        watch(request).resume();
        watch(response).write("part");
        gone = new Promise((resolve) => response.once("close", resolve));
      });
      await rudeClient(await listening(server), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
      await gone;
    },
  },
  {
    title: "http2.connect, refused,",
    ends: true,
    fail: (watch, { port }) => void watch(http2.connect(`http://127.0.0.1:${port}`)),
  },
  {
    title: "http2 request, refused,",
    ends: true,
    fail(watch, { port }) {
      const session = http2.connect(`http://127.0.0.1:${port}`).on("error", () => {});
      watch(session.request({ ":path": "/" }));
    },
  },
  {
    title: "fs.createReadStream of what is not there",
    ends: true,
    fail: (watch) => void watch(createReadStream(missing)),
  },
  {
    title: "fs.createWriteStream into a folder that is not there",
    ends: true,
    fail: (watch) => void watch(createWriteStream(missing)),
  },
  {
    title: "the source of a pipe whose end has a listener",
    ends: true,
    fail: (watch) => void watch(createReadStream(missing)).pipe(new PassThrough().on("error", () => {})),
  },
  {
    title: "the end of a pipe whose source has a listener",
    ends: true,
    fail: (watch) => void new PassThrough().on("error", () => {}).pipe(watch(createWriteStream(missing))),
  },
  {
    title: "what createInterface of readline reads from has its errors passed on, and the interface",
    ends: true,
    fail: (watch) => void watch(createInterface({ input: createReadStream(missing) })),
  },
  {
    title: "an interface of readline whose file alone has a listener",
    ends: true,
    fail: (watch) => void watch(createInterface({ input: createReadStream(missing).on("error", () => {}) })),
  },
  {
    title: "a file whose lines are iterated over",
    ends: false,
    async fail() {
      const lines = createInterface({ input: createReadStream(missing) });
      await assert.rejects(async () => {
        for await (const line of lines) void line;
      }, /ENOENT/);
    },
  },
  ...(["createGunzip", "createInflate", "createInflateRaw", "createUnzip", "createBrotliDecompress"] as const).map(
    (name): Claim => ({
      title: `zlib.${name} of what is not compressed`,
      ends: true,
      fail: (watch) => void watch(zlib[name]()).resume().end(Buffer.alloc(100, 0xff)),
    }),
  ),
  { title: "spawn of what is not there", ends: true, fail: (watch) => void watch(spawn("resilint-no-such-program")) },
  {
    title: "fork in a folder that is not there",
    ends: true,
    fail: (watch) => void watch(fork("x.js", { cwd: missing, silent: true })),
  },
  {
    title: "fork that is sent something when it is gone",
    ends: true,
    async fail(watch) {
      const child = watch(fork(missing, { silent: true }));
      await once(child, "disconnect");
      child.send("hello");
    },
  },
  {
    title: "execFile of what is not there",
    ends: false,
    fail: (watch) => new Promise((resolve) => void watch(execFile("resilint-no-such-program", resolve))),
  },
  {
    title: "exec with no callback, in a folder that is not there,",
    ends: false,
    async fail(watch) {
      const child = watch(exec("true", { cwd: missing }));
      await new Promise((resolve) => child.once("close", resolve));
    },
  },
  {
    title: "stdin of a child that is gone",
    ends: true,
    async fail(watch) {
      const program = "require('fs').closeSync(0); console.log('closed'); setTimeout(() => {}, 60_000)";
      const child = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "ignore"] });
      process.on("exit", () => child.kill());
      await once(child.stdout, "data");
      watch(child.stdin).write("hello");
    },
  },
  {
    title: "a worker that throws",
    ends: true,
    fail: (watch) => void watch(new Worker("throw new Error('boom')", { eval: true })),
  },
  {
    title: "a datagram socket whose port is taken",
    ends: true,
    async fail(watch) {
      const first = createSocket("udp4").bind(0, "127.0.0.1").unref();
      await once(first, "listening");
      watch(createSocket("udp4")).bind(first.address().port, "127.0.0.1");
    },
  },
  {
    title: "a hand-made Writable whose callback is given an error",
    ends: true,
    fail: (watch) => void watch(new Writable({ write: (_, __, done) => done(new Error("full")) })).write("x"),
  },
];

export default claims;
