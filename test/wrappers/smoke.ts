/** Every wrapper does its work once, in whatever version of Node runs this. */
import assert from "node:assert/strict";
import type * as Wrappers from "../../wrappers/index.ts";

type Check = (wrappers: typeof Wrappers) => Promise<unknown> | unknown;

/** Says how many were checked; rejects with the first that does not do its work. */
export async function smoke(wrappers: typeof Wrappers): Promise<number> {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(wrappers);
    } catch (error) {
      throw new Error(`${name}: ${String(error)}`, { cause: error });
    }
  }
  return Object.keys(checks).length;
}

const hangs = (): Promise<never> => new Promise(() => {});
const fails = (): Promise<never> => Promise.reject(Object.assign(new Error("reset"), { code: "ECONNRESET" }));

/** Fails so many times, then succeeds. */
function flaky(times: number): () => Promise<string> {
  let left = times;
  return async () => (left-- > 0 ? await fails() : "done");
}

export const checks: Readonly<Record<string, Check>> = {
  async timeout({ withTimeout, adaptiveTimeout, TimeoutError }) {
    await assert.rejects(withTimeout(hangs, 5, { name: "hangs" }), TimeoutError);
    const limit = adaptiveTimeout({ floor: 5, ceiling: 1_000, coldStart: 1_000 });
    assert.equal(await withTimeout(async () => "done", limit), "done");
  },
  async retry({ withRetry, retryBudget, isTemporary }) {
    assert.equal(await withRetry(flaky(2), { base: 1, budget: retryBudget("smoke") }), "done");
    await assert.rejects(withRetry(fails, { base: 1, attempts: 2 }), { code: "RETRIES_EXHAUSTED" });
    assert.ok(isTemporary(Object.assign(new Error("reset"), { code: "ECONNRESET" })) && !isTemporary(new TypeError()));
  },
  async hedge({ hedge }) {
    let calls = 0;
    assert.equal(await hedge(() => (calls++ === 0 ? hangs() : "second"), { after: 1 }), "second");
  },
  async breaker({ circuitBreaker, breakerFor }) {
    const breaker = circuitBreaker({ name: "smoke", failures: 1 });
    await assert.rejects(breaker.run(fails), { code: "ECONNRESET" });
    await assert.rejects(breaker.run(fails), { code: "CIRCUIT_OPEN" });
    assert.equal(breakerFor("smoke"), breakerFor("smoke"));
  },
  async fallback({ withFallback, lastGood }) {
    assert.equal(await withFallback(fails, () => "else"), "else");
    const cache = lastGood<string>({ ttl: 1_000, max: 1 });
    assert.equal(typeof cache, "object");
  },
  async bulkhead({ bulkhead }) {
    const one = bulkhead({ name: "smoke", concurrent: 1 });
    const first = one.run(() => new Promise<string>((resolve) => setImmediate(resolve, "first")));
    await assert.rejects(one.run(hangs), { code: "BULKHEAD_FULL" });
    assert.equal(await first, "first");
  },
  rateLimiter({ tokenBucket, slidingWindow }) {
    const limiters = [tokenBucket({ capacity: 1, perSecond: 0.001 }), slidingWindow({ limit: 1, window: 60_000 })];
    for (const limiter of limiters) {
      assert.deepEqual([limiter.tryTake(), limiter.tryTake()], [true, false]);
    }
  },
  async protect({ protect }) {
    const run = protect({ name: "smoke", timeout: 1_000, retry: { base: 1 } });
    assert.equal(await run(flaky(1)), "done");
  },
  errors({ AppError, categories, classify, recoveryFor, redact }) {
    const known = new AppError("no such order", { category: "not-found", cause: new Error("row 7") });
    assert.equal(classify(known), known);
    assert.deepEqual([known.status, known.forUser().code], [404, categories["not-found"].code]);
    const reset = classify(Object.assign(new Error("reset"), { code: "ECONNRESET", syscall: "read", errno: -104 }));
    assert.deepEqual([reset.category, recoveryFor(reset).strategy], ["network", "retry"]);
    assert.doesNotMatch(JSON.stringify(redact({ password: "hunter2" })), /hunter2/);
  },
  async report({ setLogger, report, guard, withContext, correlationId }) {
    const logged: string[] = [];
    setLogger({ error: (...parts: unknown[]) => void logged.push(JSON.stringify(parts)) });
    const handler = guard("smoke", async (id: number) => assert.equal(id, 0, `no order ${id}, token=hunter2`));
    const id = withContext({}, () => {
      report(new Error("seen"));
      return correlationId() ?? "none";
    });
    assert.equal(await handler(7), undefined);
    setLogger(console);
    assert.equal(logged.length, 2);
    assert.ok(logged[0]?.includes("seen") && logged[0].includes(id), logged[0]);
    assert.ok(logged[1]?.includes("no order 7") && !logged[1].includes("hunter2"), logged[1]);
  },
  async context({ withContext, currentContext, correlationId, bindContext, bindEmitter, toHeaders, fromHeaders }) {
    const { EventEmitter } = await import("node:events");
    const bound = withContext({ correlationId: "one" }, () => {
      const headers = toHeaders();
      const emitter = bindEmitter(new EventEmitter());
      return { headers, emitter, ask: bindContext(() => currentContext()?.correlationId) };
    });
    assert.deepEqual([bound.ask(), correlationId()], ["one", undefined]);
    let heard: string | undefined;
    bound.emitter.on("event", () => (heard = correlationId()));
    bound.emitter.emit("event");
    assert.equal(heard, "one");
    assert.equal(withContext(fromHeaders(bound.headers), correlationId), "one");
  },
  async resourceScope({ ResourceScope }) {
    const released: string[] = [];
    const scope = new ResourceScope();
    for (const name of ["a", "b"]) await scope.acquire(name, () => name, (it) => released.push(it));
    await scope[Symbol.asyncDispose]();
    assert.deepEqual(released, ["b", "a"]);
  },
  async shutdown({ shutdown }) {
    const { createServer } = await import("node:http");
    const server = createServer().listen(0, "127.0.0.1");
    const handle = shutdown(server, { exit: () => {} });
    assert.equal(await handle.begin(), 0);
    assert.ok(handle.shuttingDown.aborted && !server.listening);
  },
  async health({ health, breakerDependency, circuitBreaker }) {
    const breaker = breakerDependency(circuitBreaker({ name: "smoke" }), { weight: 2 });
    assert.equal((await health({ dependencies: [breaker] }).readiness()).status, "ready");
    const dependencies = [{ name: "smoke", check: fails, critical: true }];
    assert.equal((await health({ dependencies }).readiness()).status, "unready");
    assert.equal(health().liveness().status, "alive");
  },
  serviceLevel({ serviceLevel, queueLength, eventLoopDelay, heapUse, openBreaker, circuitBreaker }) {
    const breaker = openBreaker(circuitBreaker({ name: "smoke" }), "emergency");
    const sources = [breaker, queueLength(() => 5, { reduced: 5 }), eventLoopDelay({}), heapUse({})];
    const service = serviceLevel({ sources });
    assert.deepEqual([service.level, service.allows("full")], ["reduced", false]);
    service.stop();
  },
};
