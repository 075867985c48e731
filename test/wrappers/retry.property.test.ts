import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { retryBudget } from "../../wrappers/retry-budget.ts";
import { type RetryOptions, withRetry } from "../../wrappers/retry.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

const temporary = Object.assign(new Error("reset"), { code: "ECONNRESET" });
const permanent = new TypeError("mistake");

const plan = fc.record({
  /** How long each attempt takes, and how it ends; then the last one for ever. */
  attempts: fc.array(
    fc.record({
      duration: fc.integer({ min: 0, max: 300 }),
      end: fc.oneof({ weight: 4, arbitrary: fc.constant("temporary") }, fc.constantFrom("permanent", "answer")),
      asksToWait: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  most: fc.integer({ min: 1, max: 6 }),
  maxElapsed: fc.integer({ min: 0, max: 4000 }),
  base: fc.integer({ min: 0, max: 500 }),
  cap: fc.integer({ min: 0, max: 1000 }),
  abort: fc.option(fc.integer({ min: 0, max: 2000 })),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Work that follows the plan and writes down when its attempts began and ended. */
function following(plan: Plan) {
  const began: number[] = [];
  const ended: number[] = [];
  const work = async () => {
    const now = plan.attempts[Math.min(began.length, plan.attempts.length - 1)] as Plan["attempts"][number];
    began.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, now.duration));
    ended.push(performance.now());
    if (now.end === "answer") return "answer";
    if (now.end === "permanent") throw permanent;
    if (now.asksToWait === null) throw temporary;
    throw Object.assign(new Error("later"), { status: 503, retryAfter: now.asksToWait });
  };
  return { work, began, ended };
}

test("never more attempts, longer waits or a later attempt than allowed, and none after an abort", () =>
  fc.assert(
    fc.asyncProperty(plan, (plan) =>
      atOurPace(async (clock) => {
        const controller = new AbortController();
        const { signal } = controller;
        const { most, maxElapsed, base, cap } = plan;
        const { work, began, ended } = following(plan);
        let abortedAt = Infinity;
        if (plan.abort !== null) {
          setTimeout(() => {
            abortedAt = performance.now();
            controller.abort("left");
          }, plan.abort);
        }
        let over: number | undefined;
        const outcome = withRetry(work, { attempts: most, maxElapsed, base, cap, signal })
          .catch((error: unknown) => error)
          .finally(() => (over = performance.now()));
        await clock.tickAsync(20_000);
        const seen = (await outcome) as { code?: string };

        assert.ok(began.length <= most, `${began.length} attempts, not ${most}`);
        assert.equal(listeners(signal), 0);
        for (const [index, at] of began.entries()) {
          assert.ok(at <= abortedAt, `an attempt at ${at}, and the abort at ${abortedAt}`);
          if (index === 0) continue;
          // Clocks tick in whole milliseconds; timers are set in fractions of them.
          const elapsed = at - (began[0] as number);
          assert.ok(elapsed <= maxElapsed + 1, `an attempt after ${elapsed}, not ${maxElapsed}`);
          const before = plan.attempts[Math.min(index, plan.attempts.length) - 1] as Plan["attempts"][number];
          const asked = (before.asksToWait ?? 0) * 1000;
          const wait = at - (ended[index - 1] as number);
          const most = asked + Math.min(cap, base * 2 ** (index - 1));
          assert.ok(wait >= asked && wait <= most + 1, `a wait of ${wait}, not between ${asked} and ${most}`);
          assert.equal(before.end, "temporary", "an attempt after an answer or a permanent failure");
        }
        if ((seen as unknown) === "left") assert.equal(over, abortedAt, "the abort ended it at once");
        else if ((seen as unknown) !== "answer" && seen !== permanent) assert.equal(seen.code, "RETRIES_EXHAUSTED");
      }),
    ),
  ));

test("retries never exceed what the budget had and was given", () => {
  let service = 0;
  const ratios = fc.double({ min: 0, max: 0.5, noNaN: true });
  const failuresOfCalls = fc.array(fc.nat(5), { maxLength: 60 });
  return fc.assert(
    fc.asyncProperty(ratios, fc.nat(5), failuresOfCalls, (ratio, reserve, failures) =>
      leavesNothing(async () => {
        const budget = retryBudget(`retry.property.test/${service++}`, { ratio, reserve });
        let retries = 0;
        let calls = 0;
        for (const fails of failures) {
          let left = fails;
          const onRetry = () => {
            retries++;
            assert.ok(retries <= reserve + ratio * calls + 1e-6, `${retries} retries of ${calls} calls`);
          };
          const work = () => (left-- > 0 ? Promise.reject(temporary) : "answer");
          calls++;
          await withRetry(work, { attempts: 4, base: 0, budget, onRetry }).catch(() => {});
        }
      }),
    ),
    { numRuns: 20 },
  );
});

test("on a real clock, many at once that are aborted midway leave nothing and try no more", () =>
  fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 10, maxLength: 30 }), fc.nat(10), (plans, abort) =>
      leavesNothing(async () => {
        const controller = new AbortController();
        const { signal } = controller;
        const options: RetryOptions = { attempts: 50, base: 5, cap: 10, signal };
        let isAborted = false;
        let tooLate = 0;
        const all = plans.map((plan) => {
          const attempts = plan.attempts.map((one) => ({ ...one, duration: one.duration / 50, asksToWait: null }));
          const { work } = following({ ...plan, attempts });
          const watched = () => {
            if (isAborted) tooLate++;
            return work();
          };
          return withRetry(watched, options);
        });
        const aborted = sleep(abort).then(() => {
          isAborted = true;
          controller.abort("left");
        });
        for (const outcome of await Promise.allSettled(all)) {
          if (outcome.status === "rejected" && outcome.reason !== permanent && outcome.reason !== "left") {
            assert.equal(outcome.reason.code, "RETRIES_EXHAUSTED");
          }
        }
        await aborted;
        // Attempts that were under way when it was aborted go on by themselves.
        await sleep(20);
        assert.equal(tooLate, 0);
        assert.equal(listeners(signal), 0);
      }),
    ),
    { numRuns: 20 },
  ));
