import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import { type Clock, install } from "@sinonjs/fake-timers";
import { CircuitOpenError, breakerFor, circuitBreaker } from "../../wrappers/breaker.ts";
import type { CircuitBreaker, CircuitBreakerOptions, CircuitChange } from "../../wrappers/breaker.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

const broken = new Error("the service is down");
const fail = () => Promise.reject(broken);
const succeed = () => "an answer";

let clock: Clock;
beforeEach(() => void (clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] })));
afterEach(() => {
  assert.equal(clock.countTimers(), 0, "a breaker needs no timer");
  clock.uninstall();
});

describe("a circuit breaker, closed", () => {
  it("gives what the work gives, and fails as it fails", async () => {
    const breaker = circuitBreaker({ name: "billing" });
    assert.equal(await breaker.run(succeed), "an answer");
    assert.equal(await breaker.run(async () => 7), 7);
    await assert.rejects(breaker.run(fail), (error) => error === broken);
    const thrown = () => {
      throw broken;
    };
    await assert.rejects(breaker.run(thrown), (error) => error === broken);
    assert.equal(breaker.snapshot().failuresInARow, 2);
  });

  it("opens after so many failures in a row, and not before", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 3 });
    await failing(breaker, 2);
    await breaker.run(succeed);
    await failing(breaker, 2);
    assert.equal(breaker.state, "closed");
    await failing(breaker, 1);
    assert.equal(breaker.state, "open");
  });

  it("opens when too great a part fails, once there were enough calls to tell", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 100, rate: 0.5, minimum: 6 });
    await failing(breaker, 2);
    await breaker.run(succeed);
    await breaker.run(succeed);
    await failing(breaker, 1);
    assert.equal(breaker.state, "closed", "three of five, and five are not enough");
    await failing(breaker, 1);
    assert.equal(breaker.state, "open", "four of six");
  });

  it("forgets calls that are older than its window", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 100, rate: 0.5, minimum: 4, window: 10_000 });
    await failing(breaker, 3);
    clock.tick(10_000);
    assert.deepEqual([breaker.snapshot().calls, breaker.snapshot().failures], [0, 0]);
    await failing(breaker, 3);
    assert.equal(breaker.state, "closed");
    await failing(breaker, 1);
    assert.equal(breaker.state, "open");
  });

  it("does not count answers that show a service that is well", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const answers = [{ status: 404 }, { statusCode: 400 }, { response: { status: 409 } }];
    for (const answer of answers) await assert.rejects(breaker.run(() => Promise.reject(answer)));
    assert.deepEqual([breaker.state, breaker.snapshot().calls, breaker.snapshot().failures], ["closed", 3, 0]);
  });

  for (const error of [{ status: 429 }, { status: 408 }, { response: { status: 503 } }, "text", null, undefined]) {
    it(`counts ${JSON.stringify(error)}`, async () => {
      const breaker = circuitBreaker({ name: "billing", failures: 1 });
      await assert.rejects(breaker.run(() => Promise.reject(error)));
      assert.equal(breaker.state, "open");
    });
  }

  it("leaves it to isFailure which errors count", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1, isFailure: (error) => error !== broken });
    await failing(breaker, 3);
    assert.equal(breaker.state, "closed");
    await assert.rejects(breaker.run(() => Promise.reject({ status: 404 })));
    assert.equal(breaker.state, "open");
  });

  it("takes nothing from calls that a bulkhead or a limiter refused", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    for (const code of ["BULKHEAD_FULL", "RATE_LIMITED"]) {
      await assert.rejects(breaker.run(() => Promise.reject(Object.assign(new Error("no room"), { code }))));
    }
    assert.deepEqual([breaker.state, breaker.snapshot().calls], ["closed", 0]);
  });
});

describe("a circuit breaker, open", () => {
  it("calls nothing, and says so and for how long", async () => {
    const breaker = await open({ openFor: 30_000 });
    clock.tick(10_500);
    let calls = 0;
    await assert.rejects(
      breaker.run(() => calls++),
      (error) => {
        assert.ok(error instanceof CircuitOpenError && error instanceof Error);
        assert.deepEqual(
          [error.name, error.code, error.operation, error.retryAfter],
          ["CircuitOpenError", "CIRCUIT_OPEN", "billing", 19.5],
        );
        assert.match(error.message, /^billing .* 19\.5 s\.$/);
        return true;
      },
    );
    assert.equal(calls, 0);
    assert.equal(breaker.snapshot().retryAfter, 19.5);
  });

  it("answers with the fallback, which sees no failure of the work", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1, fallback: async ({ code }) => ({ code }) });
    await assert.rejects(breaker.run(fail), (error) => error === broken);
    const answer: string | { code: string } = await breaker.run(succeed);
    assert.deepEqual(answer, { code: "CIRCUIT_OPEN" });
  });

  it("does not count what ends now and began before", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const [slow, slower] = [deferred(), deferred()];
    const [first, second] = [breaker.run(() => slow.promise), breaker.run(() => slower.promise)];
    await failing(breaker, 1);
    slow.resolve();
    await first;
    assert.equal(breaker.state, "open", "a success of before does not close it");
    clock.tick(30_000);
    await breaker.run(succeed);
    slower.reject(broken);
    await assert.rejects(second);
    assert.equal(breaker.state, "closed", "nor does a failure of before open it");
  });

  it("is closed by hand, and remembers nothing", async () => {
    const breaker = await open();
    breaker.reset();
    assert.deepEqual(breaker.snapshot(), {
      name: "billing",
      state: "closed",
      failuresInARow: 0,
      calls: 0,
      failures: 0,
      retryAfter: 0,
    });
    assert.equal(await breaker.run(succeed), "an answer");
  });
});

