import assert from "node:assert/strict";
import { test } from "node:test";
import { withFixture } from "./project-fixture.ts";

const code = "export const a = 1;\n";

test(".gitignore is minded: nested ones, negation, the repository's own exclude file", () => {
  withFixture(
    {
      ".git/HEAD": "",
      ".git/info/exclude": "/private\n",
      ".gitignore": "\uFEFF# built\n/build/\n*.gen.ts\n",
      "build/a.ts": code,
      "src/build/b.ts": code,
      "src/c.gen.ts": code,
      "src/keep/.gitignore": "!d.gen.ts\n/e.ts\n",
      "src/keep/d.gen.ts": code,
      "src/keep/e.ts": code,
      "src/keep/deep/e.ts": code,
      "private/f.ts": code,
    },
    (fixture) => {
      const expected = ["src/build/b.ts", "src/keep/d.gen.ts", "src/keep/deep/e.ts"];
      assert.deepEqual(Object.keys(fixture.owners(fixture.discover())), expected);
      // The same holds when only a part of the repository is opened.
      assert.deepEqual(Object.keys(fixture.owners(fixture.discover({ folders: ["src", "private"] }))), [
        "private/f.ts",
        ...expected,
      ]);
    },
  );
});

test("what a tsconfig has written is left out, and a source folder of that name is not", () => {
  withFixture(
    {
      "a/tsconfig.json": JSON.stringify({ compilerOptions: { outDir: "out", allowJs: true } }),
      "a/x.ts": code,
      "a/out/x.js": code,
      "b/tsconfig.json": JSON.stringify({ compilerOptions: { outDir: "../b" } }),
      "b/y.ts": code,
      "b/y.js": code,
      "b/z.js": code,
      "c/build/index.js": "module.exports = {};\n",
    },
    (fixture) => {
      assert.deepEqual(Object.keys(fixture.owners(fixture.discover())), [
        "a/x.ts",
        "b/y.ts",
        "b/z.js",
        "c/build/index.js",
      ]);
    },
  );
});

test("generated, minified and binary files are left out without a word", () => {
  withFixture(
    {
      "real.js": "const long = `" + "x".repeat(900) + "`;\n" + "call();\n".repeat(20),
      "jquery.min.js": code,
      "vendor.js": `/*! licence */\n${"var a=1;".repeat(2_000)}`,
      "compiled.js": '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n',
      "mapped.mjs": `${code}//# sourceMappingURL=mapped.mjs.map\n`,
      "video.ts": new Uint8Array([0x47, 0x40, 0x00, 0x10, 0x00]),
      "german.ts": '<?xml version="1.0"?>\n<!DOCTYPE TS>\n<TS></TS>',
      "utf16.ts": Buffer.from(`\uFEFF${code}`, "utf16le"),
      "node_modules/p/index.js": code,
      ".next/server.js": code,
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.deepEqual(Object.keys(fixture.owners(workspace)), ["real.js", "utf16.ts"]);
      assert.deepEqual(workspace.notices, []);
    },
  );
});

test("files above a megabyte are left out and named in one notice", () => {
  const huge = "export const a = 1;\n".repeat(60_000);
  withFixture({ "a.ts": code, "data/one.ts": huge, "data/two.js": huge }, (fixture) => {
    const workspace = fixture.discover();
    assert.deepEqual(Object.keys(fixture.owners(workspace)), ["a.ts"]);
    assert.equal(workspace.notices.length, 1);
    assert.match(workspace.notices[0]!.message, /data\/one\.ts, data\/two\.js/);
    assert.deepEqual(fixture.discover({ ignored: /\/data\// }).notices, []);
  });
});
