/** Failures of Node.js and of axios are made, not imitated. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import axios from "axios";
import { AppError, type Category } from "../../wrappers/app-error.ts";
import { circuitBreaker } from "../../wrappers/breaker.ts";
import { bulkhead } from "../../wrappers/bulkhead.ts";
import { classify } from "../../wrappers/classify.ts";
import { tokenBucket } from "../../wrappers/rate-limiter.ts";
import { withRetry } from "../../wrappers/retry.ts";
import { withTimeout } from "../../wrappers/timeout.ts";
import { deadUrl, failureOf, misbehave, withServer } from "./failing.ts";

/** Classifies, and checks what always holds. */
function classified(thrown: unknown): AppError {
  const error = classify(thrown);
  assert.equal(error.cause, thrown);
  return error;
}

async function classifiedFrom(run: () => unknown): Promise<AppError> {
  return classified(await failureOf(run));
}

function is(error: AppError, category: Category, retryable: boolean): void {
  const facts = JSON.stringify(error.context);
  assert.equal(`${error.category} ${error.retryable}`, `${category} ${retryable}`, `${error.message} ${facts}`);
}

describe("Node.js", () => {
  it("refused connections are of the network", async () => {
    const url = await deadUrl();
    const byFetch = await classifiedFrom(() => fetch(url));
    is(byFetch, "network", true);
    assert.equal(byFetch.context["code"], "ECONNREFUSED", "found in the cause");
    assert.equal(byFetch.status, 502);
    is(await classifiedFrom(() => once(connect(Number(new URL(url).port), "127.0.0.1"), "connect")), "network", true);
  });

  it("so are several refused addresses of one host", async () => {
    const { port } = new URL(await deadUrl());
    is(await classifiedFrom(() => fetch(`http://localhost:${port}`)), "network", true);
  });

  it("so are names that nobody knows", async () => {
    is(await classifiedFrom(() => fetch("http://nowhere.invalid")), "network", true);
  });

  it("so are answers that are cut off", async () => {
    await withServer(misbehave, async (url) => {
      is(await classifiedFrom(async () => (await fetch(`${url}/cut`)).text()), "network", true);
    });
  });

  it("TLS with somebody who speaks none is a matter of settings", async () => {
    await withServer(misbehave, async (url) => {
      const { port } = new URL(url);
      const request = httpsRequest({ port, host: "127.0.0.1" });
      is(await classifiedFrom(() => once(request.end(), "response")), "configuration", false);
      is(await classifiedFrom(() => fetch(`https://127.0.0.1:${port}`)), "configuration", false);
    });
  });

  it("a timeout is one, whether the signal's own error comes out or an abort because of it", async () => {
    await withServer(misbehave, async (url) => {
      is(await classifiedFrom(() => fetch(`${url}/silent`, { signal: AbortSignal.timeout(20) })), "timeout", true);
    });
    const late = await classifiedFrom(() => sleep(60_000, undefined, { signal: AbortSignal.timeout(20) }));
    assert.equal(late.category, "timeout");
  });

  it("an abort is no failure of anything", async () => {
    const signal = AbortSignal.abort();
    for (const run of [() => fetch("http://127.0.0.1", { signal }), () => sleep(60_000, undefined, { signal })]) {
      const error = await classifiedFrom(run);
      is(error, "internal", false);
      assert.equal(error.code, "ABORTED");
      assert.equal(error.severity, "info");
    }
  });

  it("files are missing, forbidden or there already, and users hear nothing of them", async () => {
    const missing = await classifiedFrom(() => readFile("/no/such/file"));
    is(missing, "not-found", false);
    assert.deepEqual(missing.context, { code: "ENOENT", syscall: "open", path: "/no/such/file" });
    assert.equal(missing.status, 500, "a file that the program misses is not the user's mistake");
    assert.doesNotMatch(JSON.stringify(missing.forUser()), /ENOENT|file/);
    is(await classifiedFrom(() => writeFile(import.meta.filename, "", { flag: "wx" })), "conflict", false);
    is(await classifiedFrom(() => once(spawn("/no/such/program"), "spawn")), "not-found", false);
    assert.equal((await classifiedFrom(() => readdir(import.meta.filename))).category, "internal", "ENOTDIR");
  });

  it("modules that are not installed are a matter of settings", async () => {
    const name = "no-such-package";
    is(await classifiedFrom(() => import(name)), "configuration", false);
  });

  it("a port that is taken is a matter of settings", async () => {
    await withServer(misbehave, async (url) => {
      const { createServer } = await import("node:net");
      const second = createServer().listen(Number(new URL(url).port), "127.0.0.1");
      is(await classifiedFrom(() => once(second, "listening")), "configuration", false);
    });
  });

  it("mistakes of the program are internal", async () => {
    const mistakes = [
      () => (undefined as unknown as { a: number }).a,
      () => JSON.parse("{"),
      () => new Array(-1),
      () => new URL("nowhere"),
      () => fetch("nowhere"),
      () => readFile({} as string),
      () => assert.equal(1, 2),
    ];
    for (const mistake of mistakes) is(await classifiedFrom(mistake), "internal", false);
  });
});

