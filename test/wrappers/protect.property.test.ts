/** Any mix of wrappers, around work that answers, fails, hangs and ignores its signal, with callers that go away. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { install } from "@sinonjs/fake-timers";
import fc from "fast-check";
import { circuitBreaker } from "../../wrappers/breaker.ts";
import { bulkhead } from "../../wrappers/bulkhead.ts";
import { protect } from "../../wrappers/protect.ts";
import { slidingWindow } from "../../wrappers/rate-limiter.ts";
import { leavesNothing, listeners } from "./harmless.ts";

const mixes = fc.record({
  fallback: fc.boolean(),
  totalTimeout: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  attempts: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  breaker: fc.boolean(),
  limiter: fc.boolean(),
  bulkhead: fc.boolean(),
  timeout: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});

const calls = fc.array(
  fc.record({
    comesAfter: fc.nat(50),
    takes: fc.nat(150),
    ends: fc.constantFrom("answers", "fails", "throws"),
    hearsSignal: fc.boolean(),
    givesUp: fc.option(fc.nat(200)),
  }),
  { minLength: 1, maxLength: 12 },
);

type Mix = typeof mixes extends fc.Arbitrary<infer T> ? T : never;
type Call = typeof calls extends fc.Arbitrary<(infer T)[]> ? T : never;

const codes = ["TIMEOUT", "RETRIES_EXHAUSTED", "CIRCUIT_OPEN", "BULKHEAD_FULL", "RATE_LIMITED", "ECONNRESET", 20];

describe("protect", () => {
  it("answers everybody once, keeps to all limits and leaves nothing behind", async () => {
    await leavesNothing(() => fc.assert(fc.asyncProperty(mixes, calls, runCalls), { numRuns: 300 }));
  });
});

async function runCalls(mix: Mix, all: readonly Call[]): Promise<void> {
  const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  try {
    const rooms = bulkhead({ name: "billing", concurrent: 2, queue: 2 });
    const run = protect({
      name: "billing",
      fallback: mix.fallback ? (error) => ({ insteadOf: error }) : undefined,
      totalTimeout: mix.totalTimeout,
      retry: mix.attempts === undefined ? undefined : { attempts: mix.attempts, base: 20 },
      breaker: mix.breaker ? circuitBreaker({ name: "billing", failures: 3, openFor: 40 }) : undefined,
      limiter: mix.limiter ? slidingWindow({ limit: 3, window: 50 }) : undefined,
      bulkhead: mix.bulkhead ? rooms : undefined,
      timeout: mix.timeout,
    });
    const begun: number[] = [];
    const isOver: boolean[] = [];
    const pending = all.map(async (call, index) => {
      await new Promise((resolve) => setTimeout(resolve, call.comesAfter));
      const caller = new AbortController();
      const timer = call.givesUp === null ? undefined : setTimeout(() => caller.abort(), call.givesUp);
      let attempts = 0;
      const work = (signal: AbortSignal) => {
        assert.ok(!caller.signal.aborted && !isOver[index], "no attempt after the end");
        assert.ok(!signal.aborted);
        assert.ok(++attempts <= (mix.attempts ?? 1));
        begun.push(clock.now);
        if (call.ends === "throws") throw Object.assign(new Error("lost"), { code: "ECONNRESET" });
        return doing(call, signal);
      };
      try {
        const answer = await run(work, { signal: caller.signal });
        if (answer !== "answer") assert.ok(mix.fallback && codes.includes(codeOf(answer.insteadOf)), String(answer));
      } catch (error) {
        assert.ok(codes.includes(codeOf(error)), String(error));
        assert.ok(!mix.fallback || caller.signal.aborted, "only who went away gets no answer");
      } finally {
        isOver[index] = true;
        clearTimeout(timer);
        assert.equal(listeners(caller.signal), 0);
      }
    });
    await clock.runAllAsync();
    await Promise.all(pending);
    await clock.runAllAsync();
    assert.deepEqual(rooms.snapshot(), { name: "billing", running: 0, queued: 0 });
    // Who has a permission may still wait for a place in the bulkhead.
    const isPaced = mix.limiter && !mix.bulkhead;
    if (isPaced) for (const [index, at] of begun.entries()) assert.ok(at - (begun[index - 3] ?? -Infinity) >= 50);
    assert.equal(clock.countTimers(), 0);
  } finally {
    clock.uninstall();
  }
}

function doing({ takes, ends, hearsSignal }: Call, signal: AbortSignal): Promise<"answer"> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      if (ends === "answers") resolve("answer");
      else reject(Object.assign(new Error("lost"), { code: "ECONNRESET" }));
    }, takes);
    if (hearsSignal) signal.addEventListener("abort", stop, { once: true });
  });
}

function codeOf(error: unknown): string | number {
  return (error as { readonly code: string | number }).code;
}
