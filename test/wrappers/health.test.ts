/** Readiness follows the dependencies, asks each no more than it must, and never rejects. */
import assert from "node:assert/strict";
import { type TestContext, describe, it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import { type BreakerLike, type Health, breakerDependency, health } from "../../wrappers/health.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, turn } from "./harmless.ts";

const well = (): void => {};
const ill = (): never => {
  throw new Error("connection refused");
};

describe("health", () => {
  it("is ready when all is well, and with nothing to depend on", async () => {
    const { status, ready, score } = await health().readiness();
    assert.deepEqual([status, ready, score], ["ready", true, 1]);
    const two = health({ dependencies: [dependency("a", well), dependency("b", async () => true)] });
    assert.equal((await two.readiness()).status, "ready");
  });

  it("is degraded when what is ill weighs little, and unready when it weighs much", async () => {
    const heavy = { name: "database", weight: 3 };
    const light = { name: "search", weight: 1 };
    const statusOf = async (heavyCheck: () => unknown, lightCheck: () => unknown): Promise<unknown[]> => {
      const dependencies = [
        { ...heavy, check: heavyCheck },
        { ...light, check: lightCheck },
      ];
      const { status, score } = await health({ dependencies }).readiness();
      return [status, score];
    };
    assert.deepEqual(await statusOf(well, ill), ["degraded", 0.75]);
    assert.deepEqual(await statusOf(ill, well), ["unready", 0.25]);
  });

  it("is unready without a critical dependency, however light, or while shutting down", async () => {
    const critical = { name: "keys", check: ill, weight: 0, critical: true };
    const { status, score } = await health({ dependencies: [critical, dependency("b", well)] }).readiness();
    assert.deepEqual([status, score], ["unready", 1]);
    const { ready, shuttingDown } = await health({ shuttingDown: AbortSignal.abort() }).readiness();
    assert.deepEqual([ready, shuttingDown], [false, true]);
  });

  it("says of each dependency what its check said", async () => {
    const odd = () => Promise.reject("odd");
    const checks = { throws: ill, rejects: async () => ill(), false: () => false, odd, well };
    const dependencies = Object.entries(checks).map(([name, check]) => dependency(name, check));
    const result = await health({ dependencies }).readiness();
    assert.deepEqual(
      result.dependencies.map(({ name, healthy, reason }) => [name, healthy, reason]),
      [
        ["throws", false, "connection refused"],
        ["rejects", false, "connection refused"],
        ["false", false, "The check of false failed."],
        ["odd", false, "odd"],
        ["well", true, undefined],
      ],
    );
  });

  it("takes a check that does not answer in time for failed, and tells it to stop", async () => {
    await leavesNothing(async () => {
      let asked: AbortSignal | undefined;
      const check = (signal: AbortSignal): Promise<never> => {
        asked = signal;
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("late"))));
      };
      const { dependencies } = await health({ dependencies: [{ name: "slow", check, timeout: 5 }] }).readiness();
      assert.equal(dependencies[0]?.reason, "slow did not answer within 5 ms.");
      assert.ok(asked?.aborted);
    });
  });

  it("keeps a result for a while, a failure's too", async (t) => {
    const clock = fakeClock(t);
    const { asked, readiness } = counting({ cacheFor: 1_000 }, ill);
    await readiness();
    clock.tick(999);
    await readiness();
    assert.equal(asked(), 1);
    clock.tick(1);
    await readiness();
    assert.equal(asked(), 2);
  });

  it("shares a check with all who ask while it runs, and counts from its end", async (t) => {
    const clock = fakeClock(t);
    const checking = deferred();
    const { asked, readiness } = counting({ cacheFor: 100 }, () => checking.promise);
    const both = [readiness(), readiness()];
    clock.tick(500);
    both.push(readiness());
    checking.resolve();
    await Promise.all(both);
    clock.tick(99);
    await readiness();
    assert.equal(asked(), 1);
    clock.tick(1);
    await readiness();
    assert.equal(asked(), 2);
  });

  it("asks again after a check that never ended", async (t) => {
    const clock = fakeClock(t);
    let isWell = false;
    const check = (): Promise<void> => (isWell ? Promise.resolve() : new Promise(() => {}));
    const { readiness } = counting({ cacheFor: 100 }, check);
    const first = readiness();
    await clock.tickAsync(1_000);
    assert.equal((await first).ready, false);
    isWell = true;
    clock.tick(100);
    assert.equal((await readiness()).ready, true);
    assert.equal(clock.countTimers(), 0);
  });

  it("is alive whatever its dependencies do, and asks none of them", async () => {
    const { asked, liveness } = counting({}, ill);
    assert.equal(liveness().status, "alive");
    assert.ok(liveness().uptime > 0);
    await turn();
    assert.equal(asked(), 0);
  });

  it("takes a circuit breaker for a dependency", async () => {
    const breaker = { name: "payments", state: "closed" };
    const statusWhile = async (state: string): Promise<unknown> => {
      breaker.state = state;
      const dependencies = [breakerDependency(breaker satisfies BreakerLike, { critical: true })];
      return (await health({ dependencies }).readiness()).status;
    };
    assert.equal(await statusWhile("closed"), "ready");
    assert.equal(await statusWhile("half-open"), "ready");
    assert.equal(await statusWhile("open"), "unready");
  });

  it("refuses numbers that are none", () => {
    assert.throws(() => health({ cacheFor: -1 }), /cacheFor must be a number of at least 0/);
    const dependencies = [{ ...dependency("a", well), weight: Number.NaN }];
    assert.throws(() => health({ dependencies }), /The weight of a must be a number/);
  });
});

function dependency(name: string, check: () => unknown): { name: string; check: () => unknown } {
  return { name, check };
}

/** Health with one dependency, and how often that was asked. */
function counting(options: { readonly cacheFor?: number }, check: () => unknown): Health & { asked(): number } {
  let asked = 0;
  const counted = (): unknown => {
    asked++;
    return check();
  };
  return { ...health({ ...options, dependencies: [dependency("a", counted)] }), asked: () => asked };
}

function fakeClock(t: TestContext): FakeTimers.Clock {
  const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  t.after(() => clock.uninstall());
  return clock;
}
