import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { redact } from "../../wrappers/redact.ts";

/** What must never come out. No other value of these tests holds it. */
const mark = "hunter2";

const marked = fc.tuple(fc.stringMatching(/^[\w.~+/-]{0,20}$/), fc.stringMatching(/^[\w.~+/-]{0,20}$/)).map(
  ([before, after]) => `${before}${mark}${after}`,
);
const words = fc.string({ maxLength: 30 }).map((text) => text.replaceAll(mark, ""));
const secretKey = fc
  .tuple(
    fc.constantFrom("", "user", "db_", "x-", "New "),
    fc.constantFrom("password", "secret", "token", "apiKey", "api-key", "Authorization", "COOKIE", "private_key"),
    fc.constantFrom("", "_2", "Hash", "-value"),
  )
  .map((parts) => parts.join(""));

/** Texts with a secret in a form that is known. */
const text = fc
  .tuple(
    words,
    fc.oneof(
      marked.map((secret) => `Bearer ${secret}`),
      // As a URL wants it: digits and a slash would be a port and a path.
      marked.map((secret) => `https://user:${encodeURIComponent(secret)}@host/path`),
      fc.tuple(secretKey, marked).map(([key, secret]) => `?${key.replace(" ", "")}=${secret}&a=1`),
      fc.tuple(secretKey, marked, words).map(([key, ...secret]) => JSON.stringify({ a: 1, [key]: secret.join("") })),
      marked.map((secret) => JSON.stringify({ body: JSON.stringify({ password: secret }) })),
      marked.map((secret) => `Cookie: theme=dark; sid=${secret}\r\n`),
      marked.map((secret) => `-----BEGIN PRIVATE KEY-----\n${secret}`),
    ),
  )
  .map(([before, secret]) => `${before} ${secret}`);

/** Values of all kinds and depths with secrets in them. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    text,
    words,
    fc.constantFrom(null, undefined, true, 0, NaN, 7n, Symbol("s")),
    fc.dictionary(secretKey, fc.oneof(marked, fc.array(marked), fc.record({ a: marked })), { maxKeys: 2 }),
    fc.tuple(secretKey, marked).map(([name, secret]) => ({ name, value: secret })),
    fc.tuple(secretKey, marked).map(([key, secret]) => new Map([[key, secret]])),
    fc.tuple(secretKey, marked).map(([key, secret]) => [key.replace(" ", ""), secret]),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(tie("value"), { maxLength: 4 }).map((values) => new Set(values)),
    fc.dictionary(words, tie("value"), { maxKeys: 4 }),
    fc.dictionary(words, tie("value"), { maxKeys: 4 }).map((entries) => new Map(Object.entries(entries))),
    fc.tuple(text, tie("value"), fc.array(tie("value"))).map(([message, cause, errors]) => {
      return Object.assign(new AggregateError(errors, message, { cause }), { code: "E" });
    }),
  ),
}));

function shown(copy: unknown): string {
  return inspect(copy, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
}

test("a marked secret never comes out, wherever it is", () => {
  fc.assert(
    fc.property(value, (given) => {
      assert.doesNotMatch(shown(redact(given)), new RegExp(mark));
    }),
    { numRuns: 2_000, includeErrorInReport: true },
  );
});

test("anything can be redacted, ends up small, and can be written as JSON", () => {
  const anything = fc.anything({
    ...{ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true },
    ...{ withNullPrototype: true, withObjectString: true, withBoxedValues: true, withUnicodeString: true },
  });
  fc.assert(
    fc.property(anything, (given) => {
      const written = JSON.stringify(redact(given)) ?? "";
      assert.ok(written.length < 400_000);
    }),
    { numRuns: 2_000 },
  );
});

test("long texts are redacted in a time that grows with no more than their length", () => {
  // Texts that make careless patterns try every way to split them.
  const pieces = ["a", "://", "@", "\\", '"', "password", "token=", " ", "-", "sk-", "eyJ.", "Bearer ", "1:"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }), (few) => {
      const began = process.cpuUsage().user;
      redact(few.join("").repeat(50_000));
      // In microseconds of this process, of which a pattern that explodes needs millions.
      assert.ok(process.cpuUsage().user - began < 2_000_000);
    }),
    { numRuns: 200 },
  );
});
