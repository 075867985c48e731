/** The wrappers' `isTemporary` is right about what the real drivers reject with. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { describe, it } from "node:test";
import { root } from "../harness/paths.ts";
import { isTemporary } from "../../wrappers/temporary.ts";
import { load } from "./black-hole/real/claim.ts";

const skip = !existsSync(`${root}/test/catalog/node_modules`) && "the packages of test/catalog are not installed";

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(() => assert.fail("it did not fail"), (error: Error) => error);
}

/** Runs `work` against a server that treats each connection so. */
async function withServer<T>(onConnection: (socket: Socket) => void, work: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    onConnection(socket);
  });
  return await using(server, work, () => sockets.forEach((socket) => socket.destroy()));
}

async function using<T>(server: Server, work: (port: number) => Promise<T>, close: () => void): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    close();
    await new Promise((resolve) => server.close(resolve));
  }
}

const silent = (): void => {};
const hangsUp = (socket: Socket) => socket.once("data", () => socket.destroy());

describe("what pg rejects with", { skip }, () => {
  const { Client, Pool } = skip ? ({} as any) : load("pg");
  const at = (port: number) => ({ host: "127.0.0.1", port, user: "u", database: "d", password: "p" });
  const failed = async (options: object, treat: (socket: Socket) => void) =>
    await withServer(treat, (port) => {
      const client = new Client({ ...at(port), ...options });
      client.on("error", () => {});
      return failureOf(client.connect());
    });

  it("is temporary where the server hangs up or says nothing", async () => {
    const cut = await failed({}, hangsUp);
    assert.equal(cut.message, "Connection terminated unexpectedly");
    const slow = await failed({ connectionTimeoutMillis: 20 }, silent);
    assert.equal(slow.message, "timeout expired");
    for (const error of [cut, slow]) assert.equal(isTemporary(error), true, error.message);
  });

  it("is temporary where a pool waits too long for a connection", async () => {
    const [connecting, waiting] = await withServer(silent, async (port) => {
      const pool = new Pool({ ...at(port), connectionTimeoutMillis: 20, max: 1 });
      const errors = await Promise.all([failureOf(pool.connect()), failureOf(pool.connect())]);
      await pool.end();
      return errors;
    });
    const messages = [connecting?.message, waiting?.message];
    assert.deepEqual(messages, ["Connection terminated due to connection timeout", "timeout exceeded when trying to connect"]);
    for (const error of [connecting, waiting]) assert.equal(isTemporary(error), true);
  });

  it("is temporary where a query is not answered in time", async () => {
    // Authenticated, and ready for queries.
    const ready = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
    const error = await withServer((socket) => socket.once("data", () => socket.write(ready)), async (port) => {
      const client = new Client({ ...at(port), query_timeout: 20 });
      client.on("error", () => {});
      await client.connect();
      return await failureOf(client.query("SELECT 1"));
    });
    assert.equal(error.message, "Query read timeout");
    assert.equal(isTemporary(error), true);
  });

  it("is permanent where the program ended the pool itself", async () => {
    const pool = new Pool(at(1));
    await pool.end();
    assert.equal(isTemporary(await failureOf(pool.connect())), false);
  });
});

const temporaryReplies = [
  "LOADING Redis is loading the dataset in memory",
  "READONLY You can't write against a read only replica.",
  "TRYAGAIN Multiple keys request during rehashing of slot",
  "CLUSTERDOWN The cluster is down",
  "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
  "NOREPLICAS Not enough good replicas to write.",
  "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
];
const permanentReplies = [
  "WRONGTYPE Operation against a key holding the wrong kind of value",
  "BUSYGROUP Consumer Group name already exists",
  "NOAUTH Authentication required.",
  "ERR unknown command 'FOO'",
];

/** Answers each `GET` so, and whatever else a client says first with what suits it. */
const replying = (reply: string) => (socket: Socket) =>
  void socket.on("data", (data) => {
    for (const [command] of String(data).matchAll(/\*\d+\r\n(?:\$\d+\r\n[^\r]*\r\n)+/g)) {
      if (/\r\nHELLO\r\n/i.test(command)) socket.write("%1\r\n$5\r\nproto\r\n:3\r\n");
      else socket.write(/\r\nGET\r\n/i.test(command) ? `-${reply}\r\n` : "+OK\r\n");
    }
  });

