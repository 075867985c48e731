/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, and one of
 * its promises rejects. The one says nothing of that; the other reports it, and its result is the same.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import rule from "../../rules/async/ignored-settlement.ts";
import { type Fault, faultFolder } from "./fixed.ts";

const load = `
async function load(shop) {
  if (shop === "closed") throw new Error("no answer");
  return shop.length;
}
`;

const faults: readonly Fault[] = [
  {
    name: "a dropped result",
    code: `await Promise.allSettled(["open", "closed"].map((shop) => load(shop)));
console.log("[4]");
${load}`,
  },
  {
    name: "results with a name",
    code: `const results = await Promise.allSettled(["open", "closed"].map((shop) => load(shop)));
console.log(results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
${load}`,
  },
  {
    name: "results without a name",
    code: `const sizes = (await Promise.allSettled(["open", "closed"].map((shop) => load(shop))))
  .filter((result) => result.status === "fulfilled")
  .map((result) => result.value);
console.log(sizes);
${load}`,
  },
];

const folder = faultFolder(rule, faults);

describe("ignored-settlement", () => {
  faults.forEach(({ name }, index) => {
    it(`${name}: its fix reports what rejected`, () => {
      const broken = run(`${index}/before.mjs`);
      const fixed = run(`${index}/after.mjs`);
      assert.equal(broken.stderr, "");
      assert.match(fixed.stderr, /^load failed: Error: no answer/);
      assert.deepEqual([broken.said.replace(/\s/g, ""), fixed.said.replace(/\s/g, "")], ["[4]", "[4]"]);
    });
  });
});

function run(module: string): { readonly said: string; readonly stderr: string } {
  const { stdout, stderr } = spawnSync(process.execPath, [module], { cwd: folder, encoding: "utf8" });
  return { said: stdout, stderr };
}