describe("axios", () => {
  const statuses: readonly (readonly [number, Category, boolean])[] = [
    [400, "validation", false],
    [401, "authentication", false],
    [403, "authorisation", false],
    [404, "not-found", false],
    [409, "conflict", false],
    [422, "validation", false],
    [429, "rate-limit", true],
    [500, "external-service", true],
    [501, "external-service", false],
    [503, "external-service", true],
    [504, "timeout", true],
  ];

  it("a status of another service has its category, but our users are told that the service failed", async () => {
    await withServer(misbehave, async (url) => {
      for (const [status, category, retryable] of statuses) {
        const error = await classifiedFrom(() => axios.get(`${url}/${status}`));
        is(error, category, retryable);
        assert.equal(error.context["status"], status);
        assert.equal(error.retryAfter, 7);
        assert.ok(error.status >= 500, `users get ${error.status}`);
        assert.doesNotMatch(error.userMessage, /sign in|allowed|request/);
      }
    });
  });

  it("refused, slow and aborted requests", async () => {
    const dead = await deadUrl();
    is(await classifiedFrom(() => axios.get(dead)), "network", true);
    await withServer(misbehave, async (url) => {
      is(await classifiedFrom(() => axios.get(`${url}/silent`, { timeout: 20 })), "timeout", true);
      assert.equal((await classifiedFrom(() => axios.get(`${url}/cut`))).category, "network");
    });
    const aborted = await classifiedFrom(() => axios.get(dead, { signal: AbortSignal.abort() }));
    assert.equal(aborted.code, "ABORTED");
  });
});

describe("the other wrappers", () => {
  it("keep their codes", async () => {
    const late = await classifiedFrom(() => withTimeout(() => new Promise(() => {}), 5, { name: "slow" }));
    is(late, "timeout", true);
    assert.equal(late.code, "TIMEOUT");

    const breaker = circuitBreaker({ name: "broken", failures: 1 });
    await assert.rejects(breaker.run(() => Promise.reject(new Error("down"))));
    const open = await classifiedFrom(() => breaker.run(() => 1));
    is(open, "external-service", false);
    assert.equal(open.code, "CIRCUIT_OPEN");
    assert.equal(open.status, 503);
    assert.ok((open.retryAfter ?? 0) > 0);

    const full = bulkhead({ name: "full", concurrent: 1 });
    const holding = new AbortController();
    const held = full.run(() => new Promise(() => {}), { signal: holding.signal }).catch(() => {});
    const refused = await classifiedFrom(() => full.run(() => 1));
    holding.abort();
    await held;
    is(refused, "resource", true);
    assert.equal(refused.code, "BULKHEAD_FULL");

    const bucket = tokenBucket({ capacity: 1, perSecond: 0.01 });
    bucket.tryTake();
    const limited = await classifiedFrom(() => bucket.take({ maxWait: 0 }));
    is(limited, "rate-limit", true);
  });

  it("retries that were in vain are what the last attempt was, and not tried again", async () => {
    const dead = await deadUrl();
    const error = await classifiedFrom(() => withRetry(() => fetch(dead), { attempts: 2, base: 0 }));
    is(error, "network", false);
    assert.equal(error.code, "RETRIES_EXHAUSTED");
  });
});

