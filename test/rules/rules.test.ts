/** Every rule: its examples, its cases, and what each rule is held to without asking. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rules } from "../../rules/index.ts";
import { drawnCheck } from "../harness/checks/drawn.ts";
import type { Laid, Problems } from "../harness/bench.ts";
import { runRules } from "../harness/run.ts";
import { shapeFaults } from "../harness/shape.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const tested = rules.filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));

const run = runRules(tested, rules, process.env["RESILINT_TEST_UPDATE"] === "1");

for (const rule of tested) {
  describe(rule.id, () => {
    it("brings what a rule needs", () => assert.deepEqual(shapeFaults(rule), []));
    const own = run.laid.filter((laid) => laid.rule === rule);
    for (const { title, problems } of run.outcomes) {
      if (title !== drawnCheck.title) it(title, () => assertNone(problems, own));
      else for (const laid of own) it(laid.case.name, () => assertNone(problems, [laid]));
    }
  });
}

it("no rule failed over any case", () => assert.deepEqual(run.notices, []));

function assertNone(problems: Problems, laid: readonly Laid[]): void {
  const said = laid.flatMap((each) =>
    (problems.get(each) ?? []).map((problem) => `${each.case.where}: ${each.case.name}: ${problem}`),
  );
  if (said.length > 0) assert.fail(said.join("\n\n"));
}
