/** Real processes with real connections get real signals, and no request is lost. */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { type TestContext, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ShutdownError, shutdown } from "../../wrappers/shutdown.ts";
import { get, open } from "./connection.ts";
import { leavesNothing, turn } from "./harmless.ts";

const program = fileURLToPath(new URL("shutdown-child.js", import.meta.url));
const windows = process.platform === "win32" ? "Windows knows no signals" : false;

describe("a process that is told to stop", { skip: windows }, () => {
  it("answers requests in hand, closes what is idle, then its resources in reverse, and exits with 0", async (t) => {
    const child = await start(t, "http");
    const [unused, idle, busy] = [await open(child.port), await open(child.port), await open(child.port)];
    idle.send(get("/quick"));
    await idle.receives("quick");
    busy.send(get("/slow"));
    await child.hears({ request: "/slow" });
    child.process.kill("SIGTERM");
    await child.hears({ shuttingDown: "Shutting down: SIGTERM." });
    assert.equal(await unused.closed, "");
    assert.match(await idle.closed, /quick/);
    await refused(child.port);
    assert.deepEqual(child.heard("closed"), [], "nothing is closed while a request needs it");
    child.process.send("answer");
    const text = await busy.closed;
    assert.match(text, /^HTTP\/1\.1 200 OK\r\nConnection: close\r\n/);
    assert.match(text, /last$/);
    assert.deepEqual(await child.exit, [0, null]);
    assert.deepEqual(child.heard("closed"), ["consumer", "database"]);
    assert.deepEqual(child.heard("problem"), []);
  });

  it("closes a connection whose answer was under way and had promised to keep it alive", async (t) => {
    const child = await start(t, "http");
    const connection = await open(child.port);
    connection.send(get("/stream"));
    await connection.receives("first");
    child.process.kill("SIGINT");
    await child.hears({ shuttingDown: "Shutting down: SIGINT." });
    child.process.send("answer");
    assert.match(await connection.closed, /keep-alive[^]*first[^]*last/);
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("answers requests that were sent in one go", async (t) => {
    const child = await start(t, "http");
    const connection = await open(child.port);
    connection.send(get("/slow") + get("/slow"));
    await child.hears({ request: "/slow" }, 2);
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    child.process.send("answer");
    assert.equal((await connection.closed).match(/last/g)?.length, 2);
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("does the same with TLS", async (t) => {
    const child = await start(t, "https");
    const secure = () => open(child.port, true);
    const [unused, idle, busy] = [await secure(), await secure(), await secure()];
    idle.send(get("/quick"));
    await idle.receives("quick");
    busy.send(get("/slow"));
    await child.hears({ request: "/slow" });
    child.process.kill("SIGTERM");
    assert.equal(await unused.closed, "");
    assert.match(await idle.closed, /quick/);
    child.process.send("answer");
    assert.match(await busy.closed, /Connection: close[^]*last/);
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("does the same with HTTP/2", async (t) => {
    const child = await start(t, "http2");
    const session = connectHttp2(`http://127.0.0.1:${child.port}`);
    const request = session.request({ ":path": "/slow" });
    await child.hears({ request: "/slow" });
    child.process.kill("SIGTERM");
    await once(session, "goaway");
    child.process.send("answer");
    const chunks = await request.setEncoding("utf8").toArray();
    assert.deepEqual(chunks, ["last"]);
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("leaves upgraded connections to those who drain them", async (t) => {
    const child = await start(t, "upgrading");
    const connection = await open(child.port);
    connection.send(get("/", "Connection: Upgrade\r\nUpgrade: text\r\n"));
    await connection.receives("hello");
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    child.process.send("hang up");
    connection.end();
    assert.match(await connection.closed, /bye$/);
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("waits for the connections of a server that speaks something else", async (t) => {
    const child = await start(t, "tcp");
    const connection = await open(child.port);
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    await refused(child.port);
    assert.deepEqual(child.heard("closed"), []);
    connection.end();
    assert.deepEqual(await child.exit, [0, null]);
  });

  it("waits for other work too, with a server or without", async (t) => {
    const child = await start(t, "none", "60000", "drain-waits");
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    assert.deepEqual(child.heard("closed"), []);
    child.process.send("queue is empty");
    assert.deepEqual(await child.exit, [0, null]);
    assert.deepEqual(child.heard("closed"), ["consumer", "database"]);
  });

  it("cuts a request that does not end in time, closes the resources even so, and exits with 1", async (t) => {
    const child = await start(t, "http", "400");
    const connection = await open(child.port);
    connection.send(get("/slow"));
    await child.hears({ request: "/slow" });
    child.process.kill("SIGTERM");
    assert.equal(await connection.closed, "");
    assert.deepEqual(await child.exit, [1, null]);
    assert.deepEqual(child.messages.filter(({ problem }) => problem), [
      { problem: "DRAIN_FAILED", message: "Draining took longer than 300 ms." },
    ]);
    assert.deepEqual(child.heard("closed"), ["consumer", "database"]);
  });

  it("closes the other resources when one hangs, and exits with 1", async (t) => {
    const child = await start(t, "http", "400", "close-hangs");
    child.process.kill("SIGTERM");
    assert.deepEqual(await child.exit, [1, null]);
    assert.deepEqual(child.heard("problem"), ["CLOSE_FAILED"]);
    assert.deepEqual(child.heard("closed"), ["consumer", "database"]);
  });

  it("says what failed, does the rest, and exits with 1", async (t) => {
    const child = await start(t, "http", "60000", "drain-fails", "close-fails");
    child.process.kill("SIGTERM");
    assert.deepEqual(await child.exit, [1, null]);
    assert.deepEqual(child.heard("message"), [
      "Draining failed: the queue is gone",
      "Closing a resource failed: socket hang up",
    ]);
    assert.deepEqual(child.heard("closed"), ["consumer", "database"]);
  });

  it("exits at once with 1 on a second signal", async (t) => {
    const child = await start(t, "http");
    const connection = await open(child.port);
    connection.send(get("/slow"));
    await child.hears({ request: "/slow" });
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    // One that comes too soon after the first counts as the same, so an impatient person sends more.
    const again = setInterval(() => child.process.kill("SIGTERM"), 50);
    assert.deepEqual(await child.exit, [1, null]);
    clearInterval(again);
    assert.deepEqual(child.heard("closed"), []);
  });

  it("takes a signal that comes twice at once for one", async (t) => {
    const child = await start(t, "http");
    const connection = await open(child.port);
    connection.send(get("/slow"));
    await child.hears({ request: "/slow" });
    child.process.kill("SIGINT");
    child.process.kill("SIGTERM");
    await child.hears({ drain: "begun" });
    child.process.send("answer");
    assert.match(await connection.closed, /last$/);
    assert.deepEqual(await child.exit, [0, null]);
  });
});

describe("a shutdown that is begun by hand", () => {
  it("exits once, with the code that it resolves with, and listens no more", async () => {
    await leavesNothing(async () => {
      const before = process.listenerCount("SIGTERM");
      const codes: number[] = [];
      const handle = shutdown(undefined, { exit: (code) => codes.push(code) });
      assert.equal(process.listenerCount("SIGTERM"), before + 1);
      const [first, second] = [handle.begin("no more work"), handle.begin()];
      assert.equal(first, second);
      assert.equal(await first, 0);
      assert.deepEqual(codes, [0]);
      assert.ok(handle.shuttingDown.reason instanceof ShutdownError);
      assert.equal(handle.shuttingDown.reason.message, "Shutting down: no more work.");
      assert.equal(process.listenerCount("SIGTERM"), before);
    });
  });

  it("does not mind a server that never listened, nor a listener that fails", async () => {
    const warned = once(process, "warning");
    const { createServer } = await import("node:http");
    const server = createServer();
    const onProblem = (): never => {
      throw new Error("no log");
    };
    const close = [() => Promise.reject(new Error("gone"))];
    const handle = shutdown(server, { exit: () => {}, onProblem, close });
    assert.equal(await handle.begin(), 1);
    assert.equal((await warned)[0].message, "no log");
    await turn();
    assert.deepEqual(server.listenerCount("connection"), createServer().listenerCount("connection"));
  });

  it("leaves nothing in the process or on the server when it is given up", async () => {
    const { createServer } = await import("node:http");
    const count = (server: ReturnType<typeof createServer>): number[] =>
      ["connection", "secureConnection", "session", "request"].map((event) => server.listenerCount(event));
    const server = createServer();
    const before = [...count(server), process.listenerCount("SIGHUP")];
    const handle = shutdown(server, { signals: ["SIGHUP"], exit: () => {} });
    handle.dispose();
    assert.deepEqual([...count(server), process.listenerCount("SIGHUP")], before);
  });
});

type Message = Readonly<Record<string, string | number>>;

interface Child {
  readonly process: ChildProcess;
  readonly port: number;
  readonly messages: readonly Message[];
  /** The exit code and the signal. */
  readonly exit: Promise<unknown[]>;
  /** What it has told of this so far. */
  heard(key: string): unknown[];
  /** Resolves when it has told this so many times. */
  hears(wanted: Message, times?: number): Promise<void>;
}

async function start(t: TestContext, ...args: string[]): Promise<Child> {
  const child = fork(program, args, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  t.after(() => child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const messages: Message[] = [];
  child.on("message", (message) => messages.push(message as Message));
  const hears = async (wanted: Message, times = 1): Promise<void> => {
    const [key = "", value] = Object.entries(wanted)[0] ?? [];
    const found = (): number => messages.filter((message) => message[key] === value).length;
    while (found() < times) {
      const ended = exit.then(() => assert.fail(`it ended without telling ${key}`));
      await Promise.race([once(child, "message"), ended]);
    }
  };
  await once(child, "message");
  const port = Number(messages[0]?.["port"]);
  const heard = (key: string): unknown[] => messages.flatMap((message) => (key in message ? [message[key]] : []));
  return { process: child, port, messages, exit, heard, hears };
}

/** Passes when the port takes no connection. */
async function refused(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const [error] = await once(socket, "error");
  assert.equal(error.code, "ECONNREFUSED");
}
