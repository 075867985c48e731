/**
 * The fault is real and the fixes end it: code that the rule finds is run beside what its fix makes of it, and one of
 * its promises rejects. The one says nothing of that; the other reports it, and its result is the same.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import rule from "../../rules/async/ignored-settlement.ts";
import { root } from "../harness/paths.ts";
import { type Fault, writeFixed } from "./fixed.ts";

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

/** Outside the repository, where built code counts as output and is not looked at; its packages are lent. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "resilint-settled-"))).replaceAll("\\", "/");

describe("ignored-settlement", () => {
  before(() => {
    symlinkSync(`${root}/node_modules`, `${folder}/node_modules`, "junction");
    faults.forEach(({ code }, index) => {
      mkdirSync(`${folder}/${index}`, { recursive: true });
      writeFileSync(`${folder}/${index}/before.mjs`, code);
    });
    const compilerOptions = { allowJs: true, module: "nodenext", types: ["node"], noEmit: true };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions }));
    writeFixed(folder, rule, faults);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

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
