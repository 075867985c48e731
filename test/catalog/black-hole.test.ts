/**
 * What the catalog says of how long calls wait, and of what bounds them, is true of the real packages: each is run in a
 * process of its own against servers that never answer, stall, drip or break off. A package's claims stand in
 * black-hole/proofs/<package>.ts.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { disagreements, forgotten } from "./black-hole/agreement.ts";
import type { Outcome } from "./black-hole/child.ts";
import { outcomesOf } from "./black-hole/running.ts";
import { unproved } from "./black-hole/unproved.ts";
import { root } from "../harness/paths.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const folder = `${root}/test/catalog/black-hole`;
const all = readdirSync(`${folder}/proofs`).map((file) => basename(file, ".ts"));
const names = all.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const child = fileURLToPath(new URL("black-hole/child.js", import.meta.url));
let proved = 0;

// A child mostly waits, so more than one runs at a time.
describe("on servers that do not answer", { concurrency: 4 }, () => {
  for (const name of names) {
    const title = packageOf(`${folder}/proofs/${name}.ts`);
    it(title, async () => {
      const outcomes = await outcomesOf<Outcome>(child, [name], 120_000);
      const problems = outcomes.flatMap(({ way, server, problem }) =>
        problem ? [`${way}, ${server} server: ${problem}`] : [],
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(disagreements(title, outcomes), [], "what the catalog says of it");
      proved++;
    });
  }
});

it("says of every other entry why it is not proved", () => {
  const proved = ["proofs", "real/proofs"].flatMap((each) => {
    return readdirSync(`${folder}/${each}`).map((file) => packageOf(`${folder}/${each}/${file}`));
  });
  assert.deepEqual(forgotten(proved), []);
});

after(() => {
  const rest = Object.entries(unproved);
  console.log(`entries proved: ${proved} of ${names.length}; not provable here: ${rest.length}`);
  for (const [name, reason] of rest) console.log(`  ${name}: ${reason}`);
});

/** The package that the proof in a file is of. Reading the file loads no package. */
function packageOf(file: string): string {
  return /^  package: "(.+)",$/m.exec(readFileSync(file, "utf8"))?.[1] ?? assert.fail(`${file} names no package`);
}
