/** Whatever comes, goes away, fails or hangs: a bulkhead never runs more than it may, and in the end it is empty. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { install } from "@sinonjs/fake-timers";
import fc from "fast-check";
import { bulkhead } from "../../wrappers/bulkhead.ts";
import { type Deferred, deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

const limits = fc.record({
  concurrent: fc.integer({ min: 1, max: 3 }),
  queue: fc.integer({ min: 0, max: 4 }),
  maxWait: fc.constantFrom(undefined, 50),
});

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ does: "come" } as const) },
    { weight: 2, arbitrary: fc.record({ does: fc.constantFrom("succeed", "fail"), which: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("abort"), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("wait"), time: fc.integer({ min: 1, max: 60 }) }) },
  ),
  { maxLength: 50, size: "max" },
);

describe("a bulkhead", () => {
  it("keeps to its limits, in order, and answers everybody once", async () => {
    await leavesNothing(() => fc.assert(fc.asyncProperty(limits, steps, runSteps), { numRuns: 400 }));
  });

  it("keeps to its limits with a real clock", async () => {
    const duration = fc.record({ takes: fc.nat(4), givesUp: fc.option(fc.nat(4)) });
    const durations = fc.array(duration, { minLength: 5, maxLength: 30 });
    await leavesNothing(() => fc.assert(fc.asyncProperty(limits, durations, runDurations), { numRuns: 30 }));
  });
});

type Limits = typeof limits extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

async function runSteps(options: Limits, all: readonly Step[]): Promise<void> {
  const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const rooms = bulkhead({ name: "reports", ...options });
    const running: Deferred<void>[] = [];
    const begun: number[] = [];
    const callers: AbortController[] = [];
    const calls: Promise<string>[] = [];
    for (const step of all) {
      if (step.does === "come") {
        const caller = new AbortController();
        const number = callers.push(caller);
        const { running: before, queued } = rooms.snapshot();
        const work = (signal: AbortSignal) => {
          assert.ok(!signal.aborted, "nothing begins after an abort");
          begun.push(number);
          const own = deferred();
          running.push(own);
          return own.promise;
        };
        calls.push(rooms.run(work, { signal: caller.signal }).then(String, (error: Error) => error.name));
        const isRefused = before === options.concurrent && queued === options.queue;
        const now = rooms.snapshot();
        assert.equal(now.running + now.queued, before + queued + Number(!isRefused));
      } else if (step.does === "wait") clock.tick(step.time);
      else if (step.does === "abort") callers[step.which % callers.length]?.abort();
      else {
        const [work] = running.splice(step.which % running.length, 1);
        if (step.does === "succeed") work?.resolve();
        else work?.reject(new Error("no paper"));
      }
      await turn();
      const now = rooms.snapshot();
      assert.equal(now.running, running.length);
      assert.ok(now.running <= options.concurrent && now.queued <= options.queue);
      assert.ok(now.queued === 0 || now.running === options.concurrent, "nobody waits while there is room");
    }
    for (; running.length > 0; await turn()) running.shift()?.resolve();
    const ends = await Promise.all(calls);
    const possible = ["undefined", "Error", "AbortError", "BulkheadFullError"];
    assert.deepEqual(
      ends.filter((end) => !possible.includes(end)),
      [],
    );
    assert.deepEqual(begun, [...begun].sort((one, other) => one - other), "first come, first served");
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
    assert.equal(clock.countTimers(), 0);
    for (const { signal } of callers) assert.equal(listeners(signal), 0);
  } finally {
    clock.uninstall();
  }
}

async function runDurations(options: Limits, all: readonly { takes: number; givesUp: number | null }[]): Promise<void> {
  const rooms = bulkhead({ name: "reports", ...options });
  let running = 0;
  const works: Promise<void>[] = [];
  const calls = all.map(async ({ takes, givesUp }) => {
    const caller = new AbortController();
    const timer = givesUp === null ? undefined : setTimeout(() => caller.abort(), givesUp);
    const work = () => {
      running++;
      assert.ok(running <= options.concurrent);
      const own = new Promise<void>((resolve) => setTimeout(resolve, takes)).finally(() => running--);
      works.push(own);
      return own;
    };
    const end = await rooms.run(work, { signal: caller.signal }).then(String, (error: Error) => error.name);
    clearTimeout(timer);
    assert.equal(listeners(caller.signal), 0);
    return end;
  });
  const ends = await Promise.all(calls);
  const possible = ["undefined", "AbortError", "BulkheadFullError"];
  assert.deepEqual(
    ends.filter((end) => !possible.includes(end)),
    [],
  );
  await Promise.all(works);
  await turn();
  assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
}
