/** The fixes that fault tests of their own run, `<rule>.test.ts`, by rule. Each of these tests holds itself to its line. */
import assert from "node:assert/strict";
import { kindOf } from "./proof.ts";

export const ownTests: Readonly<Record<string, readonly string[]>> = {
  "abandoned-timer": ["Clear the timer whatever happens"],
  "abandoned-work": ["Hand it `…` in place of the race"],
  "double-settle": ["Give `…` both callbacks", "Return after `…`", "Return after the answer"],
  "ignored-callback-error": ["Call `…` with the error", "Hand the error to `…`", "Report the error with `…`"],
  "ignored-settlement": ["Report each rejection"],
  "missing-process-handlers": ["Report what nobody catches, and exit"],
  "missing-timeout": ["Give up after …", "Give up after …, for every call of this client"],
  "uncaught-continues": ["Exit with code 1 after it"],
  "unhandled-error-event": [
    "Reject with its errors", "Report its errors with `…`", "Use `…`, and report its errors with `…`",
  ],
  "unhandled-iteration": ["Catch its failure and report it with `…`", "Report its failure and answer with 500"],
};

/** The titles of all fixes that a rule's own fault test has run are those that it is counted for. */
export function assertCounted(rule: string, titles: readonly string[]): void {
  const kinds = [...new Set(titles.map(kindOf))].sort();
  assert.deepEqual(kinds, [...(ownTests[rule] ?? [])].sort(), "own-tests.ts says otherwise");
}
