/** Projects for files that no tsconfig includes. */
import { existsSync } from "node:fs";
import { ModuleKind, ModuleResolutionKind, type RawCompilerOptions } from "../ts.ts";
import type { Config } from "./configs.ts";
import { isDeclaration } from "./examine.ts";
import { jsxPreserve } from "./options.ts";
import { createNearest } from "./owners.ts";
import { folderOf, groupBy, isUnder } from "./paths.ts";
import type { Tree } from "./walk.ts";

export interface Inferred {
  readonly folder: string;
  /** The files to report. */
  readonly owned: readonly string[];
  readonly rootFiles: readonly string[];
  readonly options: RawCompilerOptions;
}

/** The compiler's numbers for the newest language and for "every file is a module". */
const targetEsNext = 99;
const moduleDetectionForce = 3;

/**
 * How a project resolves names. A file beside it that it leaves out, such as a test, nearly always resolves them the
 * same way.
 */
const borrowed = [
  "paths",
  "rootDirs",
  "customConditions",
  "moduleSuffixes",
  "typeRoots",
  "jsx",
  "jsxImportSource",
] as const;

/** Files share a project when the same names mean the same to them: one for a whole folder, as a rule. */
export function inferProjects(files: readonly string[], configs: readonly Config[], tree: Tree): Inferred[] {
  const nearest = createNearest(configs);
  const anchorOf = createTypesAnchor(tree.roots);
  const declarations = new Map(configs.map((config) => [config, config.files.filter(isDeclaration)]));
  const groups = new Map<string, { options: RawCompilerOptions; owned: string[]; ambient: Set<string> }>();
  for (const [folder, inside] of groupBy(files, folderOf)) {
    const root = tree.roots.find((root) => isUnder(folder, root)) ?? tree.roots[0] ?? folder;
    const near = nearest(folder);
    const options = inferredOptions(anchorOf(folder, root), near);
    const key = JSON.stringify([root, options]);
    const group = groups.get(key) ?? { options, owned: [], ambient: new Set() };
    groups.set(key, group);
    group.owned.push(...inside);
    for (const file of near ? declarations.get(near)! : []) group.ambient.add(file);
  }
  const loose = [...tree.files].filter((file) => isDeclaration(file) && !nearest(folderOf(file)));
  return [...groups.values()].map(({ options, owned, ambient }) => {
    const anchor = folderOf(options.configFilePath!);
    const around = loose.filter((file) => isUnder(file, anchor));
    return { folder: anchor, owned, rootFiles: [...new Set([...owned, ...ambient, ...around])], options };
  });
}

/**
 * Options that resolve as much as possible: `module: preserve` reads `import` and `require` side by side, extensions
 * or none. Every file counts as a module, so that two scripts with a global of the same name do not spoil each other's
 * types.
 */
function inferredOptions(anchor: string, near: Config | undefined): RawCompilerOptions {
  const resolution: Record<string, unknown> = { paths: {}, jsx: jsxPreserve };
  for (const name of borrowed) if (near?.options[name] !== undefined) resolution[name] = near.options[name];
  return {
    ...resolution,
    allowJs: true,
    checkJs: false,
    strict: true,
    experimentalDecorators: near?.options.experimentalDecorators ?? false,
    target: targetEsNext,
    module: ModuleKind.Preserve,
    moduleResolution: ModuleResolutionKind.Bundler,
    moduleDetection: moduleDetectionForce,
    resolveJsonModule: true,
    types: [...new Set(["*", ...(near?.options.types ?? [])])],
    // Where the search for @types starts. No such file need exist.
    configFilePath: `${anchor}/tsconfig.json`,
    noEmit: true,
    skipLibCheck: true,
  };
}

/** From a folder to the one where its @types packages are installed: the nearest that has some, else the root. */
function createTypesAnchor(roots: readonly string[]): (folder: string, root: string) => string {
  const known = new Map<string, string>(roots.map((root) => [root, root]));
  const find = (folder: string, root: string): string => {
    const anchor = known.get(folder);
    if (anchor !== undefined) return anchor;
    const found = !isUnder(folder, root)
      ? root
      : existsSync(`${folder}/node_modules/@types`)
        ? folder
        : find(folderOf(folder), root);
    known.set(folder, found);
    return found;
  };
  return find;
}
