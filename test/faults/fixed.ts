/** Code with a fault, before and after its fix, on disk and ready to run. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import type { Rule } from "../../core/rule.ts";
import { openSession } from "../../core/session.ts";
import { applyEdits } from "../harness/edits.ts";
import { root } from "../harness/paths.ts";
import { assertCounted } from "./own-tests.ts";

export interface Fault {
  readonly name: string;
  readonly code: string;
}

/**
 * The path of a folder in which the tests of the suite around it find each fault as `0/before.mjs` and what its fix makes of
 * it as `0/after.mjs`, with some more files. It stands outside the repository, where built code counts as output and is not
 * looked at; the packages are lent.
 */
export function faultFolder(rule: Rule, faults: readonly Fault[], more: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `resilint-${rule.id}-`))).replaceAll("\\", "/");
  before(() => {
    symlinkSync(`${root}/node_modules`, `${folder}/node_modules`, "junction");
    const compilerOptions = { allowJs: true, strict: true, module: "nodenext", types: ["node"], noEmit: true };
    const code = faults.map((fault, index) => [`${index}/before.mjs`, fault.code]);
    const files = [...code, ...Object.entries(more), ["tsconfig.json", JSON.stringify({ compilerOptions })]];
    for (const [path = "", text = ""] of files) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, text);
    }
    writeFixed(folder, rule, faults);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes what the first fix makes of each `before.mjs`, as an editor would: beside it, as `after.mjs`. */
function writeFixed(folder: string, rule: Rule, faults: readonly Fault[]): void {
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
