/** The package says the same thing of itself everywhere. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { rules } from "../../rules/index.ts";
import { root } from "../harness/paths.ts";

const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");
const manifest = JSON.parse(read("package.json"));
const lock = JSON.parse(read("package-lock.json"));
const changelog = read("CHANGELOG.md");

describe("the package", () => {
  it("has one version", () => {
    assert.equal(lock.version, manifest.version);
    assert.equal(lock.packages[""].version, manifest.version);
  });

  it("pins what it depends on", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version as string));
    assert.deepEqual(loose, []);
  });

  it("locks what it depends on", () => {
    const { dependencies, devDependencies } = lock.packages[""];
    assert.deepEqual([dependencies, devDependencies], [manifest.dependencies, manifest.devDependencies]);
  });

  it("has scripts that stand there", () => {
    for (const command of Object.values<string>(manifest.scripts)) {
      const [, script] = /^node (\S+)/.exec(command) ?? [];
      assert.ok(script === undefined || existsSync(`${root}/${script}`), `${command} starts nothing`);
    }
  });

  it("tells in its changelog of its version, or of what is not yet released", () => {
    assert.match(changelog, new RegExp(`^## (?:Unreleased|\\[?${manifest.version.replaceAll(".", "\\.")}\\b)`, "m"));
  });

  it("tells in its changelog of every rule", () => {
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !changelog.includes(`\`${id}\``)),
      [],
    );
  });

  it("has no rule that is newer than itself", () => {
    const rank = (version: string): number => version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);
    assert.deepEqual(
      rules.filter(({ since }) => rank(since) > rank(manifest.version)).map(({ id }) => id),
      [],
    );
  });
});
