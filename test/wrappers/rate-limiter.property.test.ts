/** Whoever comes, waits or goes away: no limiter lets more begin than it may, nor keeps anybody longer than it must. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { install } from "@sinonjs/fake-timers";
import fc from "fast-check";
import { type RateLimiter, slidingWindow, tokenBucket } from "../../wrappers/rate-limiter.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

interface Kind {
  readonly limiter: RateLimiter;
  /** How many may begin in so many milliseconds, whenever these begin. */
  readonly most: (time: number) => number;
}

const few = fc.integer({ min: 1, max: 5 });
const buckets = fc.record({ capacity: few, perSecond: fc.constantFrom(0.5, 3, 7, 100, 900) });
const windows = fc.record({ limit: few, window: fc.constantFrom(3, 10, 333, 1_000) });

function bucketOf({ capacity, perSecond }: { capacity: number; perSecond: number }): Kind {
  // A full bucket, and what flows in meanwhile.
  const most = (time: number) => capacity + (time * perSecond) / 1000 + 1e-6;
  return { limiter: tokenBucket({ capacity, perSecond }), most };
}

function windowOf({ limit, window }: { limit: number; window: number }): Kind {
  const most = (time: number) => limit * (Math.floor(time / window) + 1);
  return { limiter: slidingWindow({ limit, window }), most };
}

const kinds: fc.Arbitrary<() => Kind> = fc.oneof(
  buckets.map((options) => () => bucketOf(options)),
  windows.map((options) => () => windowOf(options)),
);

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant("come"), maxWait: fc.constantFrom(0, 400, Infinity) }) },
    { weight: 1, arbitrary: fc.constant({ does: "try" } as const) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("abort"), which: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant("wait"), time: fc.integer({ min: 1, max: 700 }) }) },
  ),
  { maxLength: 40, size: "max" },
);

describe("rate limiters", () => {
  it("keep to their limits, in order, and keep nobody longer than maxWait", async () => {
    await leavesNothing(() => fc.assert(fc.asyncProperty(kinds, steps, runSteps), { numRuns: 400 }));
  });

  it("keep to their limits with a real clock", async () => {
    const quick = fc.oneof(
      buckets.map(({ capacity }) => () => bucketOf({ capacity, perSecond: 900 })),
      windows.map(({ limit }) => () => windowOf({ limit, window: 5 })),
    );
    const callers = fc.array(fc.option(fc.nat(9)), { minLength: 5, maxLength: 25 });
    await leavesNothing(() => fc.assert(fc.asyncProperty(quick, callers, runCallers), { numRuns: 25 }));
  });
});

type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

async function runSteps(make: () => Kind, all: readonly Step[]): Promise<void> {
  const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const { limiter, most } = make();
    const given: number[] = [];
    const order: number[] = [];
    const callers: AbortController[] = [];
    const calls: Promise<string>[] = [];
    let waiting = 0;
    for (const step of all) {
      if (step.does === "wait") await clock.tickAsync(step.time);
      else if (step.does === "abort") callers[step.which % callers.length]?.abort();
      else if (step.does === "try") {
        if (limiter.tryTake()) {
          assert.equal(waiting, 0, "nobody is overtaken");
          given.push(clock.performance.now());
        }
      } else {
        const caller = new AbortController();
        const number = callers.push(caller);
        const came = clock.performance.now();
        const take = async () => {
          try {
            await limiter.take({ signal: caller.signal, maxWait: step.maxWait });
            const now = clock.performance.now();
            // Timers count whole milliseconds.
            assert.ok(now - came <= step.maxWait + 1);
            given.push(now);
            order.push(number);
            return "given";
          } catch (error) {
            return (error as Error).name;
          } finally {
            waiting--;
            assert.equal(listeners(caller.signal), 0);
          }
        };
        waiting++;
        calls.push(take());
      }
      await turn();
      assert.equal(clock.countTimers(), Number(waiting > 0), "one timer for all who wait");
    }
    while (clock.countTimers() > 0) await clock.nextAsync();
    const ends = await Promise.all(calls);
    assert.deepEqual(
      ends.filter((end) => !["given", "AbortError", "RateLimitedError"].includes(end)),
      [],
    );
    assert.deepEqual(order, [...order].sort((one, other) => one - other), "first come, first served");
    for (const [first, from] of given.entries()) {
      for (const [index, to] of given.entries()) {
        if (index >= first) assert.ok(index - first + 1 <= most(to - from), `${index - first + 1} in ${to - from} ms`);
      }
    }
  } finally {
    clock.uninstall();
  }
}

async function runCallers(make: () => Kind, all: readonly (number | null)[]): Promise<void> {
  const { limiter, most } = make();
  const began = performance.now();
  let given = 0;
  const calls = all.map(async (givesUp) => {
    const caller = new AbortController();
    const timer = givesUp === null ? undefined : setTimeout(() => caller.abort(), givesUp);
    const work = () => assert.ok(++given <= most(performance.now() - began));
    const end = await limiter.run(work, { signal: caller.signal }).then(String, (error: Error) => error.name);
    clearTimeout(timer);
    assert.equal(listeners(caller.signal), 0);
    return end;
  });
  const ends = await Promise.all(calls);
  assert.deepEqual(
    ends.filter((end) => !["undefined", "AbortError"].includes(end)),
    [],
  );
  assert.equal(ends.filter((end) => end === "undefined").length, given);
}
