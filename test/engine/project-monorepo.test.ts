import assert from "node:assert/strict";
import { test } from "node:test";
import { ModuleKind } from "../../core/ts.ts";
import { withFixture, type Fixture } from "./project-fixture.ts";

const later = "export async function later() { return 1; }\n";
const useOf = (specifier: string): string => `import { later } from "${specifier}";\nexport const one = later();\n`;
const json = (value: unknown): string => JSON.stringify(value);

function assertTyped(fixture: Fixture, file: string, type = "Promise<number>"): void {
  assert.equal(fixture.typeOf(fixture.discover(), file, "one"), type, file);
}

/** A package `@org/lib` with the given manifest, and a package beside it that imports it. */
function withLibrary(
  manifest: object,
  files: Readonly<Record<string, string>>,
  specifier: string,
  check: (fixture: Fixture) => void,
  importer: object = { compilerOptions: { module: "nodenext" } },
): void {
  withFixture(
    {
      "package.json": json({ private: true, workspaces: ["packages/*"] }),
      "packages/lib/package.json": json({ name: "@org/lib", version: "1.0.0", ...manifest }),
      "packages/app/package.json": json({ name: "@org/app", type: "module" }),
      "packages/app/tsconfig.json": json(importer),
      "packages/app/x.ts": useOf(specifier),
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`packages/lib/${name}`, text])),
    },
    check,
  );
}

const lists: Record<string, Record<string, string>> = {
  "npm's array": { "package.json": json({ workspaces: ["./packages/*/"] }) },
  "yarn's object": { "package.json": json({ workspaces: { packages: ["packages/**"] } }) },
  "pnpm's block": {
    "package.json": json({ name: "root" }),
    "pnpm-workspace.yaml":
      "catalog:\n  a: 1\n\npackages:\n  # all\n  - 'packages/*' # here\n\n  - \"!packages/other\"\n\nonlyBuilt:\n  - esbuild\n",
  },
  "pnpm's brackets": { "package.json": "{}", "pnpm-workspace.yaml": "packages: ['packages/*', \"tools\"]\n" },
  "lerna's": { "package.json": "{}", "lerna.json": json({ packages: ["packages/*"] }) },
};

for (const [name, files] of Object.entries(lists)) {
  test(`a package is found through ${name} list`, () => {
    withFixture(
      {
        ...files,
        "packages/lib/package.json": json({ name: "lib", main: "dist/index.js", types: "dist/index.d.ts" }),
        "packages/lib/src/index.ts": later,
        "packages/app/package.json": json({ name: "app" }),
        "packages/app/tsconfig.json": json({}),
        "packages/app/x.ts": useOf("lib"),
      },
      (fixture) => assertTyped(fixture, "packages/app/x.ts"),
    );
  });
}

test("a package that no list names does not stand in for a real one", () => {
  withFixture(
    {
      "package.json": json({ name: "root" }),
      "fixtures/lib/package.json": json({ name: "lib", main: "index.js" }),
      "fixtures/lib/index.ts": later,
      "x.ts": useOf("lib"),
    },
    (fixture) => assertTyped(fixture, "x.ts", "any"),
  );
});

test("built files are led back to sources through the package's own tsconfig", () => {
  const tsconfig = json({ compilerOptions: { rootDir: "code", outDir: "lib/out", module: "nodenext" } });
  withLibrary(
    { main: "./lib/out/start.js" },
    { "tsconfig.json": tsconfig, "code/start.ts": later },
    "@org/lib",
    (fixture) => assertTyped(fixture, "packages/app/x.ts"),
  );
});

