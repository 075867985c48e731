/** Real servers and real processes: what would end them does not. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from "node:http";
import { describe, it, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AppError, categories } from "../../wrappers/app-error.ts";
import { withContext } from "../../wrappers/context.ts";
import { guard } from "../../wrappers/guard.ts";
import { setLogger } from "../../wrappers/report.ts";
import { deferred } from "./deferred.ts";
import { withServer } from "./failing.ts";
import { leavesNothing } from "./harmless.ts";

interface Reported {
  readonly message: string;
  readonly boundary: string;
}

/** What is reported while this runs. */
async function reportedBy(run: () => unknown): Promise<Reported[]> {
  const reported: Reported[] = [];
  setLogger({ error: (message: string, facts: Reported) => void reported.push({ message, boundary: facts.boundary }) });
  try {
    await leavesNothing(async () => void (await run()));
    return reported;
  } finally {
    setLogger(console);
  }
}

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** What a client gets from a server of this handler, and what is reported. */
async function answerOf(handler: RequestListener): Promise<{ got: Got | undefined; reported: Reported[] }> {
  let got: Got | undefined;
  const reported = await reportedBy(() =>
    withServer(handler, async (url) => {
      got = await fetch(url).then(
        async (answer) => ({ status: answer.status, headers: answer.headers, body: await answer.text() }),
        () => undefined,
      );
    }).catch(() => {}),
  );
  return { got, reported };
}

const broken = new Error("table users is gone");

describe("a route", () => {
  it("that fails, at once or later, is answered with 500 and nothing from within, and reported", async () => {
    const handlers: readonly RequestListener[] = [
      () => assert.fail(broken),
      async () => assert.fail(broken),
      () => Promise.reject(broken),
      (_, response) => {
        response.setHeader("Content-Length", 3).setHeader("Cache-Control", "public");
        throw broken;
      },
    ];
    for (const handler of handlers) {
      const { got, reported } = await answerOf(guard("GET /users", handler));
      assert.equal(got?.status, 500);
      assert.equal(got.headers.get("content-type"), "application/json; charset=utf-8");
      assert.equal(got.headers.get("cache-control"), null, "a failure is not cached");
      const { error } = JSON.parse(got.body);
      assert.deepEqual(error, { code: "INTERNAL", message: categories.internal.userMessage });
      assert.deepEqual(reported, [{ message: "table users is gone", boundary: "GET /users" }]);
    }
  });

  it("keeps headers that hold for every answer", async () => {
    const { got } = await answerOf(
      guard("route", (_, response) => {
        response.setHeader("Access-Control-Allow-Origin", "*");
        throw broken;
      }),
    );
    assert.equal(got?.headers.get("access-control-allow-origin"), "*");
  });

  it("that works is left alone", async () => {
    const { got, reported } = await answerOf(guard("route", async (_, response) => void response.end("fine")));
    assert.equal(got?.body, "fine");
    assert.deepEqual(reported, []);
  });

  it("answers with what the error means for users, and the correlation id", async () => {
    const limit = new AppError("tenant 7 is over its limit", { category: "rate-limit", retryAfter: 1.5 });
    const { got } = await answerOf(
      guard("route", () => withContext({ correlationId: "id-7" }, async () => assert.fail(limit))),
    );
    assert.equal(got?.status, 429);
    assert.equal(got.headers.get("retry-after"), "2");
    const { error } = JSON.parse(got.body);
    assert.deepEqual(error, { code: "RATE_LIMITED", message: limit.userMessage });
    const fails: RequestListener = guard("route", () => assert.fail(limit));
    const inContext = await answerOf((...args) => withContext({ correlationId: "id-7" }, () => fails(...args)));
    assert.equal(JSON.parse(inContext.got?.body ?? "").error.correlationId, "id-7");
  });

  it("answers what http-errors means for users, but not with the status of another service", async () => {
    const own = Object.assign(new Error("no such page"), { status: 404, expose: true });
    const { got } = await answerOf(guard("route", () => assert.fail(own)));
    assert.equal(got?.status, 404);
    assert.deepEqual(JSON.parse(got.body).error, { code: "HTTP_404", message: "no such page" });
    const theirs = Object.assign(new Error("bad key"), { status: 401, response: {} });
    assert.equal((await answerOf(guard("route", () => assert.fail(theirs)))).got?.status, 500);
  });

  it("that fails amid its answer is cut off, so that nobody takes it for whole", async () => {
    const { got, reported } = await answerOf(
      guard("route", (_, response) => {
        response.write("half");
        throw broken;
      }),
    );
    assert.equal(got, undefined);
    assert.equal(reported.length, 1);
  });

  it("that fails after its answer changes nothing of it", async () => {
    const { got, reported } = await answerOf(
      guard("route", async (_, response) => {
        // More than fits into the buffers on the way, so that most of it is still to be sent.
        response.end("x".repeat(20_000_000));
        throw broken;
      }),
    );
    assert.equal(got?.body.length, 20_000_000);
    assert.equal(reported.length, 1);
  });

  it("whose client is gone is only reported", async () => {
    const reported = await reportedBy(async () => {
      const done = deferred();
      const handler = guard("route", async (_: IncomingMessage, response: ServerResponse) => {
        response.destroy();
        throw broken;
      });
      await withServer(
        (request, response) => {
          handler(request, response).then(() => done.resolve(), done.reject);
        },
        async (url) => {
          await fetch(url).catch(() => {});
          await done.promise;
        },
      );
    });
    assert.equal(reported.length, 1);
  });

  it("can answer in its own way", async () => {
    const answer = (error: unknown, [, response]: [IncomingMessage, ServerResponse]) => {
      assert.equal(error, broken);
      response.writeHead(418).end("teapot");
    };
    const handler: RequestListener = guard({ name: "route", answer }, async (_, response) => {
      response.setHeader("X-Half", "done");
      throw broken;
    });
    const { got } = await answerOf(handler);
    assert.deepEqual([got?.status, got?.body], [418, "teapot"]);
  });

  it("is answered even when its own answer fails", async () => {
    for (const answer of [() => assert.fail("no template"), async () => assert.fail("no template")]) {
      const { got, reported } = await answerOf(guard({ name: "route", answer }, () => assert.fail(broken)));
      assert.equal(got?.status, 500);
      assert.deepEqual(reported, [
        { message: "table users is gone", boundary: "route" },
        { message: "no template", boundary: "route, answering a failure" },
      ]);
    }
  });
});

