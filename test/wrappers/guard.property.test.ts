import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { type Boundary, guard } from "../../wrappers/guard.ts";
import { setLogger } from "../../wrappers/report.ts";
import { leavesNothing } from "./harmless.ts";

before(() => setLogger({ error: () => {} }));
after(() => setLogger(console));

/** How a function may end. */
const ends = {
  returns: (value: unknown) => value,
  throws: (value: unknown) => {
    throw value;
  },
  resolves: async (value: unknown) => value,
  rejects: (value: unknown) => Promise.reject(value),
  rejectsLater: (value: unknown) => new Promise((_, reject) => setImmediate(reject, value)),
  thenable: (value: unknown) => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject(value) }),
  brokenThenable: (value: unknown) => ({
    then() {
      throw value;
    },
  }),
  unreadable: (value: unknown) =>
    Object.defineProperty({}, "then", {
      get() {
        throw value;
      },
    }),
};
const end = fc.constantFrom<keyof typeof ends>(...(Object.keys(ends) as (keyof typeof ends)[]));

/** Values that guards look at twice. */
const argument = fc.oneof(
  fc.anything(),
  fc.constantFrom<unknown>(
    () => {
      throw new Error("next fails");
    },
    async () => Promise.reject(new Error("next rejects")),
    { headersSent: false, getHeaderNames: () => [], end: () => {} },
    { headersSent: true, getHeaderNames: () => [], end: () => {} },
    new Proxy({}, { get: () => assert.fail("hands off") }),
  ),
);
const thrown = fc.oneof(
  fc.anything(),
  fc.record({ status: fc.anything(), userMessage: fc.anything(), code: fc.anything(), retryAfter: fc.anything() }),
  fc.constantFrom<unknown>(new Proxy({}, { get: () => assert.fail("hands off") })),
);
const plan = fc.record({
  handler: end,
  value: thrown,
  answer: fc.option(fc.oneof(fc.constant("next" as const), end), { nil: undefined }),
  args: fc.array(argument, { maxLength: 4 }),
});

test("whatever a handler does and whatever it is given, a guarded one neither throws nor rejects", async () => {
  await leavesNothing(() =>
    fc.assert(
      fc.asyncProperty(plan, async ({ handler, value, answer, args }) => {
        const asked = answer === undefined || answer === "next" ? answer : () => ends[answer](value);
        const boundary: Boundary<unknown[]> = { name: "anything", answer: asked };
        const guarded = guard(boundary, (..._: unknown[]) => ends[handler](value));
        const result = guarded(...args);
        if (handler === "throws" || handler === "unreadable") assert.equal(result, undefined);
        if (handler === "returns" && !isThenable(value)) assert.ok(Object.is(result, value));
        const awaited = await result;
        if (/rejects|thenable/i.test(handler)) assert.equal(awaited, undefined);
      }),
      { numRuns: 1_000, includeErrorInReport: true },
    ),
  );
});

function isThenable(value: unknown): boolean {
  try {
    return typeof (value as { then?: unknown } | null)?.then === "function";
  } catch {
    return true;
  }
}
