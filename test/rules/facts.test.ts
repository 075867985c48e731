/** Every fact has cases, and they hold. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { allFacts, factCases, runFacts } from "../harness/run.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const facts = (await allFacts()).filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));

const run = runFacts(facts, process.env["RESILINT_TEST_UPDATE"] === "1");

for (const { id } of facts) {
  describe(`fact ${id}`, () => {
    it("has cases", () => assert.ok(existsSync(factCases(id)), `write them in test/cases/facts/${id}.md`));
    for (const laid of run.laid.filter(({ rule }) => rule.id === `fact-${id}`)) {
      it(laid.case.name, () => {
        const said = run.outcomes.flatMap(({ problems }) => problems.get(laid) ?? []);
        if (said.length > 0) assert.fail(`${laid.case.where}: ${said.join("\n\n")}`);
      });
    }
  });
}

it("no fact failed over any case", () => assert.deepEqual(run.notices, []));
