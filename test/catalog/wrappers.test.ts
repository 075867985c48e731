/** The wrappers as npm installs them, in the versions of Node and of TypeScript that they are made for. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../harness/paths.ts";
import { olderCompilers } from "../wrappers/compilers.ts";
import { type Packed, pack } from "../wrappers/packed.ts";
import { checkScaffold, kinds } from "../wrappers/scaffolds.ts";
import { checks } from "../wrappers/smoke.ts";
import { checkTypes, settings } from "../wrappers/typed.ts";

const ours = { version: process.versions.node, node: process.execPath };
const others = ["22", "24", "26"].map((version) => ({
  version,
  node: `${root}/test/catalog/node_modules/node-${version}/bin/node`,
}));
const smoke = JSON.stringify(new URL("../wrappers/smoke.js", import.meta.url).href);
const run = ".then(({ smoke }) => smoke(wrappers)).then((count) => console.log(process.versions.node, count));\n";
const programs = {
  "smoke.mjs": `import * as wrappers from "resilint/wrappers";\nimport(${smoke})${run}`,
  "smoke.cjs": `const wrappers = require("resilint/wrappers");\nimport(${smoke})${run}`,
};

describe("the wrappers", () => {
  let packed: Packed;
  before(async () => {
    packed = await pack();
    for (const [file, text] of Object.entries(programs)) writeFileSync(join(packed.project, file), text);
  });
  after(() => packed?.remove());

  for (const { version, node } of [ours, ...others]) {
    // The package that holds the binary is made for one platform.
    const skip = !existsSync(node) && `there is no Node ${version} for ${process.platform}-${process.arch} here`;
    for (const file of Object.keys(programs)) {
      it(`work in Node ${version}, ${file.endsWith("mjs") ? "imported" : "required"}`, { skip }, () => {
        const { stdout, stderr, status } = spawnSync(node, [file], { cwd: packed.project, encoding: "utf8" });
        assert.equal(stderr, "");
        const [found = "", count] = stdout.trim().split(" ");
        assert.ok(found.startsWith(version), `it was Node ${found}`);
        assert.equal(Number(count), Object.keys(checks).length);
        assert.equal(status, 0);
      });
    }
  }

  for (const compiler of olderCompilers) {
    const skip = !existsSync(compiler.tsc) && `TypeScript ${compiler.version} is not installed`;
    for (const setting of settings(compiler)) {
      it(`have types for ${setting.name} with TypeScript ${compiler.version}`, { skip }, () => {
        checkTypes(packed.project, compiler, setting);
      });
    }
    for (const kind of kinds(compiler)) {
      it(`compile in ${kind.name} with TypeScript ${compiler.version}`, { skip }, () => checkScaffold(compiler, kind));
    }
  }
});
