/** What may import what. ARCHITECTURE.md says why. */
import assert from "node:assert/strict";
import { posix } from "node:path";
import { describe, it } from "node:test";
import { importsOf, sources } from "./files.ts";

/** For each folder, the folders that it may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: ["core"],
  rules: ["core", "rules"],
  wrappers: ["wrappers"],
  server: ["core", "rules", "server"],
  client: ["client"],
  cli: ["core", "rules", "cli"],
};

const imports = sources.flatMap((source) => importsOf(source).map((each) => ({ ...each, path: source.path })));

describe("arrows between folders", () => {
  for (const [folder, allowed] of Object.entries(arrows)) {
    it(`${folder} imports ${allowed.join(", ")} alone`, () => {
      const wrong = imports
        .filter(({ path, from }) => path.startsWith(`${folder}/`) && from.startsWith("."))
        .map(({ path, from }) => ({ path, to: posix.join(posix.dirname(path), from) }))
        .filter(({ to }) => !allowed.includes(to.split("/")[0] ?? ""));
      assert.deepEqual(wrong, []);
    });
  }

  it("only core/ts.ts imports the compiler", () => {
    const found = imports.filter(({ path, from }) => isProduct(path) && /^typescript(?:\/|$)/.test(from));
    assert.deepEqual([...new Set(found.map(({ path }) => path))], ["core/ts.ts"]);
  });

  it("core, rules and the command line know no editor", () => {
    const found = imports.filter(({ path, from }) => /^(?:core|rules|cli)\//.test(path) && /^vscode/.test(from));
    assert.deepEqual(found, []);
  });
});

function isProduct(path: string): boolean {
  return (path.split("/")[0] ?? "") in arrows;
}
