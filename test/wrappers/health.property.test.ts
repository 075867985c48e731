/** However readiness is asked: a dependency is never checked twice at once, nor sooner than its result has aged. */
import assert from "node:assert/strict";
import { it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import fc from "fast-check";
import { health } from "../../wrappers/health.ts";
import { leavesNothing } from "./harmless.ts";

const check = fc.record({
  takes: fc.integer({ min: 0, max: 300 }),
  fails: fc.boolean(),
  weight: fc.integer({ min: 0, max: 5 }),
  critical: fc.boolean(),
});

it("checks no more than it must and judges by what came of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(check, { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 }),
      async (checks, pauses) => {
        const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
        try {
          await leavesNothing(() => ask(clock, checks, pauses));
        } finally {
          clock.uninstall();
        }
      },
    ),
    { numRuns: 100 },
  );
});

interface Check {
  readonly takes: number;
  readonly fails: boolean;
  readonly weight: number;
  readonly critical: boolean;
}

async function ask(clock: FakeTimers.Clock, checks: readonly Check[], pauses: readonly number[]): Promise<void> {
  const [timeout, cacheFor] = [200, 150];
  const ends = checks.map(() => -Infinity);
  const dependencies = checks.map(({ takes, fails, weight, critical }, index) => ({
    name: String(index),
    weight,
    critical,
    timeout,
    check: async () => {
      assert.ok(performance.now() >= (ends[index] ?? 0) + cacheFor, "checked too soon");
      ends[index] = performance.now() + Math.min(takes, timeout);
      await new Promise((resolve) => setTimeout(resolve, takes));
      if (fails) throw new Error("ill");
    },
  }));
  const { readiness } = health({ dependencies, cacheFor });
  const asked = [];
  for (const pause of pauses) {
    asked.push(readiness());
    await clock.tickAsync(pause);
  }
  await clock.tickAsync(1_000);
  const isWell = ({ takes, fails }: Check): boolean => !fails && takes < timeout;
  const isBroken = checks.some((each) => each.critical && !isWell(each));
  const all = checks.reduce((sum, { weight }) => sum + weight, 0);
  const good = checks.filter(isWell).reduce((sum, { weight }) => sum + weight, 0);
  for (const { ready, score } of await Promise.all(asked)) {
    assert.equal(score, all === 0 ? 1 : good / all);
    assert.equal(ready, !isBroken && score >= 0.5);
  }
  assert.equal(clock.countTimers(), 0);
}
