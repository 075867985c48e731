import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { type Clock, install } from "@sinonjs/fake-timers";
import fc from "fast-check";
import { type Stale, lastGood, withFallback } from "../../wrappers/fallback.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

const broken = new Error("the service is down");
const fail = () => Promise.reject(broken);

describe("withFallback", () => {
  it("gives what the work gives, and asks nothing more", async () => {
    assert.equal(await withFallback(() => 7, () => assert.fail("asked")), 7);
  });

  it("gives what the fallback makes of the failure", async () => {
    const answer: string | unknown[] = await withFallback(async (): Promise<string> => fail(), (error) => [error]);
    assert.deepEqual(answer, [broken]);
    const thrown = () => {
      throw broken;
    };
    assert.equal(await withFallback(thrown, async (error) => error), broken);
    assert.equal(await withFallback(fail, () => undefined), undefined);
  });

  it("passes on the failures that it is not for", async () => {
    const when = (error: unknown) => error !== broken;
    await assert.rejects(withFallback(fail, () => assert.fail("asked"), { when }), (error) => error === broken);
    assert.equal(await withFallback(() => Promise.reject(7), (error) => error, { when }), 7);
  });

  it("fails as the fallback fails", async () => {
    const worse = new Error("no copy either");
    await assert.rejects(withFallback(fail, () => Promise.reject(worse)), (error) => error === worse);
    const again = (error: unknown) => {
      throw error;
    };
    await assert.rejects(withFallback(fail, again), (error) => error === broken);
  });

  it("has no answer for a caller that went away", async () => {
    await leavesNothing(async () => {
      const caller = new AbortController();
      const reason = new Error("the user closed the page");
      const late = deferred();
      const call = withFallback(() => late.promise, () => assert.fail("asked"), { signal: caller.signal });
      caller.abort(reason);
      await assert.rejects(call, (error) => error === reason);
      late.reject(broken);
      await turn();
      assert.equal(listeners(caller.signal), 0);
      const none = withFallback(() => assert.fail("called"), () => assert.fail("asked"), { signal: caller.signal });
      await assert.rejects(none, (error) => error === reason);
    });
  });

  it("hands the work the caller's signal, and leaves no listener on it", async () => {
    const { signal } = new AbortController();
    assert.equal(await withFallback((own) => own, () => undefined, { signal }), signal);
    await withFallback(fail, () => undefined, { signal });
    assert.equal(listeners(signal), 0);
  });
});

describe("lastGood", () => {
  let clock: Clock;
  beforeEach(() => void (clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] })));
  afterEach(() => {
    assert.equal(clock.countTimers(), 0, "it needs no timer");
    clock.uninstall();
  });

  it("answers a failure with the last good answer under the same key", async () => {
    const rates = lastGood<number>({ ttl: 1_000, max: 10 });
    assert.equal(await rates.run("EUR", () => 1.1), 1.1);
    assert.equal(await rates.run("EUR", async () => 1.2), 1.2);
    assert.equal(await rates.run("EUR", fail), 1.2);
    await assert.rejects(rates.run("CHF", fail), (error) => error === broken);
  });

  it("answers with undefined too, if that was the answer", async () => {
    const rates = lastGood<number | undefined>({ ttl: 1_000, max: 10 });
    await rates.run("EUR", () => undefined);
    assert.equal(await rates.run("EUR", fail), undefined);
  });

  it("fails as the work does when the last answer is too old", async () => {
    const rates = lastGood<number>({ ttl: 1_000, max: 10 });
    await rates.run("EUR", () => 1.1);
    clock.tick(1_000);
    assert.equal(await rates.run("EUR", fail), 1.1);
    clock.tick(1);
    await assert.rejects(rates.run("EUR", fail), (error) => error === broken);
  });

  it("says when it answers with an old one, how old that is, and why", async () => {
    const heard: Stale[] = [];
    const rates = lastGood<number>({ ttl: 1_000, max: 10, onStale: (stale) => heard.push(stale) });
    await rates.run("EUR", () => 1.1);
    clock.tick(250);
    await rates.run("EUR", fail);
    await assert.rejects(rates.run("CHF", fail));
    assert.deepEqual(heard, [{ key: "EUR", age: 250, error: broken }]);
  });

  it("does not let an answer that took long replace a newer one", async () => {
    const rates = lastGood<string>({ ttl: 10_000, max: 10 });
    const slow = deferred<string>();
    const first = rates.run("EUR", () => slow.promise);
    clock.tick(5);
    await rates.run("EUR", () => "newer");
    slow.resolve("older");
    assert.equal(await first, "older");
    assert.equal(await rates.run("EUR", fail), "newer");
  });

  it("keeps an answer that came after its caller went away", async () => {
    const rates = lastGood<string>({ ttl: 1_000, max: 10 });
    const caller = new AbortController();
    const slow = deferred<string>();
    const call = rates.run("EUR", () => slow.promise, { signal: caller.signal });
    caller.abort();
    await assert.rejects(call, { name: "AbortError" });
    slow.resolve("late");
    await turn();
    assert.equal(await rates.run("EUR", fail), "late");
  });

  it("is only for the failures it is told of", async () => {
    const rates = lastGood<number>({ ttl: 1_000, max: 10 });
    await rates.run("EUR", () => 1.1);
    await assert.rejects(rates.run("EUR", fail, { when: () => false }), (error) => error === broken);
  });

  it("never holds more than max, and drops what was not used for the longest time", async () => {
    const keys = fc.constantFrom("a", "b", "c", "d", "e");
    const uses = fc.array(fc.record({ key: keys, succeeds: fc.boolean() }), { maxLength: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), uses, async (max, all) => {
        const cache = lastGood<number>({ ttl: Infinity, max });
        /** The one used last comes first. */
        let expected: { key: string; value: number }[] = [];
        for (const [value, { key, succeeds }] of all.entries()) {
          const known = expected.find((one) => one.key === key);
          const call = cache.run(key, succeeds ? () => value : fail);
          if (succeeds || known) assert.equal(await call, succeeds ? value : known?.value);
          else await assert.rejects(call, (error) => error === broken);
          const used = succeeds ? { key, value } : known;
          if (used) expected = [used, ...expected.filter((one) => one.key !== key)].slice(0, max);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("refuses options that are none", () => {
    assert.throws(() => lastGood({ ttl: -1, max: 1 }), /^RangeError: ttl must be/);
    assert.throws(() => lastGood({ ttl: 1, max: 0 }), /^RangeError: max must be/);
  });
});
