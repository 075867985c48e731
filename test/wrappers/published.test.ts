/** The package as npm installs it: what is in it, and that programs of every kind can use it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { wrapperNames } from "../../rules/intents/scaffolding.ts";
import * as wrappers from "../../wrappers/index.ts";
import { root } from "../harness/paths.ts";
import { compiler } from "./compilers.ts";
import { type Packed, pack } from "./packed.ts";
import { smoke } from "./smoke.ts";
import { checkTypes, settings } from "./typed.ts";

const names = Object.keys(wrappers).sort();

/** What serves the other wrappers and is no part of what is published. */
const helpers = ["bounded", "drain", "error-clues", "error-codes", "recent-calls", "secrets", "work"];

describe("what is published", () => {
  it("is every wrapper", () => {
    const index = readFileSync(`${root}/wrappers/index.ts`, "utf8");
    const exported = [...index.matchAll(/^export \* from "\.\/([\w-]+)\.ts";$/gm)].map(([, name]) => name);
    assert.deepEqual(exported.sort(), wrapperNames.filter((name) => !helpers.includes(name)).sort());
  });

  it("is all tried, in every version of Node", async () => {
    const used = new Set<unknown>();
    const watched = new Proxy<typeof wrappers>({ ...wrappers }, {
      get(target, name) {
        used.add(name);
        return Reflect.get(target, name);
      },
    });
    await smoke(watched);
    const errors = names.filter((name) => name.endsWith("Error"));
    assert.deepEqual(names.filter((name) => !used.has(name) && !errors.includes(name)), []);
  });
});

describe("the package that npm installs", () => {
  let packed: Packed;
  before(async () => {
    packed = await pack();
  });
  after(() => packed?.remove());

  it("holds what runs and what its page shows, and nothing else", () => {
    const declared = /^dist\/wrappers\/[\w-]+\.d\.cts$/;
    const others = packed.files.filter((path) => !declared.test(path));
    assert.deepEqual(others, [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/cli.js",
      "dist/wrappers/index.cjs",
      "dist/wrappers/index.d.ts",
      "dist/wrappers/index.js",
      "package.json",
    ]);
    assert.ok(packed.files.includes("dist/wrappers/index.d.cts"));
  });

  it("runs as a command", () => {
    const { stdout, stderr } = run(packed.project, ["node_modules/resilint/dist/cli.js", "--help"]);
    assert.match(stdout, /^Resilint asks/, stderr);
  });

  it("carries the sources of the wrappers in its command", () => {
    const args = ["node_modules/resilint/dist/cli.js", "scaffold", "--one-file", "--js"];
    const { stdout, stderr } = run(packed.project, args);
    assert.equal(stdout, "wrote resilience.js\n", stderr);
    const lines = ['console.log(JSON.stringify(typeof require("./resilience.js").withRetry));'];
    assert.equal(outcome(packed.project, "owner.cjs", lines), "function");
  });

  it("exports every wrapper to ES modules", () => {
    const lines = [
      'import * as wrappers from "resilint/wrappers";',
      'import { withTimeout } from "resilint/wrappers";',
      "console.log(JSON.stringify([Object.keys(wrappers).sort(), await withTimeout(() => 7, 1000)]));",
    ];
    assert.deepEqual(outcome(packed.project, "user.mjs", lines), [names, 7]);
  });

  it("exports every wrapper to CommonJS", () => {
    const lines = [
      'const { withTimeout, ...rest } = require("resilint/wrappers");',
      'const names = [...Object.keys(rest), "withTimeout"].sort();',
      "withTimeout(() => 7, 1000).then((seven) => console.log(JSON.stringify([names, seven])));",
    ];
    assert.deepEqual(outcome(packed.project, "user.cjs", lines), [names, 7]);
  });

  it("is one and the same for both, so that breakers and budgets are shared", () => {
    const lines = [
      'import { createRequire } from "node:module";',
      'import * as imported from "resilint/wrappers";',
      'const required = createRequire(import.meta.url)("resilint/wrappers");',
      "console.log(JSON.stringify(Object.keys(required).filter((name) => required[name] !== imported[name])));",
    ];
    assert.deepEqual(outcome(packed.project, "both.mjs", lines), []);
  });

  it("lets its manifest be read, and nothing else be imported", () => {
    const lines = [
      'const { name } = require("resilint/package.json");',
      "const refused = [];",
      'for (const path of ["resilint", "resilint/dist/cli.js", "resilint/dist/wrappers/index.cjs"]) {',
      "  try { require(path); } catch (error) { refused.push(error.code); }",
      "}",
      "console.log(JSON.stringify([name, ...new Set(refused)]));",
    ];
    assert.deepEqual(outcome(packed.project, "manifest.cjs", lines), ["resilint", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);
  });

  for (const setting of settings(compiler)) {
    it(`has types for ${setting.name}`, () => checkTypes(packed.project, compiler, setting));
  }
});

/** What a program of these lines writes, as JSON. */
function outcome(project: string, file: string, lines: readonly string[]): unknown {
  writeFileSync(join(project, file), lines.join("\n"));
  const { stdout, stderr } = run(project, [file]);
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

function run(cwd: string, args: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
}