describe("what ioredis rejects with", { skip }, () => {
  const { Redis } = skip ? ({} as any) : load("ioredis");
  const failed = async (options: object, treat: (socket: Socket) => void) =>
    await withServer(treat, async (port) => {
      const redis = new Redis({ host: "127.0.0.1", port, enableReadyCheck: false, retryStrategy: () => 1, ...options });
      redis.on("error", () => {});
      const error = await failureOf(redis.get("a"));
      redis.disconnect();
      return error;
    });

  it("is temporary where the connection is lost or slow", async () => {
    const closed = await failed({ retryStrategy: () => null, maxRetriesPerRequest: null }, (socket) => socket.destroy());
    const slow = await failed({ commandTimeout: 20 }, silent);
    const often = await failed({ maxRetriesPerRequest: 1 }, (socket) => socket.destroy());
    const offline = await failed({ enableOfflineQueue: false }, silent);
    const messages = ["Connection is closed.", "Command timed out", /^Reached the max retries per request limit/, /^Stream isn't writeable/];
    for (const [at, error] of [closed, slow, often, offline].entries()) {
      assert.match(error.message, new RegExp(messages[at] as string | RegExp));
      assert.equal(isTemporary(error), true, error.message);
    }
  });

  it("is told apart by the code that Redis begins with", async () => {
    for (const [replies, expected] of [[temporaryReplies, true] as const, [permanentReplies, false] as const]) {
      for (const reply of replies) {
        const error = await failed({}, replying(reply));
        assert.equal(error.message, reply);
        assert.equal(isTemporary(error), expected, reply);
      }
    }
  });
});

describe("what node-redis rejects with", { skip }, () => {
  it("is told apart by the code that Redis begins with", async () => {
    const { createClient } = load("redis");
    for (const [replies, expected] of [[temporaryReplies, true] as const, [permanentReplies, false] as const]) {
      for (const reply of replies) {
        const error = await withServer(replying(reply), async (port) => {
          const client = createClient({ socket: { host: "127.0.0.1", port } });
          client.on("error", () => {});
          await client.connect();
          const failure = await failureOf(client.get("a"));
          client.destroy();
          return failure;
        });
        assert.equal(error.message, reply);
        assert.equal(isTemporary(error), expected, reply);
      }
    }
  });

  it("is temporary where the connection is lost, and not where the program closed it", async () => {
    const errors = load("redis");
    const lost = [new errors.SocketClosedUnexpectedlyError(), new errors.ConnectionTimeoutError(), new errors.WatchError()];
    for (const error of lost) assert.equal(isTemporary(error), true, error.message);
    for (const error of [new errors.ClientClosedError(), new errors.AbortError()]) assert.equal(isTemporary(error), false);
  });
});

describe("what SQLite rejects with", { skip }, () => {
  it("is temporary where somebody else has the file", () => {
    const SqliteError = load("better-sqlite3/lib/sqlite-error.js");
    for (const code of ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "SQLITE_LOCKED_SHAREDCACHE"]) {
      assert.equal(isTemporary(new SqliteError("database is locked", code)), true, code);
    }
    for (const code of ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CORRUPT", "SQLITE_READONLY"]) {
      assert.equal(isTemporary(new SqliteError("failed", code)), false, code);
    }
  });
});

describe("what OpenAI rejects with", { skip }, () => {
  const failed = async (body: object): Promise<Error> => {
    const OpenAI = load("openai").default;
    const server = createHttpServer((_request, response) => {
      response.writeHead(429, { "content-type": "application/json" }).end(JSON.stringify({ error: body }));
    });
    return await using(server, (port) => {
      const client = new OpenAI({ apiKey: "none", baseURL: `http://127.0.0.1:${port}`, maxRetries: 0 });
      return failureOf(client.models.list());
    }, () => server.closeAllConnections());
  };

  it("is temporary where too much is asked, and not where the money is used up", async () => {
    const often = await failed({ message: "Rate limit reached", type: "requests", code: "rate_limit_exceeded" });
    const broke = await failed({ message: "You exceeded your current quota", type: "insufficient_quota", code: "insufficient_quota" });
    assert.equal((broke as Error & { status: number }).status, 429);
    assert.equal(isTemporary(often), true);
    assert.equal(isTemporary(broke), false);
  });
});