test("a tsconfig that is no project of its own, and one without rootDir, lead back too", () => {
  const build = json({ compilerOptions: { outDir: "out", rootDir: "code" } });
  const files = { "tsconfig.json": json({ include: ["code"] }), "tsconfig.build.json": build, "code/a.ts": later };
  withLibrary({ exports: { "./a": "./out/a.js" } }, files, "@org/lib/a", (fixture) =>
    assertTyped(fixture, "packages/app/x.ts"),
  );
  const implied = {
    "tsconfig.json": json({ compilerOptions: { outDir: "out" } }),
    "code/a.ts": later,
    "code/b/c.ts": "export {};",
  };
  withLibrary({ types: "./out/a.d.ts" }, implied, "@org/lib", (fixture) => assertTyped(fixture, "packages/app/x.ts"));
});

test("conditions, subpaths and wildcards of `exports` lead to sources", () => {
  const manifest = {
    type: "module",
    exports: {
      ".": { node: { import: { types: "./dist/esm/index.d.ts", default: "./dist/esm/index.js" } } },
      "./tools": { types: "./dist/tools/index.d.ts", default: "./dist/tools/index.js" },
      "./parts/*": { types: "./dist/parts/*.d.ts", import: "./dist/parts/*.js" },
      "./files/*.js": "./dist/files/*.js",
      "./style.css": "./dist/style.css",
      "./secret": null,
    },
  };
  const files = {
    "src/index.ts": later,
    "src/tools.ts": later,
    "src/parts/one.ts": later,
    "src/parts/deep/two.tsx": later,
    "src/files/three.ts": later,
    "src/secret.ts": later,
  };
  for (const subpath of ["", "/tools", "/parts/one", "/parts/deep/two", "/files/three.js"]) {
    withLibrary(manifest, files, `@org/lib${subpath}`, (fixture) => assertTyped(fixture, "packages/app/x.ts"));
  }
  for (const subpath of ["/secret", "/style.css"]) {
    withLibrary(manifest, files, `@org/lib${subpath}`, (fixture) => assertTyped(fixture, "packages/app/x.ts", "any"));
  }
});

test("sources are preferred to what was built, and a subpath never falls back to the index", () => {
  const stale = "export declare function later(): string;\n";
  const linked = { "dist/index.d.ts": stale, "dist/index.js": "", "src/index.ts": later };
  withLibrary({ types: "dist/index.d.ts", main: "dist/index.js" }, linked, "@org/lib", (fixture) =>
    assertTyped(fixture, "packages/app/x.ts"),
  );
  withLibrary(
    { exports: { ".": "./dist/index.js", "./gone": "./dist/gone/index.js" } },
    linked,
    "@org/lib/gone",
    (fixture) => assertTyped(fixture, "packages/app/x.ts", "any"),
  );
});

test("without `exports` any file of the package can be imported, built or not", () => {
  const files = {
    "tsconfig.json": json({ compilerOptions: { outDir: "dist", rootDir: "src" } }),
    "src/deep/a.ts": later,
  };
  const bundler = { compilerOptions: { module: "esnext", moduleResolution: "bundler" } };
  for (const subpath of ["src/deep/a", "dist/deep/a", "dist/deep/a.js"]) {
    withLibrary({}, files, `@org/lib/${subpath}`, (fixture) => assertTyped(fixture, "packages/app/x.ts"), bundler);
  }
});

test("declarations written by hand serve a package in JavaScript", () => {
  const files = {
    "index.js": "module.exports.later = () => 1;",
    "index.d.ts": "export declare function later(): Promise<number>;",
  };
  withLibrary({ main: "index.js", types: "index.d.ts" }, files, "@org/lib", (fixture) =>
    assertTyped(fixture, "packages/app/x.ts"),
  );
});

test("the user's own paths are tried first, and package sources after them", () => {
  const files = { "src/index.ts": later, "src/other.ts": "export async function later() { return 'text'; }" };
  const mapped = (target: string) => ({ compilerOptions: { module: "esnext", paths: { "@org/*": [target] } } });
  const manifest = { main: "dist/index.js" };
  withLibrary(
    manifest,
    files,
    "@org/lib",
    (fixture) => assertTyped(fixture, "packages/app/x.ts", "Promise<string>"),
    mapped("../*/src/other"),
  );
  withLibrary(manifest, files, "@org/lib", (fixture) => assertTyped(fixture, "packages/app/x.ts"), mapped("../*/dist"));
});

