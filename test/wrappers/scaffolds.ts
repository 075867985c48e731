/** Projects into which the wrappers are written, and what a compiler says of them there. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ScaffoldStyle, scaffolded, scaffoldedInOne, wrapperNames } from "../../rules/intents/scaffolding.ts";
import { root } from "../harness/paths.ts";
import type { Compiler } from "./compilers.ts";
import { type Setting, complaints } from "./typed.ts";

interface Kind extends Omit<Setting, "endings"> {
  readonly type: "module" | "commonjs";
  readonly ending: ".ts" | ".js" | "";
}

/** The strict, the careless and the careful. */
export function kinds({ legacy = { module: "commonjs", moduleResolution: "bundler" } }: Compiler): Kind[] {
  const careful = {
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
  };
  return [
    { name: "strict ES modules", type: "module", ending: ".js", options: { module: "nodenext", strict: true } },
    { name: "careless CommonJS", type: "commonjs", ending: "", options: { strict: false, ...legacy } },
    {
      name: "ES modules of 2021",
      type: "module",
      ending: ".js",
      options: { module: "nodenext", strict: true, target: "es2021", lib: ["es2021"] },
    },
    {
      name: "careful ES modules",
      type: "module",
      ending: ".ts",
      options: { module: "nodenext", strict: true, allowImportingTsExtensions: true, ...careful },
    },
  ];
}

/** Passes when all wrappers compile, each in a file of its own and all in one. */
export function checkScaffold({ tsc }: Compiler, { type, ending, options }: Kind): void {
  const style: ScaffoldStyle = { language: "ts", modules: "esm", specifier: (path) => path + ending };
  const files = scaffolded(wrapperNames, style);
  files.set("resilience.ts", scaffoldedInOne(wrapperNames, style));
  withProject(type, files, (project) => {
    assert.deepEqual(complaints(project, tsc, [...files.keys()], options), []);
  });
}

/** A project with these files, in this repository, so that the types of Node are found. It is gone afterwards. */
export function withProject(
  type: "module" | "commonjs",
  files: ReadonlyMap<string, string>,
  check: (project: string) => void,
): void {
  mkdirSync(join(root, "build"), { recursive: true });
  const project = mkdtempSync(join(root, "build", "scaffold-"));
  try {
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type }));
    for (const [name, text] of files) writeFileSync(join(project, name), text);
    check(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
