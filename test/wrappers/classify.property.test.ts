import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, categories } from "../../wrappers/app-error.ts";
import { classify } from "../../wrappers/classify.ts";
import { isTemporary } from "../../wrappers/temporary.ts";

/** What an error may carry under the names that are looked at: what belongs there, and anything else. */
const clue = fc.oneof(
  { weight: 2, arbitrary: fc.anything() },
  fc.integer({ min: 0, max: 700 }),
  fc.constantFrom("ECONNREFUSED", "23505", "P2002", "ER_DUP_ENTRY", "TIMEOUT", "RETRIES_EXHAUSTED", "ABORT_ERR"),
  fc.constantFrom("MongoServerError", "AbortError", "ZodError", "ReplyError", "Error", "conflict", "info", "OOM no"),
  fc.record({ status: fc.integer({ min: 100, max: 600 }), headers: fc.constant({ "Retry-After": "1" }) }),
);
const names = [
  ...["name", "message", "code", "status", "statusCode", "response", "meta", "output", "$metadata", "headers"],
  ...["details", "metadata", "errno", "syscall", "expose", "isBoom", "getStatus", "type", "category", "severity"],
  ...["retryable", "userMessage", "context", "retryAfter", "constructor", "errorLabels", "$retryable", "then"],
];
const { thrown } = fc.letrec<{ thrown: unknown }>((tie) => ({
  thrown: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.anything({ withNullPrototype: true, withObjectString: true, withTypedArray: true, withMap: true }),
    fc
      .tuple(
        fc.constantFrom<() => object>(
          () => new Error(),
          () => new TypeError("failed"),
          () => new AggregateError([]),
          () => ({}),
          () => [],
        ),
        fc.dictionary(fc.constantFrom(...names), clue, { maxKeys: 5 }),
        fc.option(tie("thrown"), { nil: undefined }),
        fc.option(fc.array(tie("thrown"), { maxLength: 3 }), { nil: undefined }),
      )
      .map(([make, clues, cause, errors]) => {
        const value = make();
        for (const [name, clue] of Object.entries({ ...clues, cause, errors })) {
          // Defined, not assigned: some of these names have no setter.
          if (clue !== undefined) Object.defineProperty(value, name, { value: clue, enumerable: true });
        }
        return value;
      }),
  ),
}));

/** Values that cannot be touched without harm, not even by a library of tests. */
function hostile(): unknown[] {
  const trap = () => {
    throw new Error("hands off");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const getters = Object.fromEntries(names.map((name) => [name, { get: trap, enumerable: true }]));
  return [
    proxy,
    new Proxy(new Error("e"), { get: trap }),
    new Proxy({}, { getPrototypeOf: trap }),
    Object.defineProperties(new Error("e"), getters),
    { toString: trap, [Symbol.toPrimitive]: trap, then: trap },
  ];
}

/** What always holds. */
function check(value: unknown): void {
  const error = classify(value);
  assert.ok(error instanceof AppError);
  assert.equal(Object.hasOwn(error, "cause") && Object.is(error.cause, value), true, "the cause");
  assert.ok(Object.hasOwn(categories, error.category));
  assert.ok(["info", "warning", "error", "critical"].includes(error.severity));
  assert.ok(Number.isInteger(error.status) && error.status >= 400 && error.status <= 599, `status ${error.status}`);
  for (const text of [error.message, error.code, error.userMessage]) {
    assert.ok(typeof text === "string" && text !== "", "words");
  }
  assert.equal(typeof error.retryable, "boolean");
  assert.equal(classify(error), error, "what is classified stays as it is");
  JSON.stringify(error);
}

test("anything becomes an AppError that is whole, with the original as its cause", () => {
  fc.assert(fc.property(thrown, check), { numRuns: 3_000 });
});

test("so does what must not be touched, wherever it is", () => {
  for (const value of hostile()) {
    check(value);
    check(new Error("failed", { cause: value }));
    check(new AggregateError([value, value]));
    for (const name of names.filter((each) => each !== "category")) check({ [name]: value });
  }
});

test("a retry decides alike before and after", () => {
  fc.assert(
    fc.property(thrown, (value) => {
      const error = classify(value);
      assert.equal(error.retryable, isTemporary(value));
      assert.equal(isTemporary(error), error.retryable);
    }),
    { numRuns: 1_000 },
  );
});
