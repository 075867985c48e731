/** Code with a fault, before and after its fix, on disk and ready to run. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Rule } from "../../core/rule.ts";
import { openSession } from "../../core/session.ts";
import { applyEdits } from "../harness/edits.ts";
import { assertCounted } from "./own-tests.ts";

export interface Fault {
  readonly name: string;
  readonly code: string;
}

/** Writes what the first fix makes of each `before.mjs`, as an editor would: beside it, as `after.mjs`. */
export function writeFixed(folder: string, rule: Rule, faults: readonly Fault[]): void {
  const session = openSession({ folders: [folder], rules: [rule] });
  try {
    const files = faults.map((_, index) => `${folder}/${index}/before.mjs`);
    const titles: string[] = [];
    session.check(files).forEach(({ file, findings }, index) => {
      assert.equal(findings.length, 1, `${faults[index]?.name}: ${findings.length} findings`);
      const edits = session.fix(file, findings[0]?.fingerprint ?? "", 0);
      assert.ok(edits, `${faults[index]?.name}: no fix`);
      titles.push(findings[0]?.fixes[0]?.title ?? "");
      writeFileSync(`${folder}/${index}/after.mjs`, applyEdits(faults[index]?.code ?? "", edits));
    });
    assertCounted(rule.id, titles);
  } finally {
    session.dispose();
  }
}
