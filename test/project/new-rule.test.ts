/** `npm run new-rule` gives a rule that is known everywhere at once, and fails until somebody writes it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { root } from "../harness/paths.ts";

const parts = [
  "core",
  "rules",
  "wrappers",
  "scripts",
  "docs",
  "test/engine",
  "test/faults",
  "test/harness",
  "test/rules",
  "test/cases",
  "schema.json",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "README.md",
  "CHANGELOG.md",
];

let copy: string;

before(() => {
  copy = mkdtempSync(`${tmpdir()}/resilint-new-rule-`);
  for (const part of parts)
    if (existsSync(`${root}/${part}`)) cpSync(`${root}/${part}`, `${copy}/${part}`, { recursive: true });
  symlinkSync(`${root}/node_modules`, `${copy}/node_modules`, "junction");
});

after(() => rmSync(copy, { recursive: true, force: true }));

describe("npm run new-rule", () => {
  it("writes the rule, its cases, a line of changelog and all that is generated", () => {
    const { status, stderr } = run("scripts/new-rule.mjs", "forgotten-lock", "--family", "resources");
    assert.equal(status, 0, stderr);
    for (const path of [
      "rules/resources/forgotten-lock.ts",
      "test/cases/forgotten-lock.md",
      "docs/rules/forgotten-lock.md",
    ]) {
      assert.ok(existsSync(`${copy}/${path}`), path);
    }
    for (const path of ["rules/index.ts", "CHANGELOG.md", "README.md", "package.json", "schema.json"]) {
      assert.match(readFileSync(`${copy}/${path}`, "utf8"), /forgotten-lock/, path);
    }
  });

  it("leaves it failing until it is written", () => {
    const { status, stdout } = run("build/test/rules/rules.test.js");
    assert.notEqual(status, 0);
    for (const failing of ["brings what a rule needs", "Found"])
      assert.match(stdout, new RegExp(`not ok \\d+ - ${failing}`));
    assert.match(stdout, / {4}ok \d+ - Silent/);
  });

  for (const [args, message] of [
    [["forgotten-lock"], /there is a rule forgotten-lock already/],
    [["Forgotten"], /name one rule in kebab case/],
    [["lost-key", "--family", "locks"], /there is no family locks; --family takes async, /],
    [["lost-key", "--category", "bad"], /there is no category bad/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => {
      const { status, stderr } = run("scripts/new-rule.mjs", ...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});

function run(script: string, ...args: readonly string[]) {
  // A test that runs tests: the inner one has to report for itself.
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const env = { ...outer, RESILINT_TEST_ONLY: "forgotten-lock", RESILINT_TEST_UPDATE: "" };
  return spawnSync(process.execPath, [`${copy}/${script}`, ...args], { cwd: copy, encoding: "utf8", env });
}
