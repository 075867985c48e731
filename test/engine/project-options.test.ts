import assert from "node:assert/strict";
import { test } from "node:test";
import { typedPackage, withFixture } from "./project-fixture.ts";

const later = "export async function later() { return 1; }\n";

test("baseUrl, old resolutions, modules and targets are translated, said once, and nothing is lost of the types", () => {
  withFixture(
    {
      "tsconfig.base.json": JSON.stringify({
        compilerOptions: {
          target: "es5",
          module: "amd",
          moduleResolution: "classic",
          outFile: "all.js",
          downlevelIteration: true,
          importsNotUsedAsValues: "error",
          baseUrl: "./code",
          paths: { "@lib/*": ["lib/*"] },
        },
      }),
      "a/tsconfig.json": JSON.stringify({ extends: "../tsconfig.base.json" }),
      "b/tsconfig.json": JSON.stringify({
        extends: "../tsconfig.base",
        compilerOptions: { module: "commonjs", moduleResolution: "node" },
      }),
      "code/lib/later.ts": later,
      "code/view.tsx": later,
      "a/x.ts":
        'import { later } from "lib/later"; import * as l from "@lib/later"; export const one = later(), two = l.later();',
      "b/y.ts": 'import { later } from "view"; export const one = later(); export const all = Promise.all([one]);',
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(fixture.typeOf(workspace, "a/x.ts", "one"), "Promise<number>");
      assert.equal(fixture.typeOf(workspace, "a/x.ts", "two"), "Promise<number>");
      assert.equal(fixture.typeOf(workspace, "b/y.ts", "all"), "Promise<[number]>");
      assert.deepEqual(fixture.programDiagnostics(workspace), []);
      assert.equal(workspace.notices.length, 1);
      const { message } = workspace.notices[0]!;
      for (const name of [
        "baseUrl",
        "downlevelIteration",
        "importsNotUsedAsValues",
        "module=amd",
        "outFile",
        "target=es5",
      ]) {
        assert.ok(message.includes(name), `${name} in: ${message}`);
      }
      assert.match(message, /moduleResolution=classic, moduleResolution=node/);
      assert.ok(workspace.configFiles.includes(`${fixture.folder}/tsconfig.base.json`));
    },
  );
});

test("a user's own star comes before baseUrl, as it did", () => {
  withFixture(
    {
      "tsconfig.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "*": ["typings/*"] } } }),
      "typings/thing.d.ts": "export declare function later(): Promise<string>;",
      "thing.ts": later,
      "x.ts": 'import { later } from "thing"; export const one = later();',
    },
    (fixture) => assert.equal(fixture.typeOf(fixture.discover(), "x.ts", "one"), "Promise<string>"),
  );
});

test("options come from packages, through a byte order mark, comments and trailing commas", () => {
  withFixture(
    {
      "node_modules/@tsconfig/our/tsconfig.json": JSON.stringify({ compilerOptions: { strict: false } }),
      "node_modules/@tsconfig/our/package.json": JSON.stringify({ name: "@tsconfig/our", version: "1.0.0" }),
      "tsconfig.json":
        '\uFEFF{\n  // ours\n  "extends": "@tsconfig/our/tsconfig.json", /* and */\n  "compilerOptions": { "noImplicitAny": true, },\n}\n',
      "x.ts": "export const maybe = undefined as string | undefined;",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.deepEqual(workspace.notices, []);
      assert.equal(workspace.projects[0]!.options.strict, false);
      assert.equal(workspace.projects[0]!.options.noImplicitAny, true);
      assert.equal(fixture.typeOf(workspace, "x.ts", "maybe"), "string");
    },
  );
});

test("a tsconfig that is not JSON costs one notice, and its files fall to the next project or the inferred one", () => {
  withFixture(
    {
      "tsconfig.json": JSON.stringify({ include: ["a"] }),
      "a/tsconfig.json": '{\n  "compilerOptions": {\n    "strict" true\n  }\n}\n',
      "a/x.ts": "export {};",
      "b/tsconfig.json": JSON.stringify({ extends: "../a/tsconfig.json" }),
      "b/y.ts": "export {};",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.deepEqual(fixture.owners(workspace), { "a/x.ts": "tsconfig.json", "b/y.ts": "inferred" });
      assert.equal(workspace.notices.length, 1);
      assert.equal(workspace.notices[0]!.file, `${fixture.folder}/a/tsconfig.json`);
      assert.deepEqual(workspace.notices[0]!.position, { line: 2, character: 13 });
    },
  );
});

test("a missing base costs one notice, and the project keeps what it says itself", () => {
  withFixture(
    {
      "tsconfig.json":
        '{ "extends": "@tsconfig/gone/tsconfig.json", "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } }',
      "test/tsconfig.json": JSON.stringify({ extends: "../tsconfig.json" }),
      "test/y.ts": "export {};",
      "lib/later.ts": later,
      "x.ts": 'import { later } from "~/later"; export const one = later();',
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(fixture.typeOf(workspace, "x.ts", "one"), "Promise<number>");
      assert.equal(workspace.notices.length, 1);
      assert.match(workspace.notices[0]!.message, /is not there: @tsconfig\/gone\/tsconfig\.json\. .*Install/);
      assert.deepEqual(workspace.notices[0]!.position, { line: 0, character: 13 });
    },
  );
});

