/**
 * The catalog, held against the types of the real packages: each call is found, each of its bounds is believed, and what
 * a fix writes compiles. A package's cases stand in typed/<rule>/<package>.md.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { rules } from "../../rules/index.ts";
import type { Laid, Problems } from "../harness/bench.ts";
import { readCases } from "../harness/case-file.ts";
import { root } from "../harness/paths.ts";
import { runTyped } from "../harness/run.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const folder = "test/catalog/typed";

const cases = readdirSync(`${root}/${folder}`).flatMap((id) => {
  const rule = rules.find((each) => each.id === id);
  assert.ok(rule, `${folder}/${id} is named after no rule`);
  return readdirSync(`${root}/${folder}/${id}`)
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .flatMap((name) => readCases(`${root}/${folder}/${id}/${name}`, `${folder}/${id}/${name}`))
    .map((each) => ({ rule, case: each }));
});

const run = runTyped(cases, `${root}/test/catalog`, process.env["RESILINT_TEST_UPDATE"] === "1");

for (const laid of run.laid) {
  describe(laid.case.where, () => {
    for (const { title, problems } of run.outcomes) it(title, () => assertNone(problems, laid));
  });
}

it("nothing failed over any case", () => assert.deepEqual(run.notices, []));

function assertNone(problems: Problems, laid: Laid): void {
  const said = problems.get(laid) ?? [];
  if (said.length > 0) assert.fail(`${laid.case.name}: ${said.join("\n\n")}`);
}