test("one package opened alone still finds its neighbours, and sources pull in their own neighbours", () => {
  withFixture(
    {
      ".git/HEAD": "",
      "package.json": json({ workspaces: ["packages/*"] }),
      "packages/base/package.json": json({ name: "base", main: "dist/index.js" }),
      "packages/base/src/index.ts": later,
      "packages/lib/package.json": json({ name: "lib", exports: "./dist/index.js" }),
      "packages/lib/src/index.ts": 'export { later } from "base";',
      "packages/app/package.json": json({ name: "app" }),
      "packages/app/x.ts": useOf("lib"),
    },
    (fixture) => {
      const workspace = fixture.discover({ folders: ["packages/app"] });
      assert.deepEqual(Object.keys(fixture.owners(workspace)), ["packages/app/x.ts"]);
      assert.equal(fixture.typeOf(workspace, "packages/app/x.ts", "one"), "Promise<number>");
      assert.ok(workspace.configFiles.includes(`${fixture.folder}/package.json`));
    },
  );
});

test("an example beside a library finds the library by its name", () => {
  withFixture(
    {
      "package.json": json({ name: "library", main: "dist/index.js", types: "dist/index.d.ts" }),
      "tsconfig.json": json({ compilerOptions: { outDir: "dist" }, include: ["src"] }),
      "src/index.ts": later,
      "examples/x.ts": useOf("library"),
    },
    (fixture) => assertTyped(fixture, "examples/x.ts"),
  );
});

test("a project that resolves as Node.js does reads the sources of a package written for a bundler", () => {
  withFixture(
    {
      "package.json": json({ workspaces: ["packages/*"] }),
      "packages/lib/package.json": json({ name: "lib", type: "module", exports: "./dist/index.js" }),
      "packages/lib/tsconfig.json": json({ compilerOptions: { module: "esnext", moduleResolution: "bundler" } }),
      "packages/lib/src/index.ts": 'export * from "./inside";',
      "packages/lib/src/inside/index.ts": later,
      "packages/between/package.json": json({
        name: "between",
        type: "module",
        dependencies: { lib: "workspace:*" },
        exports: "./index.ts",
      }),
      "packages/between/index.ts": 'export { later } from "lib";',
      "packages/app/package.json": json({ name: "app", type: "module", dependencies: { between: "*" } }),
      "packages/app/tsconfig.json": json({ compilerOptions: { module: "nodenext" } }),
      "packages/app/x.ts": useOf("between"),
      "packages/plain/package.json": json({ name: "plain", type: "module" }),
      "packages/plain/tsconfig.json": json({ compilerOptions: { module: "nodenext" } }),
      "packages/plain/x.ts": "export {};",
    },
    (fixture) => {
      assertTyped(fixture, "packages/app/x.ts");
      const plain = fixture.discover().projects.find(({ name }) => name === "packages/plain/tsconfig.json")!;
      assert.equal(plain.options.module, ModuleKind.NodeNext);
    },
  );
});

test("a package's own name and its private imports lead to its sources", () => {
  const manifest = { name: "self", type: "module", imports: { "#*": "./dist/*.js" }, exports: { "./*": "./dist/*.js" } };
  withFixture(
    {
      "package.json": json(manifest),
      "tsconfig.json": json({ compilerOptions: { module: "nodenext", rootDir: "src", outDir: "dist" } }),
      "src/later.ts": later,
      "src/x.ts": useOf("#later"),
      "src/y.ts": useOf("self/later"),
    },
    (fixture) => {
      assertTyped(fixture, "src/x.ts");
      assertTyped(fixture, "src/y.ts");
    },
  );
});