test("unknown and mistyped options are said, and what they circle back to does no harm", () => {
  withFixture(
    {
      "tsconfig.json": '{ "extends": "./tsconfig.json", "compilerOptions": { "strickt": true, "noEmitt": true } }',
      "b/tsconfig.json": '{ "compilerOptions": { "strict": "yes" } }',
      "b/x.ts": "export {};",
      "y.ts": "export {};",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.deepEqual(fixture.owners(workspace), { "b/x.ts": "b/tsconfig.json", "y.ts": "tsconfig.json" });
      const messages = workspace.notices.map(({ message }) => message).join("\n");
      assert.match(messages, /'strickt'.*\(and 1 more like it\)/);
      assert.match(messages, /Circularity/);
      assert.match(messages, /'strict' requires a value of type boolean/);
      assert.equal(workspace.notices.length, 3);
    },
  );
});

test("the types of Node.js are there without `types`, and beside a name in `types` that is not installed", () => {
  const node = "declare const process: { pid: number }; declare function setTimeout(f: () => void): { unref(): void };";
  withFixture(
    {
      ...typedPackage("@types/node", node),
      "a/tsconfig.json": JSON.stringify({ compilerOptions: { module: "esnext", lib: ["es2022"] } }),
      "a/x.ts": "export const pid = process.pid; export const timer = setTimeout(() => {});",
      "b/tsconfig.json": JSON.stringify({ compilerOptions: { types: ["bun"] } }),
      "b/y.ts": "export const pid = process.pid;",
      "z.js": "const pid = process.pid;",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(fixture.typeOf(workspace, "a/x.ts", "pid"), "number");
      assert.equal(fixture.typeOf(workspace, "a/x.ts", "timer"), "{ unref(): void; }");
      assert.equal(fixture.typeOf(workspace, "b/y.ts", "pid"), "number");
      assert.equal(fixture.typeOf(workspace, "z.js", "pid"), "number");
    },
  );
});

test("`types` names files of packages and relative ones", () => {
  withFixture(
    {
      "node_modules/runner/package.json": JSON.stringify({
        name: "runner",
        version: "1.0.0",
        exports: { "./globals": { types: "./types/all.d.ts" } },
      }),
      "node_modules/runner/types/all.d.ts": "declare function run(): Promise<1>;",
      "p/tsconfig.json": JSON.stringify({ compilerOptions: { types: ["runner/globals", "./own"] } }),
      "p/own.d.ts": "declare function walk(): Promise<2>;",
      "p/x.ts": "export const one = run(); export const two = walk();",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(fixture.typeOf(workspace, "p/x.ts", "one"), "Promise<1>");
      assert.equal(fixture.typeOf(workspace, "p/x.ts", "two"), "Promise<2>");
    },
  );
});

test("JavaScript of both kinds is typed without a tsconfig, and its scripts do not mix", () => {
  withFixture(
    {
      "a.js": "async function main() { return 1; }\nmodule.exports = { main };\n",
      "b.js": 'const { main } = require("./a"); const one = main();',
      "c.mjs": 'import { main } from "./a.js"; const two = main();',
      "d.js": 'function main() { return "text"; }\nconst three = main();',
      "e.js": "function main() { return true; }\nconst four = main();",
      "f.jsx": "export const five = (async () => 1)();",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(workspace.projects.length, 1);
      assert.equal(fixture.typeOf(workspace, "b.js", "one"), "Promise<number>");
      assert.equal(fixture.typeOf(workspace, "c.mjs", "two"), "Promise<number>");
      assert.equal(fixture.typeOf(workspace, "d.js", "three"), "string");
      assert.equal(fixture.typeOf(workspace, "e.js", "four"), "boolean");
      assert.equal(fixture.typeOf(workspace, "f.jsx", "five"), "Promise<number>");
    },
  );
});

test("a file that its project leaves out still resolves names as the project does", () => {
  withFixture(
    {
      "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "~/*": ["./src/*"] } }, include: ["src"] }),
      "src/later.ts": later,
      "src/globals.d.ts": "declare const version: 5;",
      "tests/x.ts": 'import { later } from "~/later"; export const one = later(); export const two = version;',
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.equal(fixture.owners(workspace)["tests/x.ts"], "inferred");
      assert.equal(fixture.typeOf(workspace, "tests/x.ts", "one"), "Promise<number>");
      assert.equal(fixture.typeOf(workspace, "tests/x.ts", "two"), "5");
    },
  );
});

test("one inferred project serves a folder, however many projects leave files out", () => {
  const one = (name: string) => ({
    [`${name}/tsconfig.json`]: JSON.stringify({ include: ["src"] }),
    [`${name}/src/a.ts`]: "export {};",
    [`${name}/b.ts`]: "export {};",
  });
  withFixture({ ...one("x"), ...one("y"), ...one("z") }, (fixture) => {
    assert.deepEqual(
      fixture
        .discover()
        .projects.filter(({ name }) => name === "inferred")
        .map(({ rootFiles }) => rootFiles.length),
      [3],
    );
  });
});
