import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { type Clock, install } from "@sinonjs/fake-timers";
import { circuitBreaker } from "../../wrappers/breaker.ts";
import { bulkhead } from "../../wrappers/bulkhead.ts";
import { protect } from "../../wrappers/protect.ts";
import { tokenBucket } from "../../wrappers/rate-limiter.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

const down = Object.assign(new Error("the service is down"), { status: 503 });
const never = () => new Promise<never>(() => {});
/** No wait between attempts, so that only the rest takes time. */
const retry = { attempts: 3, base: 0 };

let clock: Clock;
beforeEach(() => void (clock = install({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] })));
afterEach(() => {
  assert.equal(clock.countTimers(), 0);
  clock.uninstall();
});

describe("protect", () => {
  it("does nothing that was not asked for", async () => {
    const run = protect({ name: "billing" });
    assert.equal(await run(() => 7), 7);
    await assert.rejects(run(() => Promise.reject(down)), (error) => error === down);
  });

  it("keeps the types of the work and of the fallback", async () => {
    const number: number = await protect({ name: "billing", retry, timeout: 5 })(async () => 7);
    const either: number | string = await protect({ name: "billing", fallback: async () => "none" })(() => number);
    assert.equal(either, 7);
  });

  it("hands the work a signal that ends with its attempt", async () => {
    const run = protect({ name: "billing", retry, timeout: 100 });
    const seen: AbortSignal[] = [];
    const work = (signal: AbortSignal) => {
      seen.push(signal);
      return seen.length === 2 ? "answer" : never();
    };
    const call = run(work);
    await clock.tickAsync(150);
    assert.equal(await call, "answer");
    assert.deepEqual(
      seen.map(({ aborted, reason }) => aborted && reason.code),
      ["TIMEOUT", false],
    );
  });

  it("ends all at once when the caller goes away, and leaves nothing behind", async () => {
    await leavesNothing(async () => {
      const limiter = tokenBucket({ capacity: 1, perSecond: 1 });
      const rooms = bulkhead({ name: "billing", concurrent: 1, queue: 1 });
      const breaker = circuitBreaker({ name: "billing", failures: 1 });
      const times = { totalTimeout: 900, timeout: 500 };
      const fallback = () => assert.fail("asked");
      const run = protect({ name: "billing", ...times, fallback, retry, breaker, limiter, bulkhead: rooms });
      const reason = new Error("the user closed the page");
      for (const comment of ["while the work runs", "while it waits for a permission"]) {
        const caller = new AbortController();
        const call = run(never, { signal: caller.signal });
        await turn();
        caller.abort(reason);
        await assert.rejects(call, (error) => error === reason, comment);
        assert.deepEqual([listeners(caller.signal), clock.countTimers(), breaker.state], [0, 0, "closed"], comment);
      }
    });
  });
});

describe("the order of protect", () => {
  it("asks the fallback once retries are over, and not before", async () => {
    const errors: unknown[] = [];
    let attempts = 0;
    const run = protect({ name: "billing", retry, fallback: (error) => errors.push(error) });
    const work = () => {
      attempts++;
      throw down;
    };
    const call = run(work);
    await clock.runAllAsync();
    assert.equal(await call, 1);
    assert.equal(attempts, 3);
    const [error] = errors as [{ code: string; cause: unknown }];
    assert.deepEqual([error.code, error.cause], ["RETRIES_EXHAUSTED", down]);
  });

  it("bounds attempts, waits and queues by the total timeout", async () => {
    const limiter = tokenBucket({ capacity: 1, perSecond: 1 });
    assert.equal(limiter.tryTake(), true);
    const fallback = (error: unknown) => String(error);
    const run = protect({ name: "billing", totalTimeout: 1_500, retry, limiter, timeout: 400, fallback });
    let attempts = 0;
    const call = run(() => {
      attempts++;
      return never();
    });
    await clock.tickAsync(1_500);
    const said = "TimeoutError: billing with all attempts did not finish in the 1500 ms that it had.";
    assert.equal(await call, said, "and the fallback is outside of it");
    assert.equal(attempts, 1, "the second one waited for its permission");
  });

  it("asks the breaker at each attempt, and ends the retrying when it opens", async () => {
    let attempts = 0;
    const breaker = circuitBreaker({ name: "billing", failures: 2 });
    const run = protect({ name: "billing", retry: { ...retry, attempts: 10 }, breaker });
    const call = run(() => {
      attempts++;
      throw down;
    });
    const failed = assert.rejects(call, { code: "CIRCUIT_OPEN" });
    await clock.runAllAsync();
    await failed;
    assert.equal(attempts, 2);
  });

  it("shows the breaker attempts that timed out", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const call = protect({ name: "billing", breaker, timeout: 100 })(never);
    const failed = assert.rejects(call, { code: "TIMEOUT" });
    await clock.tickAsync(100);
    await failed;
    assert.equal(breaker.state, "open");
  });

  it("takes no permission and no place for an open circuit", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const limiter = tokenBucket({ capacity: 2, perSecond: 0.001 });
    const run = protect({ name: "billing", breaker, limiter, bulkhead: bulkhead({ name: "billing", concurrent: 1 }) });
    await assert.rejects(run(() => Promise.reject(down)), (error) => error === down);
    for (let each = 0; each < 5; each++) await assert.rejects(run(never), { code: "CIRCUIT_OPEN" });
    assert.equal(limiter.tryTake(), true);
  });

  it("takes a permission for each attempt", async () => {
    const limiter = tokenBucket({ capacity: 5, perSecond: 0.001 });
    const call = protect({ name: "billing", retry, limiter })(() => Promise.reject(down));
    const failed = assert.rejects(call, { code: "RETRIES_EXHAUSTED" });
    await clock.tickAsync(10);
    await failed;
    assert.deepEqual([limiter.tryTake(2), limiter.tryTake(1)], [true, false]);
  });

  it("holds no place in the bulkhead while waiting for a permission", async () => {
    const limiter = tokenBucket({ capacity: 1, perSecond: 1 });
    const rooms = bulkhead({ name: "billing", concurrent: 1 });
    assert.equal(limiter.tryTake(), true);
    const waiting = protect({ name: "billing", limiter, bulkhead: rooms })(() => "answer");
    await turn();
    assert.equal(rooms.snapshot().running, 0);
    await clock.tickAsync(1_000);
    assert.equal(await waiting, "answer");
  });

  it("does not count the time in the queue against an attempt", async () => {
    const rooms = bulkhead({ name: "billing", concurrent: 1, queue: 1 });
    const run = protect({ name: "billing", bulkhead: rooms, timeout: 100 });
    const slow = deferred<string>();
    const holds = rooms.run(() => slow.promise);
    const call = run(async () => "answer");
    await clock.tickAsync(5_000);
    slow.resolve("done");
    await holds;
    assert.equal(await call, "answer");
  });

  it("takes a refusal by our own bulkhead for no failure of the service", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const rooms = bulkhead({ name: "billing", concurrent: 1 });
    const slow = deferred();
    const holds = rooms.run(() => slow.promise);
    await assert.rejects(protect({ name: "billing", breaker, bulkhead: rooms })(never), { code: "BULKHEAD_FULL" });
    assert.equal(breaker.state, "closed");
    slow.resolve();
    await holds;
  });
});