describe("a circuit breaker, half-open", () => {
  it("reads so as soon as a call may go through", async () => {
    const breaker = await open({ openFor: 1_000 });
    clock.tick(999);
    assert.equal(breaker.state, "open");
    clock.tick(1);
    assert.equal(breaker.state, "half-open");
    assert.deepEqual([breaker.snapshot().state, breaker.snapshot().retryAfter], ["half-open", 0]);
  });

  it("closes when the trial succeeds", async () => {
    const breaker = await open({ openFor: 1_000 });
    clock.tick(1_000);
    assert.equal(await breaker.run(succeed), "an answer");
    assert.deepEqual([breaker.state, breaker.snapshot().failures], ["closed", 0]);
  });

  it("opens again when the trial fails, for as long as before", async () => {
    const breaker = await open({ openFor: 1_000 });
    clock.tick(1_000);
    await failing(breaker, 1);
    assert.deepEqual([breaker.state, breaker.snapshot().retryAfter], ["open", 1]);
  });

  it("lets no more through than it has trials, and wants all of them to succeed", async () => {
    const breaker = await open({ openFor: 1_000, trials: 2 });
    clock.tick(1_000);
    const [one, two] = [deferred(), deferred()];
    const running = [breaker.run(() => one.promise), breaker.run(() => two.promise)];
    await assert.rejects(breaker.run(succeed), CircuitOpenError);
    one.resolve();
    await running[0];
    assert.equal(breaker.state, "half-open");
    await assert.rejects(breaker.run(succeed), CircuitOpenError, "one passed and one runs: that makes two");
    two.resolve();
    await running[1];
    assert.equal(breaker.state, "closed");
  });

  it("waits for the next call as long as it takes when trials are left", async () => {
    const breaker = await open({ openFor: 1_000, trials: 2 });
    clock.tick(1_000);
    await breaker.run(succeed);
    clock.tick(60_000);
    await breaker.run(succeed);
    assert.equal(breaker.state, "closed");
  });

  it("gives the trial of a caller that went away to the next", async () => {
    const breaker = await open({ openFor: 1_000 });
    clock.tick(1_000);
    const caller = new AbortController();
    const call = breaker.run(() => new Promise(() => {}), { signal: caller.signal });
    caller.abort();
    await assert.rejects(call, { name: "AbortError" });
    assert.equal(breaker.state, "half-open");
    await breaker.run(succeed);
    assert.equal(breaker.state, "closed");
  });

  it("is not held up for ever by a trial that never ends", async () => {
    const breaker = await open({ openFor: 1_000 });
    clock.tick(1_000);
    const stuck = deferred();
    const call = breaker.run(() => stuck.promise);
    clock.tick(999);
    await assert.rejects(breaker.run(succeed), { retryAfter: 0.001 });
    clock.tick(1);
    await breaker.run(succeed);
    assert.equal(breaker.state, "closed");
    stuck.reject(broken);
    await assert.rejects(call);
    assert.deepEqual([breaker.state, breaker.snapshot().failures], ["closed", 0]);
  });
});

describe("callers of a circuit breaker", () => {
  it("each have a signal of their own", async () => {
    const breaker = circuitBreaker({ name: "billing" });
    const seen: AbortSignal[] = [];
    const caller = new AbortController();
    const end = deferred();
    const work = (signal: AbortSignal) => {
      seen.push(signal);
      return end.promise;
    };
    const call = breaker.run(work, { signal: caller.signal });
    const others = [breaker.run(work), breaker.run(work)];
    caller.abort();
    await assert.rejects(call);
    end.resolve();
    await Promise.all(others);
    assert.deepEqual(
      seen.map(({ aborted }) => aborted),
      [true, false, false],
    );
    assert.equal(new Set(seen).size, 3);
  });

  it("that go away are answered at once with their reason, and are no failure", async () => {
    await leavesNothing(async () => {
      const breaker = circuitBreaker({ name: "billing", failures: 1 });
      const caller = new AbortController();
      const late = deferred();
      const call = breaker.run(() => late.promise, { signal: caller.signal });
      const reason = new Error("the user closed the page");
      caller.abort(reason);
      await assert.rejects(call, (error) => error === reason);
      late.reject(broken);
      await turn();
      assert.deepEqual([breaker.state, breaker.snapshot().calls], ["closed", 0]);
      await assert.rejects(
        breaker.run(() => assert.fail("called"), { signal: caller.signal }),
        (error) => error === reason,
      );
    });
  });

  it("leave no listener on their signal", async () => {
    const { signal } = new AbortController();
    const breaker = circuitBreaker({ name: "billing", failures: 2 });
    await breaker.run(succeed, { signal });
    for (let each = 0; each < 4; each++) await assert.rejects(breaker.run(fail, { signal }));
    assert.equal(listeners(signal), 0);
  });
});

