import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { guard } from "../../wrappers/guard.ts";
import { setLogger } from "../../wrappers/report.ts";
import { leavesNothing } from "./harmless.ts";

before(() => setLogger({ error: () => {} }));
after(() => setLogger(console));

/** How a function may end. */
type End = (value: unknown) => unknown;
const ends: Record<string, End> = {
  returns: (value) => value,
  throws: (value) => {
    throw value;
  },
  resolves: async (value) => value,
  rejects: (value) => Promise.reject(value),
  rejectsLater: (value) => new Promise((_, reject) => setImmediate(reject, value)),
  thenable: (value) => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject(value) }),
  brokenThenable: (value) => ({
    then() {
      throw value;
    },
  }),
  unreadable: (value) =>
    Object.defineProperty({}, "then", {
      get() {
        throw value;
      },
    }),
};
const end = fc.constantFrom(...Object.keys(ends));

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
  answer: fc.option(fc.oneof(fc.constant("next"), end), { nil: undefined }),
  args: fc.array(argument, { maxLength: 4 }),
});

test("whatever a handler does and whatever it is given, a guarded one neither throws nor rejects", async () => {
  await leavesNothing(() =>
    fc.assert(
      fc.asyncProperty(plan, async ({ handler, value, answer, args }) => {
        const asked = answer === undefined || answer === "next" ? answer : () => ends[answer]?.(value);
        const boundary = { name: "anything", answer: asked };
        const guarded = guard<unknown, unknown[], unknown>(boundary, () => ends[handler]?.(value));
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
