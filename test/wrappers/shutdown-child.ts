/** A server that shuts down, for shutdown.test.ts: it tells its parent what happens and does what it is told. */
import { type ServerResponse, createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, type Server, type Socket, createServer as createTcpServer } from "node:net";
import { type ShutdownOptions, shutdown } from "../../wrappers/shutdown.ts";
import { preShared } from "./pre-shared.ts";

const [, , kind = "http", deadline = "60000", ...flags] = process.argv;
const has = (flag: string): boolean => flags.includes(flag);
const tell = (message: object): void => void process.send?.(message);

/** Resolves when the parent sends this word. */
function told(word: string): Promise<void> {
  return new Promise((resolve) => {
    process.on("message", (message) => {
      if (message === word) resolve();
    });
  });
}

const answer = told("answer");
const hangUp = told("hang up");

/** Answers /quick at once, starts to answer /stream at once, and ends what is not quick when it is told to. */
function handle({ url = "" }: { readonly url?: string | undefined }, response: ServerResponse): void {
  if (url === "/quick") return void response.end("quick");
  if (url === "/stream") response.write("first");
  tell({ request: url });
  void answer.then(() => response.end("last"));
}

const servers: Readonly<Record<string, () => Server>> = {
  http: () => createHttpServer(handle),
  https: () => createHttpsServer(preShared, handle),
  http2: () => createHttp2Server((request, response) => handle(request, response as unknown as ServerResponse)),
  tcp: () => createTcpServer((socket) => socket.resume()),
  upgrading: () => {
    const server = createHttpServer(handle);
    return server.on("upgrade", (_, socket: Socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: text\r\n\r\nhello");
      void hangUp.then(() => socket.end("bye"));
    });
  },
};

const server = servers[kind]?.();
const options: ShutdownOptions = {
  deadline: Number(deadline),
  drain: async () => {
    tell({ drain: "begun" });
    if (has("drain-waits")) await told("queue is empty");
    if (has("drain-fails")) throw new Error("the queue is gone");
  },
  close: [
    () => tell({ closed: "database" }),
    () => {
      if (has("close-fails")) throw new Error("socket hang up");
      return has("close-hangs") ? new Promise(() => {}) : undefined;
    },
    () => tell({ closed: "consumer" }),
  ],
  onProblem: ({ code, message }) => tell({ problem: code, message }),
};
const { shuttingDown } = shutdown(server, options);
shuttingDown.addEventListener("abort", () => tell({ shuttingDown: (shuttingDown.reason as Error).message }));
if (server === undefined) tell({ port: 0 });
else server.listen(0, "127.0.0.1", () => tell({ port: (server.address() as AddressInfo).port }));
