import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { TimeoutError, adaptiveTimeout, withTimeout } from "../../wrappers/timeout.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

const moment = fc.integer({ min: 1, max: 200 });

/** Work that takes a while and ends well or not, perhaps told to stop, perhaps caring. */
const call = fc.record({
  duration: moment,
  limit: moment,
  deadline: fc.option(moment),
  abort: fc.option(moment),
  fails: fc.boolean(),
  cares: fc.boolean(),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

test("whatever comes first decides, and nothing is left", () =>
  fc.assert(
    fc.asyncProperty(call, (call) =>
      atOurPace(async (clock) => {
        const controller = new AbortController();
        if (call.abort !== null) setTimeout(() => controller.abort("left"), call.abort);
        const deadline = call.deadline === null ? undefined : Date.now() + call.deadline;
        let ended: number | undefined;
        const outcome = withTimeout(workOf(call), call.limit, { signal: controller.signal, deadline })
          .then(
            () => "answered",
            (error: unknown) => (error instanceof TimeoutError ? "timed out" : error),
          )
          .finally(() => (ended = performance.now()));
        await clock.tickAsync(1000);

        const limit = Math.min(call.limit, call.deadline ?? Infinity);
        const first = Math.min(limit, call.duration, call.abort ?? Infinity);
        const possible: unknown[] = [];
        if (call.duration === first) possible.push(call.fails ? "failed" : "answered");
        if (limit === first) possible.push("timed out");
        if (call.abort === first) possible.push("left");
        assert.ok(possible.includes(await outcome), `${String(await outcome)}, not one of ${possible.join()}`);
        assert.equal(ended, first);
        assert.equal(listeners(controller.signal), 0);
      }),
    ),
  ));

test("no timeout waits longer than any around it", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.record({ limit: moment, before: moment }), { minLength: 1, maxLength: 5 }), (levels) =>
      atOurPace(async (clock) => {
        let open = Infinity;
        const run = async (depth: number): Promise<void> => {
          const level = levels[depth];
          if (level === undefined) return new Promise(() => {});
          open = Math.min(open, performance.now() + level.limit);
          const mine = open;
          const inner = async () => {
            await new Promise((resolve) => setTimeout(resolve, level.before));
            if (performance.now() < mine) await run(depth + 1);
          };
          await withTimeout(inner, level.limit).catch((error: unknown) => {
            assert.ok(error instanceof TimeoutError);
            assert.ok(performance.now() <= mine, `waited until ${performance.now()}, not ${mine}`);
            throw error;
          });
        };
        const outcome = run(0).catch((error: unknown) => assert.ok(error instanceof TimeoutError, String(error)));
        await clock.tickAsync(2000);
        await outcome;
      }),
    ),
  ));

test("on a real clock, many at once leave nothing either", () =>
  fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 20, maxLength: 60 }), (calls) =>
      leavesNothing(async () => {
        const controller = new AbortController();
        const { signal } = controller;
        const soon = calls.map((call) => ({ ...call, duration: call.duration / 20, limit: call.limit / 20 }));
        const all = soon.map((call) => withTimeout(workOf(call), call.limit, { signal }));
        const aborted = sleep(5).then(() => controller.abort("left"));
        for (const [index, outcome] of (await Promise.allSettled(all)).entries()) {
          const { fails } = soon[index] as Call;
          if (outcome.status === "fulfilled") assert.equal(fails, false);
          else if (!(outcome.reason instanceof TimeoutError)) assert.match(String(outcome.reason), /^(failed|left)$/);
        }
        await aborted;
        assert.equal(listeners(signal), 0);
        // Work that does not care goes on by itself; its timers are not the wrapper's.
        await sleep(15);
      }),
    ),
    { numRuns: 20 },
  ));

test("an adaptive timeout is twice the percentile of the last durations", () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 120 }),
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (durations, samples, percentile) => {
        const limit = adaptiveTimeout({ floor: 1, ceiling: 1500, coldStart: 777, percentile, samples });
        for (const duration of durations) limit.record(duration);
        const last = durations.slice(-samples).sort((a, b) => a - b);
        const normal = last[Math.ceil(percentile * last.length) - 1];
        const isCold = normal === undefined || last.length < Math.min(20, samples);
        assert.equal(limit.current(), isCold ? 777 : Math.round(Math.min(1500, Math.max(1, 2 * normal))));
      },
    ),
  ));

function workOf({ duration, fails, cares }: Call): (signal: AbortSignal) => Promise<void> {
  return (signal) =>
    new Promise((resolve, reject) => {
      const end = () => {
        signal.removeEventListener("abort", stop);
        if (fails) reject("failed");
        else resolve();
      };
      const stop = () => {
        clearTimeout(timer);
        reject(new Error("stopped"));
      };
      const timer = setTimeout(end, duration);
      if (cares) signal.addEventListener("abort", stop, { once: true });
    });
}
