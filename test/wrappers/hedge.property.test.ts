import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { hedge } from "../../wrappers/hedge.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

// Nothing takes no time at all: the fake clock fires such timers now and then a millisecond late.
const plan = fc.record({
  tries: fc.array(fc.record({ duration: fc.integer({ min: 1, max: 100 }), fails: fc.boolean() }), {
    minLength: 4,
    maxLength: 4,
  }),
  after: fc.integer({ min: 1, max: 50 }),
  max: fc.integer({ min: 1, max: 4 }),
  abort: fc.option(fc.nat(150)),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Starts the plan, its milliseconds divided, and says what became of it. */
function start({ tries, after, max }: Plan, signal: AbortSignal, divisor = 1) {
  const signals: AbortSignal[] = [];
  const began: number[] = [];
  const work = async (mine: AbortSignal) => {
    const number = signals.push(mine) - 1;
    began.push(performance.now());
    const { duration, fails } = tries[number] as Plan["tries"][number];
    await new Promise((resolve) => setTimeout(resolve, duration / divisor));
    if (fails) throw new Error(`try ${number}`);
    return number;
  };
  return { outcome: hedge(work, { after: after / divisor, max, signal }), signals, began };
}

test("tries start in their time, losers are told, the winner is not, and nothing is left", () =>
  fc.assert(
    fc.asyncProperty(plan, (plan) =>
      atOurPace(async (clock) => {
        const controller = new AbortController();
        let abortedAt = Infinity;
        if (plan.abort !== null) {
          setTimeout(() => {
            abortedAt = performance.now();
            controller.abort("left");
          }, plan.abort);
        }
        const { outcome, signals, began } = start(plan, controller.signal);
        const ended = outcome.then(
          (winner) => ({ winner, at: performance.now() }),
          (error: unknown) => ({ error, at: performance.now() }),
        );
        await clock.tickAsync(1000);
        const end = await ended;
        assert.ok(signals.length <= plan.max);
        for (const [number, at] of began.entries()) {
          assert.equal(at, number * plan.after);
          assert.ok(at <= end.at && at <= abortedAt);
        }
        const wentOn = signals.filter((_, number) => {
          const { duration } = plan.tries[number] as Plan["tries"][number];
          return (began[number] as number) + duration > end.at;
        });
        if ("winner" in end) {
          assert.equal(signals[end.winner]?.aborted, false);
          for (const signal of wentOn) assert.equal(signal.aborted, true, "a loser that was not told");
        } else if (end.error === "left") {
          assert.equal(end.at, abortedAt);
          for (const signal of wentOn) assert.equal(signal.reason, "left");
        } else {
          assert.deepEqual(wentOn, [], "given up while a try went on");
        }
        for (const signal of [controller.signal, ...signals]) assert.equal(listeners(signal), 0);
      }),
    ),
  ));

test("on a real clock, many at once leave nothing", () =>
  fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 10, maxLength: 30 }), fc.nat(8), (plans, abort) =>
      leavesNothing(async () => {
        const controller = new AbortController();
        const all = plans.map((plan) => start(plan, controller.signal, 10));
        const aborted = sleep(abort).then(() => controller.abort("left"));
        for (const [index, outcome] of (await Promise.allSettled(all.map(({ outcome }) => outcome))).entries()) {
          if (outcome.status === "fulfilled") assert.equal(plans[index]?.tries[outcome.value]?.fails, false);
        }
        await aborted;
        // Tries that lost go on by themselves for a while.
        await sleep(20);
        for (const { signals } of all) assert.deepEqual(signals.filter((signal) => listeners(signal) > 0), []);
        assert.equal(listeners(controller.signal), 0);
      }),
    ),
    { numRuns: 20 },
  ));
