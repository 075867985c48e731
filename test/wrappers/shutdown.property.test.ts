/** However draining and closing end: the process exits once, in time, with everything tried, and says what failed. */
import assert from "node:assert/strict";
import { it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import fc from "fast-check";
import { type ShutdownError, shutdown } from "../../wrappers/shutdown.ts";
import { leavesNothing } from "./harmless.ts";

const deadline = 1_000;
const ways = ["value", "promise", "throws", "rejects", "hangs"] as const;
type Way = (typeof ways)[number];
const way = fc.oneof(fc.constantFrom(...ways), fc.integer({ min: 0, max: 2_000 }));

it("exits once, in time, and tries everything", async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(way), fc.array(way, { maxLength: 5 }), async (drain, closers) => {
      const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
      try {
        await leavesNothing(() => shutDown(clock, drain, closers));
      } finally {
        clock.uninstall();
      }
    }),
    { numRuns: 200 },
  );
});

async function shutDown(clock: FakeTimers.Clock, drain: Way | number | null, closers: (Way | number)[]): Promise<void> {
  const listening = process.listenerCount("SIGTERM");
  const closed: number[] = [];
  const late: AbortSignal[] = [];
  const problems: ShutdownError[] = [];
  const exits: { code: number; at: number }[] = [];
  const does = (how: Way | number, signal: AbortSignal): unknown => {
    if (how === "hangs" || typeof how === "number") late.push(signal);
    return ending(how);
  };
  const handle = shutdown(undefined, {
    deadline,
    ...(drain === null ? {} : { drain: (signal: AbortSignal) => does(drain, signal) }),
    close: closers.map((how, index) => (signal: AbortSignal) => {
      closed.push(index);
      return does(how, signal);
    }),
    onProblem: (problem) => void problems.push(problem),
    exit: (code) => void exits.push({ code, at: performance.now() }),
  });
  const finished = handle.begin();
  await clock.tickAsync(deadline);
  const code = await finished;

  assert.deepEqual(closed, closers.map((_, index) => index).reverse());
  assert.equal(exits.length, 1);
  assert.ok((exits[0]?.at ?? Infinity) <= deadline, `it took ${exits[0]?.at} ms`);
  assert.deepEqual([exits[0]?.code, code], [problems.length > 0 ? 1 : 0, exits[0]?.code]);
  const failing = [drain, ...closers].filter((how) => how === "throws" || how === "rejects" || how === "hangs").length;
  assert.ok(problems.length >= failing, "every failure is told");
  assert.ok(problems.length <= failing + [drain, ...closers].filter((how) => typeof how === "number").length);
  assert.equal(late.filter((signal) => signal.aborted).length, problems.filter(({ cause }) => !cause).length);
  assert.equal(process.listenerCount("SIGTERM"), listening);
  await clock.tickAsync(5_000);
  assert.equal(clock.countTimers(), 0);
}

/** Ends in one of the ways, or after so many milliseconds. */
function ending(how: Way | number): unknown {
  if (how === "throws") throw new Error("thrown");
  if (how === "rejects") return Promise.reject(new Error("rejected"));
  if (how === "hangs") return new Promise(() => {});
  if (how === "promise") return Promise.resolve();
  return how === "value" ? undefined : new Promise((resolve) => setTimeout(resolve, how));
}