describe("Express", () => {
  const response = () => ({ headersSent: false, getHeaderNames: () => [], end: () => assert.fail("answered twice") });

  it("gets the failure where it was asked for, as an error", async () => {
    for (const thrown of [broken, undefined, "route", 0]) {
      const handed: unknown[] = [];
      const handler = guard({ name: "route", answer: "next" }, async (..._: unknown[]) => {
        throw thrown;
      });
      const reported = await reportedBy(() => handler({}, response(), (error: unknown) => void handed.push(error)));
      assert.equal(reported.length, 1);
      assert.equal(handed.length, 1);
      assert.ok(handed[0] instanceof Error, "nothing, or a word that Express knows, would be taken for no failure");
      if (thrown === broken) assert.equal(handed[0], broken);
      else assert.equal(handed[0].cause, thrown);
    }
  });

  it("sees how many parameters a handler has", () => {
    const four = guard("errors", (_error: unknown, _request: unknown, _response: unknown, _next: unknown) => {});
    assert.equal(four.length, 4);
    assert.equal(guard("named", function lookUp() {}).name, "lookUp");
  });
});

describe("any handler", () => {
  it("keeps its arguments, its result and its this", async () => {
    const counter = {
      count: 1,
      add: guard("add", function (this: { count: number }, by: number) {
        return (this.count += by);
      }),
    };
    const sum: number | undefined = counter.add(2);
    assert.equal(sum, 3);
    const later: Promise<string | undefined> = guard("later", async (text: string) => text)("x");
    assert.equal(await later, "x");
    const emitter = new EventEmitter();
    let seen: unknown;
    emitter.on(
      "x",
      guard("x", function (this: EventEmitter, value: number) {
        seen = [this === emitter, value];
      }),
    );
    emitter.emit("x", 7);
    assert.deepEqual(seen, [true, 7]);
  });

  it("gives undefined when it fails", async () => {
    await reportedBy(async () => {
      assert.equal(guard("sync", (): number => assert.fail(broken))(), undefined);
      assert.equal(await guard("async", async (): Promise<number> => assert.fail(broken))(), undefined);
    });
  });

  it("infers its types from where it stands", () => {
    const server = createServer();
    server.on("request", guard("request", (request, response) => void response.end(request.url?.length)));
    const onSignal: NodeJS.SignalsListener = guard("signal", (signal) => signal.length);
    onSignal("SIGTERM");
    const listener: (text: string) => void = guard("listener", async (text) => text.length);
    listener("x");
    guard({ name: "typed", answer: (_, [n]) => n.toFixed() }, (n: number) => n)(1);
    guard({ name: "typed", answer: () => {} }, (n: number) => n)(1);
    // @ts-expect-error: the guarded handler wants what the handler wants
    guard("typed", (n: number) => n)("text");
    server.close();
  });

  it("tells a queue in its own way, and is done when that is done", async () => {
    const told: unknown[] = [];
    const consume = guard(
      {
        name: "orders",
        async answer(error, [message]) {
          await new Promise((resolve) => setImmediate(resolve));
          told.push([error, message.id]);
        },
      },
      async (message: { readonly id: number }) => assert.fail(broken) ?? message,
    );
    await reportedBy(() => consume({ id: 7 }));
    assert.deepEqual(told, [[broken, 7]]);
  });

  it("may return a promise of any make", async () => {
    const thenable = { then: (_: unknown, reject: (error: unknown) => void) => reject(broken) };
    const spiteful = Object.defineProperty({}, "then", { get: () => assert.fail(broken) });
    const reported = await reportedBy(async () => {
      await Promise.resolve(guard("thenable", (): unknown => thenable)());
      void guard("spiteful", () => spiteful)();
    });
    assert.deepEqual(reported.map(({ boundary }) => boundary), ["thenable", "spiteful"]);
  });
});

test("a process goes on through failing timers, listeners and ticks, and ends without its guards", async () => {
  const run = async (kind: string, guarded: boolean) => {
    const program = fileURLToPath(new URL("guard-child.js", import.meta.url));
    const child = spawn(process.execPath, [program, kind, String(guarded)], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    const [code] = await once(child, "close");
    return { code, output, errors };
  };
  const kinds = ["timer", "listener", "rejection"];
  // Windows knows no signals.
  if (process.platform !== "win32") kinds.push("signal");
  for (const kind of kinds) {
    const { code, output, errors } = await run(kind, true);
    assert.deepEqual([kind, code, output], [kind, 0, "goes on\n"]);
    assert.match(errors, /it broke/);
  }
  const bare = await run("timer", false);
  assert.deepEqual([bare.code, bare.output], [1, ""]);
});
