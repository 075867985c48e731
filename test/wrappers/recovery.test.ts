import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, type Category, categories } from "../../wrappers/app-error.ts";
import { recoveryFor } from "../../wrappers/recovery.ts";

const all = Object.keys(categories) as Category[];

test("there is a way out of every category, and a reason for it", () => {
  for (const category of all) {
    const { strategy, otherwise, reason } = recoveryFor(category);
    assert.equal(otherwise.includes(strategy), false, category);
    assert.equal(new Set(otherwise).size, otherwise.length, category);
    assert.match(reason, /^[A-Z].+\.$/, category);
  }
});

test("every strategy is the answer to something", () => {
  const used = new Set(all.flatMap((category) => [recoveryFor(category).strategy, ...recoveryFor(category).otherwise]));
  const known = ["retry", "fall-back", "roll-back", "isolate", "restart", "shed-load", "degrade", "escalate"];
  assert.deepEqual([...used].sort(), known.sort());
});

test("what nobody but a person can change is never retried", () => {
  for (const category of ["validation", "authentication", "authorisation", "configuration", "internal"] as const) {
    const { strategy, otherwise } = recoveryFor(category);
    assert.equal([strategy, ...otherwise].includes("retry"), false, category);
  }
});

test("a failure gets the recovery of its category", async () => {
  const missing = await readFile("/no/such/file").catch((error: unknown) => error);
  assert.equal(recoveryFor(missing).strategy, "fall-back");
  assert.deepEqual(recoveryFor(new AppError("slow", { category: "timeout" })), recoveryFor("timeout"));
  assert.deepEqual(recoveryFor({ status: 503, response: {} }), recoveryFor("external-service"));
});

test("a failure that would only come again is not retried, whatever its category", () => {
  for (const category of all) {
    const { strategy, otherwise, reason } = recoveryFor(new AppError("failed", { category, retryable: false }));
    assert.equal([strategy, ...otherwise].includes("retry"), false, category);
    if ([recoveryFor(category).strategy, ...recoveryFor(category).otherwise].includes("retry")) {
      assert.match(reason, /do not retry/);
    }
  }
});

test("anything can be asked about", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      assert.equal(typeof recoveryFor(value).strategy, "string");
    }),
  );
  assert.deepEqual(recoveryFor("constructor"), recoveryFor("internal"));
});
