import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import { type Clock, install } from "@sinonjs/fake-timers";
import { RateLimitedError, type RateLimiter, slidingWindow, tokenBucket } from "../../wrappers/rate-limiter.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

let clock: Clock;
beforeEach(() => void (clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] })));
afterEach(() => {
  assert.equal(clock.countTimers(), 0);
  clock.uninstall();
});

describe("a token bucket", () => {
  it("begins full, is emptied, and fills up again evenly, to its brim", () => {
    const limiter = tokenBucket({ capacity: 3, perSecond: 2 });
    assert.equal(taken(limiter), 3);
    clock.tick(499);
    assert.equal(taken(limiter), 0);
    clock.tick(1);
    assert.equal(taken(limiter), 1);
    clock.tick(1_000);
    assert.equal(taken(limiter), 2);
    clock.tick(60_000);
    assert.equal(taken(limiter), 3);
  });

  it("gives several at once, or none", () => {
    const limiter = tokenBucket({ capacity: 3, perSecond: 1 });
    assert.equal(limiter.tryTake(2), true);
    assert.equal(limiter.tryTake(2), false);
    assert.equal(limiter.tryTake(1), true);
  });

  it("loses nothing to fractions", () => {
    const limiter = tokenBucket({ capacity: 2, perSecond: 3 });
    assert.equal(taken(limiter), 2);
    for (let second = 0; second < 100; second++) {
      for (const time of [334, 333, 333]) {
        clock.tick(time);
        assert.equal(taken(limiter), 1);
      }
    }
  });
});

describe("a sliding window", () => {
  it("gives its limit, and one again when the oldest has left the window", () => {
    const limiter = slidingWindow({ limit: 3, window: 1_000 });
    assert.equal(limiter.tryTake(), true);
    clock.tick(400);
    assert.equal(taken(limiter), 2);
    clock.tick(599);
    assert.equal(taken(limiter), 0);
    clock.tick(1);
    assert.equal(taken(limiter), 1);
    clock.tick(400);
    assert.equal(taken(limiter), 2);
  });

  it("gives several at once, or none", () => {
    const limiter = slidingWindow({ limit: 3, window: 1_000 });
    assert.equal(limiter.tryTake(2), true);
    assert.equal(limiter.tryTake(2), false);
    assert.equal(limiter.tryTake(1), true);
    clock.tick(1_000);
    assert.equal(limiter.tryTake(3), true);
  });
});

