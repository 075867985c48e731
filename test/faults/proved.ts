/** Whether a fix was run against the fault that it is for. */
import { ownTests } from "./own-tests.ts";
import { kindOf } from "./proof.ts";
import { proofs } from "./proofs.ts";
import { clients } from "./proofs/clients.ts";

/** Fixes that guard against nothing, by rule, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "raw-error": "what is thrown is another error; that it is thrown, and who catches it, stays as it is",
};

/** What is missing for a fix to count as proved; nothing where it does. */
export function unproved(rule: string, title: string): string | undefined {
  const kind = kindOf(title);
  if (exceptions[rule] !== undefined || ownTests[rule]?.includes(kind)) return undefined;
  if ([...proofs, ...clients].some((proof) => proof.rule === rule && kindOf(proof.fix) === kind)) return undefined;
  return `the fix "${title}" was never run against a fault: add a program to test/faults/proofs that shows what it is for`;
}