describe("anything", () => {
  it("an AppError is returned as it is", () => {
    const error = new AppError("failed", { category: "conflict" });
    assert.equal(classify(error), error);
  });

  it("an error with a category of its own keeps what it says of itself", () => {
    const own = { category: "conflict", code: "EMAIL_TAKEN", userMessage: "Taken.", status: 422, retryable: true };
    const error = classified(Object.assign(new Error("taken"), own, { severity: "loud", context: { id: 1 } }));
    is(error, "conflict", true);
    assert.equal(error.code, "EMAIL_TAKEN");
    assert.equal(error.status, 422);
    assert.equal(error.severity, "info", "that it is loud means nothing here");
    assert.deepEqual(error.forUser(), { code: "EMAIL_TAKEN", message: "Taken." });
    assert.deepEqual(error.context, { id: 1 });
    is(classified(Object.assign(new Error(), { category: "toys" })), "internal", false);
    is(classified(Object.assign(new Error(), { category: "constructor" })), "internal", false);
  });

  it("the worst of several failures counts", async () => {
    const invalid = new AppError("name is empty", { category: "validation" });
    const missing = Object.assign(new Error("settings"), { category: "configuration" });
    const refused = await failureOf(async () => fetch(await deadUrl()));
    const lost = new AppError("connection lost", { category: "network" });
    is(classified(new AggregateError([invalid, lost])), "network", false);
    is(classified(new AggregateError([invalid, refused])), "network", false);
    is(classified(new AggregateError([refused, missing, invalid])), "configuration", false);
    is(classified(new AggregateError([refused, refused])), "network", true);
    is(classified(new AggregateError([])), "internal", false);
    is(classified(new AggregateError(["text", null])), "internal", false);
  });

  it("a cause is found however deep, but a wrapper's own word goes first", () => {
    let error = Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" });
    for (let depth = 0; depth < 8; depth++) error = new Error(`layer ${depth}`, { cause: error }) as typeof error;
    is(classified(error), "network", true);
    assert.equal(classify(error).message, "layer 7");
    is(classified(Object.assign(new Error("no", { cause: error }), { status: 404 })), "not-found", false);
  });

  it("chains of causes that never end are left", () => {
    const error: Error = new Error("round");
    error.cause = new AggregateError([error, { errors: [error], cause: error }]);
    is(classified(error), "internal", false);
    let long: unknown;
    for (let depth = 0; depth < 100_000; depth++) long = { cause: long };
    is(classified(long), "internal", false);
  });

  it("what is no error becomes one", () => {
    const messages: readonly (readonly [unknown, string])[] = [
      ["it broke", "it broke"],
      ["", "An empty text was thrown."],
      [null, "null was thrown."],
      [undefined, "undefined was thrown."],
      [7, "7 was thrown."],
      [7n, "7 was thrown."],
      [Symbol("s"), "Symbol(s) was thrown."],
      [() => {}, "A function was thrown."],
      [{}, "Object was thrown without a message."],
      [Object.create(null), "Object was thrown without a message."],
      [{ message: "it broke" }, "it broke"],
      [new RangeError(), "RangeError was thrown without a message."],
      [new Response(null, { status: 404 }), "Response was thrown without a message."],
    ];
    for (const [thrown, message] of messages) assert.equal(classified(thrown).message, message);
    assert.equal(Object.hasOwn(classify(undefined), "cause"), true);
  });

  it("what cannot even be read becomes an error", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    is(classified(proxy), "internal", false);
    const trap = () => {
      throw new Error("hands off");
    };
    is(classified(new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap })), "internal", false);
  });
});
