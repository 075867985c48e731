import assert from "node:assert/strict";
import { test } from "node:test";
import { withFixture } from "./project-fixture.ts";

const empty = JSON.stringify({});

test("each file belongs to the nearest project that includes it, and to one only", () => {
  withFixture(
    {
      "tsconfig.json": JSON.stringify({ include: ["**/*.ts"] }),
      "a.ts": "export {};",
      "test/tsconfig.json": JSON.stringify({ extends: "../tsconfig.json", include: ["../**/*.ts"] }),
      "test/a.test.ts": "export {};",
      "tsconfig.build.json": JSON.stringify({ include: ["a.ts"] }),
    },
    (fixture) => {
      assert.deepEqual(fixture.owners(fixture.discover()), {
        "a.ts": "tsconfig.json",
        "test/a.test.ts": "test/tsconfig.json",
      });
    },
  );
});

test("a variant of tsconfig.json owns what tsconfig.json leaves out, and a base for extending owns nothing", () => {
  withFixture(
    {
      "tsconfig.base.json": JSON.stringify({ compilerOptions: { strict: true } }),
      "tsconfig.json": JSON.stringify({ extends: "./tsconfig.base.json", include: ["src"] }),
      "tsconfig-test.json": JSON.stringify({ extends: "./tsconfig.json", include: ["src", "tests"] }),
      "src/a.ts": "export {};",
      "tests/a.ts": "export {};",
      "scripts/b.ts": "export {};",
    },
    (fixture) => {
      assert.deepEqual(fixture.owners(fixture.discover()), {
        "scripts/b.ts": "inferred",
        "src/a.ts": "tsconfig.json",
        "tests/a.ts": "tsconfig-test.json",
      });
    },
  );
});

test("a solution file is no project, its references are, whatever their names", () => {
  withFixture(
    {
      "tsconfig.json": JSON.stringify({
        files: [],
        references: [{ path: "./app" }, { path: "./config/ts.node.json" }, { path: "./gone" }],
      }),
      "app/tsconfig.json": JSON.stringify({ include: ["*.ts"] }),
      "app/a.ts": "export {};",
      "config/ts.node.json": JSON.stringify({ files: ["../vite.config.ts"] }),
      "vite.config.ts": "export {};",
    },
    (fixture) => {
      const workspace = fixture.discover();
      assert.deepEqual(fixture.owners(workspace), {
        "app/a.ts": "app/tsconfig.json",
        "vite.config.ts": "config/ts.node.json",
      });
      assert.deepEqual(workspace.projects.map(({ name }) => name).sort(), ["app/tsconfig.json", "config/ts.node.json"]);
      assert.deepEqual(workspace.notices, []);
    },
  );
});

test("JavaScript goes to a project that allows it, and to the inferred one otherwise", () => {
  withFixture(
    {
      "strict/tsconfig.json": empty,
      "strict/a.ts": "export {};",
      "strict/b.js": "module.exports = 1;",
      "loose/jsconfig.json": empty,
      "loose/c.js": "module.exports = 1;",
    },
    (fixture) => {
      assert.deepEqual(fixture.owners(fixture.discover()), {
        "loose/c.js": "loose/jsconfig.json",
        "strict/a.ts": "strict/tsconfig.json",
        "strict/b.js": "inferred",
      });
    },
  );
});

test("every kind of source is read, and declarations are not", () => {
  const names = ["a.ts", "b.tsx", "c.mts", "d.cts", "e.js", "f.jsx", "g.mjs", "h.cjs"];
  const files = Object.fromEntries(
    [...names, "i.d.ts", "j.d.mts", "k.css.d.ts", "l.d.css.ts"].map((name) => [name, "export {};"]),
  );
  withFixture(files, (fixture) => {
    assert.deepEqual(Object.keys(fixture.owners(fixture.discover())), names);
  });
});

test("folders that stand in one another do not double files, and a hidden one counts when it was asked for", () => {
  withFixture(
    {
      "a/tsconfig.json": empty,
      "a/x.ts": "export {};",
      ".git/HEAD": "",
      ".gitignore": "out/\n",
      "out/tsconfig.json": empty,
      "out/y.ts": "export {};",
    },
    (fixture) => {
      const workspace = fixture.discover({ folders: ["a", ".", "a"] });
      assert.deepEqual(fixture.owners(workspace), { "a/x.ts": "a/tsconfig.json" });
      assert.deepEqual(Object.keys(fixture.owners(fixture.discover({ folders: [".", "out"] }))), [
        "a/x.ts",
        "out/y.ts",
      ]);
      assert.deepEqual(Object.keys(fixture.owners(fixture.discover({ folders: ["out"] }))), ["out/y.ts"]);
    },
  );
});

test("the tsconfig above an opened folder is found", () => {
  withFixture(
    { ".git/HEAD": "", "tsconfig.json": empty, "src/deep/a.ts": "export {};", "src/b.ts": "export {};" },
    (fixture) => {
      assert.deepEqual(fixture.owners(fixture.discover({ folders: ["src/deep"] })), {
        "src/deep/a.ts": "../../tsconfig.json",
      });
    },
  );
});

test("an unsaved file joins the project of its neighbours, a stray one is inferred, a hidden one stays hidden", () => {
  withFixture(
    {
      ".git/HEAD": "",
      ".gitignore": "gen\n",
      "p/tsconfig.json": empty,
      "p/src/a.ts": "export {};",
      "p/gen/b.ts": "export {};",
    },
    (fixture) => {
      const open = ["p/src/new.ts", "p/src/new.js", "q/lone.ts", "p/gen/b.ts", "p/types.d.ts", "p/node_modules/x/y.ts"];
      const workspace = fixture.discover({ folders: ["p"], open });
      assert.deepEqual(fixture.owners(workspace), {
        "p/src/a.ts": "tsconfig.json",
        "p/src/new.js": "inferred",
        "p/src/new.ts": "tsconfig.json",
        "q/lone.ts": "inferred",
      });
      const project = workspace.projects.find(({ name }) => name === "tsconfig.json")!;
      assert.ok(project.rootFiles.includes(`${fixture.folder}/p/src/new.ts`));
    },
  );
});

test("what the settings leave out has no owner", () => {
  withFixture({ "tsconfig.json": empty, "a.ts": "export {};", "gen/b.ts": "export {};" }, (fixture) => {
    assert.deepEqual(Object.keys(fixture.owners(fixture.discover({ ignored: /\/gen\// }))), ["a.ts"]);
  });
});

test("an include that is too wide does not take in what lies outside of the workspace", () => {
  const others = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`other/${index}.ts`, "export {};"]));
  withFixture(
    {
      ...others,
      "app/tsconfig.json": JSON.stringify({ include: ["../**/*.ts"], exclude: [] }),
      "app/a.ts": "export {};",
      "types/global.d.ts": "declare const version: string;",
      "node_modules/far/index.d.ts": "export {};",
    },
    (fixture) => {
      const workspace = fixture.discover({ folders: ["app"] });
      const [project] = workspace.projects;
      const roots = project?.rootFiles.map((file) => file.slice(fixture.folder.length + 1));
      assert.deepEqual(roots, ["app/a.ts", "types/global.d.ts"]);
      const [notice, ...rest] = workspace.notices;
      assert.match(notice?.message ?? "", /^This project includes 1001 files outside of its workspace, which are left out\./);
      assert.equal(notice?.file, `${fixture.folder}/app/tsconfig.json`);
      assert.deepEqual(rest, []);
    },
  );
});