describe("events of a circuit breaker", () => {
  it("tell of each change, and of the failure that opened it", async () => {
    const heard: CircuitChange[] = [];
    const breaker = await open({ openFor: 1_000, onStateChange: (change) => heard.push(change) });
    clock.tick(1_000);
    await failing(breaker, 1);
    clock.tick(1_000);
    await breaker.run(succeed);
    assert.deepEqual(heard, [
      { name: "billing", from: "closed", to: "open", error: broken },
      { name: "billing", from: "open", to: "half-open" },
      { name: "billing", from: "half-open", to: "open", error: broken },
      { name: "billing", from: "open", to: "half-open" },
      { name: "billing", from: "half-open", to: "closed" },
    ]);
  });

  it("end when they are unsubscribed from", async () => {
    const breaker = circuitBreaker({ name: "billing", failures: 1 });
    const heard: string[] = [];
    const listener = ({ to }: CircuitChange) => heard.push(to);
    const [leave, leaveToo] = [breaker.subscribe(listener), breaker.subscribe(listener)];
    leave();
    leave();
    await failing(breaker, 1);
    assert.deepEqual(heard, ["open"]);
    leaveToo();
    breaker.reset();
    assert.deepEqual(heard, ["open"]);
  });

  it("spoil no call when a listener fails: that is a warning", async () => {
    await leavesNothing(async () => {
      const breaker = circuitBreaker({ name: "billing", failures: 1 });
      const heard: string[] = [];
      breaker.subscribe(async () => {
        throw new Error("the dashboard is down");
      });
      breaker.subscribe(({ to }) => heard.push(to));
      const warned = once(process, "warning");
      await assert.rejects(breaker.run(fail), (error) => error === broken);
      const [warning] = await warned;
      assert.equal(warning.message, "the dashboard is down");
      assert.deepEqual(heard, ["open"]);
    });
  });
});

describe("a listener of a circuit breaker that calls the service itself", () => {
  it("takes a trial like everybody else", async () => {
    const breaker = await open({ openFor: 1_000, trials: 2 });
    const end = deferred();
    const calls: Promise<unknown>[] = [];
    breaker.subscribe(({ to }) => void (to === "half-open" && calls.push(breaker.run(() => end.promise))));
    clock.tick(1_000);
    calls.push(breaker.run(() => end.promise));
    assert.equal(calls.length, 2);
    await assert.rejects(breaker.run(succeed), CircuitOpenError);
    end.resolve();
    await Promise.all(calls);
    assert.equal(breaker.state, "closed");
  });
});

describe("breakerFor", () => {
  it("gives all who ask for a service the same breaker", async () => {
    const breaker = breakerFor("breaker.test", { failures: 1 });
    assert.equal(breakerFor("breaker.test"), breaker);
    assert.notEqual(breakerFor("breaker.test of another service"), breaker);
    await failing(breaker, 1);
    await assert.rejects(breakerFor("breaker.test").run(succeed), /^CircuitOpenError: breaker\.test keeps failing/);
  });
});

describe("options of a circuit breaker", () => {
  const tooSmall = [{ failures: 0 }, { minimum: 0 }, { window: 0 }, { openFor: 0 }, { trials: 0 }, { rate: -1 }];
  for (const wrong of [...tooSmall, { failures: Number.NaN }, { trials: 1.5 }]) {
    it(`${inspect(wrong)} is refused by name`, () => {
      const [name = ""] = Object.keys(wrong);
      assert.throws(() => circuitBreaker({ name: "billing", ...wrong }), new RegExp(`^RangeError: ${name} must be`));
    });
  }
});

async function failing(breaker: CircuitBreaker, times: number): Promise<void> {
  for (let each = 0; each < times; each++) await assert.rejects(breaker.run(fail), (error) => error === broken);
}

async function open(options: Omit<CircuitBreakerOptions, "name"> = {}): Promise<CircuitBreaker> {
  const breaker = circuitBreaker({ name: "billing", failures: 1, ...options });
  await failing(breaker, 1);
  assert.equal(breaker.state, "open");
  return breaker;
}
