/** `resilint scaffold`: what is written, how it fits the project, and that nobody's work is lost. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { resilint, workspace } from "./workspace.ts";

const nodeTypes = { "node_modules/@types/node/index.d.ts": "export {};\n" };
const esm = { "package.json": JSON.stringify({ type: "module" }), ...nodeTypes };
const lines = (text: string): string[] => text.trimEnd().split("\n");

test("a wrapper is written with what it imports, into src if there is one", (t) => {
  const folder = workspace(t, { ...esm, "src/main.ts": "" });
  const { code, stdout, stderr } = resilint(folder, ["scaffold", "health"]);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  const names = ["work.ts", "bounded.ts", "health.ts"];
  assert.deepEqual(lines(stdout), names.map((name) => `wrote src/resilience/${name}`));
  assert.deepEqual(readdirSync(join(folder, "src", "resilience")).sort(), [...names].sort());
  assert.match(readFileSync(join(folder, "src/resilience/health.ts"), "utf8"), /from "\.\/bounded\.js";/);
});

test("without a name, all are written; --one-file makes it one", (t) => {
  const folder = workspace(t, esm);
  const { stdout } = resilint(folder, ["scaffold"]);
  assert.ok(stdout.includes("wrote resilience/retry.ts\n") && stdout.includes("wrote resilience/shutdown.ts\n"));
  assert.equal(resilint(folder, ["scaffold", "--one-file", "--out", "lib"]).stdout, "wrote lib/resilience.ts\n");
  const text = readFileSync(join(folder, "lib/resilience.ts"), "utf8");
  assert.match(text, /^export async function withRetry/m);
  assert.doesNotMatch(text, / from "\./);
});

test("imports end as the project's do", (t) => {
  const folder = workspace(t, {
    ...nodeTypes,
    "esm/package.json": JSON.stringify({ type: "module" }),
    "cjs/package.json": "{}",
    "ts/package.json": JSON.stringify({ type: "module" }),
    "ts/tsconfig.json": '{ "compilerOptions": { "allowImportingTsExtensions": true, /* and a comment */ } }',
    "bundled/package.json": JSON.stringify({ type: "module" }),
    "bundled/tsconfig.json": JSON.stringify({ compilerOptions: { moduleResolution: "Bundler" } }),
  });
  const endings = ["esm", "cjs", "ts", "bundled"].map((project) => {
    resilint(join(folder, project), ["scaffold", "health", "--out", "."]);
    return / from "\.\/bounded(.*)";/.exec(readFileSync(join(folder, project, "health.ts"), "utf8"))?.[1];
  });
  assert.deepEqual(endings, [".js", "", ".ts", ""]);
});

test("--js writes JavaScript, as the project loads it", (t) => {
  const folder = workspace(t, { "esm/package.json": JSON.stringify({ type: "module" }), "cjs/package.json": "{}" });
  const texts = ["esm", "cjs"].map((project) => {
    assert.equal(resilint(join(folder, project), ["scaffold", "bounded", "--js"]).code, 0);
    return readFileSync(join(folder, project, "resilience/bounded.js"), "utf8");
  });
  assert.match(texts[0] ?? "", /^import \{ longestTimer, untilAborted \} from "\.\/work\.js";/);
  assert.match(texts[1] ?? "", /^"use strict";\nconst \{ longestTimer, untilAborted \} = require\("\.\/work\.js"\);/);
});

test("what is there already and the same stays; what differs stops everything", (t) => {
  const folder = workspace(t, esm);
  resilint(folder, ["scaffold", "bounded"]);
  const work = join(folder, "resilience/work.ts");
  writeFileSync(work, readFileSync(work, "utf8").replaceAll("\n", "\r\n"));
  const again = resilint(folder, ["scaffold", "health"]);
  assert.deepEqual(lines(again.stdout), ["wrote resilience/health.ts", "2 files are there already, just so"]);

  writeFileSync(work, "mine\n");
  const { code, stdout, stderr } = resilint(folder, ["scaffold", "retry"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  const message = "resilience/work.ts is there already and differs; nothing was written (--out names another folder)";
  assert.equal(stderr, `resilint: ${message}\n`);
  assert.equal(readFileSync(work, "utf8"), "mine\n");
  assert.deepEqual(readdirSync(join(folder, "resilience")).sort(), ["bounded.ts", "health.ts", "work.ts"]);
});

test("it says which types have to be installed, where they are missing", (t) => {
  const folder = workspace(t, { "package.json": "{}" });
  const { stdout } = resilint(folder, ["scaffold", "work"]);
  assert.equal(lines(stdout)[1], "their types need those of Node: npm install --save-dev @types/node");
});

test("a wrapper that is none is named, and what was probably meant", (t) => {
  const folder = workspace(t, esm);
  const { code, stderr } = resilint(folder, ["scaffold", "retry", "braker"]);
  assert.equal(code, 2);
  assert.equal(stderr, "resilint: there is no wrapper braker; did you mean `breaker`?\n");
  assert.match(resilint(folder, ["scaffold", "zzzzzz"]).stderr, /; there are app-error, bounded, breaker, /);
  assert.deepEqual(readdirSync(folder).sort(), ["node_modules", "package.json"]);
});

test("a file where the folder should be is said in one line", (t) => {
  const folder = workspace(t, { ...esm, resilience: "a file\n" });
  const { code, stderr } = resilint(folder, ["scaffold", "work"]);
  assert.equal(code, 2);
  assert.match(stderr, /^resilint: cannot (?:read|write).*ENOTDIR.*\n$/);
});