for (const [kind, make] of Object.entries({
  "token bucket": (name?: string) => tokenBucket({ name, capacity: 1, perSecond: 1 }),
  "sliding window": (name?: string) => slidingWindow({ name, limit: 1, window: 1_000 }),
})) {
  describe(`waiting for a ${kind}`, () => {
    it("is over at once when there is a permission", async () => {
      await make().take();
      assert.equal(clock.countTimers(), 0);
    });

    it("lasts until the next permission, first come, first served", async () => {
      const limiter = make();
      const order: number[] = [];
      const all = [1, 2, 3].map((number) => limiter.take().then(() => order.push(number)));
      await turn();
      assert.deepEqual(order, [1]);
      await clock.tickAsync(999);
      assert.deepEqual(order, [1]);
      await clock.tickAsync(1);
      assert.deepEqual(order, [1, 2]);
      assert.equal(limiter.tryTake(), false);
      await clock.tickAsync(1_000);
      await Promise.all(all);
      assert.deepEqual(order, [1, 2, 3]);
    });

    it("is refused at once when it would last longer than maxWait", async () => {
      const limiter = make("The mail service");
      await limiter.take();
      const waiting = limiter.take({ maxWait: 1_000 });
      await assert.rejects(limiter.take({ maxWait: 1_999 }), (error) => {
        assert.ok(error instanceof RateLimitedError);
        const { name, code, operation, retryAfter } = error;
        assert.deepEqual([name, code, operation], ["RateLimitedError", "RATE_LIMITED", "The mail service"]);
        assert.equal(retryAfter, 2);
        assert.equal(error.message, "The mail service has no call left; the next one is free in 2 s.");
        return true;
      });
      await assert.rejects(limiter.take({ maxWait: 0 }), RateLimitedError);
      await clock.tickAsync(1_000);
      await waiting;
    });

    it("is bounded unless told otherwise", async () => {
      const limiter = make();
      const all = Array.from({ length: 31 }, () => limiter.take());
      await assert.rejects(limiter.take(), { retryAfter: 31 });
      all.push(limiter.take({ maxWait: Infinity }));
      await clock.tickAsync(31_000);
      await Promise.all(all);
    });

    it("ends at once when the caller goes away, and those behind move up", async () => {
      await leavesNothing(async () => {
        const limiter = make();
        await limiter.take();
        const caller = new AbortController();
        const reason = new Error("the user closed the page");
        const gone = limiter.take({ signal: caller.signal });
        const next = limiter.take();
        caller.abort(reason);
        await assert.rejects(gone, (error) => error === reason);
        await clock.tickAsync(1_000);
        await next;
        assert.equal(listeners(caller.signal), 0);
        await assert.rejects(limiter.take({ signal: caller.signal }), (error) => error === reason);
        await clock.tickAsync(1_000);
        assert.equal(limiter.tryTake(), true, "who came too late took nothing");
      });
    });

    it("leaves no timer when all go away, and no listener when none does", async () => {
      const limiter = make();
      await limiter.take();
      const { signal } = new AbortController();
      const caller = new AbortController();
      const all = [1, 2].map(() => limiter.take({ signal: caller.signal }));
      caller.abort();
      for (const one of all) await assert.rejects(one, { name: "AbortError" });
      assert.equal(clock.countTimers(), 0);
      const waiting = limiter.take({ signal });
      assert.equal(listeners(signal), 1);
      await clock.tickAsync(1_000);
      await waiting;
      assert.equal(listeners(signal), 0);
    });
  });

  describe(`work under a ${kind}`, () => {
    it("begins when it is its turn, and gives or fails as it does", async () => {
      const limiter = make();
      assert.equal(await limiter.run(() => 7), 7);
      let isCalled = false;
      const broken = new Error("bounced");
      const call = limiter.run(() => {
        isCalled = true;
        throw broken;
      });
      const failed = assert.rejects(call, (error) => error === broken);
      await clock.tickAsync(999);
      assert.equal(isCalled, false);
      await clock.tickAsync(1);
      await failed;
    });

    it("is not called when it is refused or nobody waits any more", async () => {
      const limiter = make();
      await limiter.take();
      const work = () => assert.fail("called");
      await assert.rejects(limiter.run(work, { maxWait: 0 }), RateLimitedError);
      const caller = new AbortController();
      const call = limiter.run(work, { signal: caller.signal });
      caller.abort();
      await assert.rejects(call, { name: "AbortError" });
    });

    it("gets the caller's signal, whose abort ends the call at once", async () => {
      const limiter = make();
      const caller = new AbortController();
      let seen: AbortSignal | undefined;
      const call = limiter.run((signal) => new Promise(() => (seen = signal)), { signal: caller.signal });
      await turn();
      caller.abort();
      await assert.rejects(call, { name: "AbortError" });
      assert.equal(seen, caller.signal);
      assert.equal(listeners(caller.signal), 0);
    });
  });
}

describe("a rate limiter whose timer is late", () => {
  it("still goes by the order", async (t) => {
    const limiter = tokenBucket({ capacity: 1, perSecond: 1_000 });
    await limiter.take();
    const waiting = limiter.take();
    const later = performance.now() + 2;
    const now = t.mock.method(performance, "now", () => later);
    assert.equal(limiter.tryTake(), false, "it is free, and somebody waits for it");
    now.mock.restore();
    await clock.tickAsync(1);
    await waiting;
  });
});

describe("options of a rate limiter", () => {
  const { NaN: none } = Number;
  const wrong: [string, () => unknown][] = [
    ["capacity", () => tokenBucket({ capacity: 0, perSecond: 1 })],
    ["perSecond", () => tokenBucket({ capacity: 1, perSecond: 0 })],
    ["perSecond", () => tokenBucket({ capacity: 1, perSecond: none })],
    ["limit", () => slidingWindow({ limit: 0, window: 1 })],
    ["limit", () => slidingWindow({ limit: 1.5, window: 1 })],
    ["window", () => slidingWindow({ limit: 1, window: none })],
    ["n", () => tokenBucket({ capacity: 5, perSecond: 1 }).tryTake(0)],
  ];
  for (const [name, make] of wrong) {
    it(`${inspect(make)} is refused by name`, () => assert.throws(make, new RegExp(`^RangeError: ${name} must be`)));
  }

  it("more permissions than there ever are at once are refused", () => {
    const limiter = tokenBucket({ name: "Mail", capacity: 2, perSecond: 1 });
    assert.throws(() => limiter.tryTake(3), /^RangeError: Mail never has 3 permissions at once, but 2 at most\.$/);
  });

  it("maxWait is refused by name", async () => {
    const limiter = slidingWindow({ limit: 1, window: 1 });
    await assert.rejects(limiter.take({ maxWait: none }), /^RangeError: maxWait must be/);
  });
});

/** How many can be taken now. */
function taken(limiter: RateLimiter): number {
  let count = 0;
  while (limiter.tryTake()) count++;
  return count;
}
