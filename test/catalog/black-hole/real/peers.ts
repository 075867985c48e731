/** Peers that need no real server: one that is silent, one that cannot be reached, and two that only say hello. */
import { once } from "node:events";
import { type Server, type Socket, connect, createServer } from "node:net";
import { Worker } from "node:worker_threads";
import { host, load } from "./claim.ts";

export async function openSilent(): Promise<number> {
  return listen(createServer({ allowHalfOpen: true }, (socket) => socket.on("error", () => {}).resume()));
}

/**
 * Nobody accepts here, and the queue of those who wait to be accepted is full, so the kernel leaves new connections
 * without an answer, as a firewall would.
 */
export async function openUnreachable(): Promise<number> {
  const worker = new Worker(
    `const server = require("node:net").createServer().listen({ port: 0, host: "${host}", backlog: 1 }, () => {
       require("node:worker_threads").parentPort.postMessage(server.address().port);
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
     });`,
    { eval: true },
  );
  worker.unref();
  const [port] = await once(worker, "message");
  const fillers = Array.from({ length: 8 }, () => connect(port, host).on("error", () => {}));
  for (const filler of fillers) filler.unref();
  // A backlog of one holds two.
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, "connect")));
  return port;
}

/** Answers what a client of MongoDB asks to get acquainted, pings too until it falls silent, and nothing else. */
export async function openMongo(): Promise<{ port: number; stall(): void }> {
  const bson = load("bson");
  let isSilent = false;
  const server = createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on("error", () => {}).on("data", (data) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        if (!isSilent) answerHello(bson, socket, message);
      }
    });
  });
  return { port: await listen(server), stall: () => (isSilent = true) };
}

/** A message is a header of sixteen bytes, flags, a zero for "one document", and the document; or an old query. */
function answerHello(bson: any, socket: Socket, message: Buffer): void {
  const isQuery = message.readInt32LE(12) === 2004;
  const asked = bson.deserialize(isQuery ? message.subarray(message.indexOf(0, 20) + 9) : message.subarray(21));
  if (!["hello", "ismaster", "isMaster", "ping", "endSessions"].some((name) => name in asked)) return;
  const document = bson.serialize({
    ok: 1,
    isWritablePrimary: true,
    ismaster: true,
    helloOk: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    minWireVersion: 0,
    maxWireVersion: 25,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    readOnly: false,
  });
  const head = isQuery ? Buffer.alloc(36) : Buffer.alloc(21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(isQuery ? 1 : 2013, 12);
  if (isQuery) head.writeInt32LE(1, 32);
  socket.write(Buffer.concat([head, document]));
}

/** Agrees to version 5.0 of Bolt, the protocol of Neo4j, takes whoever introduces himself, and says no more. */
export async function openBolt(): Promise<number> {
  const success = "\0\x14\xb1\x70\xa1\x86server\x89Neo4j/5.0\0\0";
  const answers = ["\0\0\0\x05", success];
  return listen(
    createServer((socket) => {
      let asked = 0;
      socket.on("error", () => {}).on("data", () => {
        const answer = answers[asked++];
        if (answer) socket.write(answer, "latin1");
      });
    }),
  );
}

async function listen(server: Server): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  server.unref();
  return (server.address() as { port: number }).port;
}
