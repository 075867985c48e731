/** Where the sources of workspace packages are, so that a monorepo that was never built still has types. */
import { folderOf, resolveFrom } from "./paths.ts";
import type { WorkspacePackage } from "./packages.ts";

/** A compiler's output folder and the folder it is made from. */
export interface Output {
  readonly output: string;
  readonly source: string;
}

export type Paths = Record<string, string[]>;

/** Sources, best first: TypeScript, then declarations written by hand, then JavaScript. */
const sourceEndings = [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".d.mts", ".d.cts", ".js", ".jsx", ".mjs", ".cjs"];
const outputFolder =
  /^(?:dist|lib|libs|build|out|output|es|esm|cjs|mjs|umd|module|modules|commonjs|types|typings|src|node)$/;
const builtEnding = /(?:\.d\.[mc]?ts|\.[mc]?[jt]sx?)$/;

/** What packages give, as entries for the `paths` option. A package without a source that can be found has none. */
export function sourcePaths(
  packages: readonly WorkspacePackage[],
  hasFile: (file: string) => boolean,
  outputsOf: (folder: string) => readonly Output[],
): Paths {
  const paths: Paths = {};
  for (const one of packages) {
    const outputs = outputsOf(one.folder);
    for (const [subpath, targets] of exportsOf(one, outputs)) {
      const found = subpath.includes("*")
        ? targets.flatMap((target) => wildcardSources(one.folder, target, outputs))
        : firstSource(one.folder, subpath, targets, outputs, hasFile);
      if (found.length > 0) paths[one.name + subpath.slice(1)] = [...new Set(found)];
    }
  }
  return paths;
}

/** Adds package sources to a project's own paths. What the user's best pattern says of a name is tried first. */
export function mergePaths(own: Readonly<Paths>, ofPackages: Readonly<Paths>): Paths {
  const merged: Paths = { ...own };
  const patterns = Object.keys(own);
  for (const [name, targets] of Object.entries(ofPackages)) {
    const pattern = bestPattern(name, patterns);
    const first = pattern === undefined ? [] : own[pattern]!.map((target) => substitute(pattern, target, name));
    merged[name] = [...new Set([...first, ...targets])];
  }
  return merged;
}

/** Each subpath that a package exports ("." for itself), with the files it stands for in their order. */
function exportsOf({ folder, manifest }: WorkspacePackage, outputs: readonly Output[]): [string, string[]][] {
  const { exports } = manifest;
  const main = ["source", "types", "typings", "module", "main"]
    .map((field) => manifest[field])
    .filter((value) => typeof value === "string");
  if (exports === undefined || exports === null) {
    // Without `exports` every file of the package can be imported by its path.
    const inside = outputs
      .filter(({ output }) => output.startsWith(`${folder}/`))
      .map(({ output }) => `.${output.slice(folder.length)}/*`);
    return [
      [".", [...main, "./index.js"]],
      ...["./*", ...inside].map((subpath): [string, string[]] => [subpath, [subpath]]),
    ];
  }
  const bySubpath =
    typeof exports === "object" && !Array.isArray(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  if (!bySubpath) return [[".", [...leaves(exports), ...main]]];
  return Object.entries(exports)
    .map(([subpath, value]): [string, string[]] => [subpath, [...leaves(value), ...(subpath === "." ? main : [])]])
    .filter(([, targets]) => targets.length > 0);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return builtEnding.test(value) || !/\.[a-z]+$/.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leaves);
}

/** The one best source of an export: by ending first, then in the order the package lists its files. */
function firstSource(
  folder: string,
  subpath: string,
  targets: readonly string[],
  outputs: readonly Output[],
  hasFile: (file: string) => boolean,
): string[] {
  const stems = targets.flatMap((target) => sourceStems(folder, resolveFrom(folder, target), outputs));
  if (subpath === ".") stems.push(`${folder}/src/index`, `${folder}/index`);
  for (const ending of sourceEndings) {
    const stem = stems.find((stem) => hasFile(stem + ending) && !isOutput(stem, outputs, folder));
    if (stem !== undefined) return [stem + ending];
  }
  return [];
}

/** Where the source of a built file may be, without its ending: itself, by the compiler's folders, by custom. */
function sourceStems(folder: string, target: string, outputs: readonly Output[]): string[] {
  const stem = target.replace(builtEnding, "");
  const mapped = outputs
    .filter(({ output }) => stem.startsWith(`${output}/`))
    .map(({ output, source }) => source + stem.slice(output.length));
  const custom = withoutOutputFolders(stem.slice(folder.length + 1)).flatMap((rest) => [
    `${folder}/src/${rest}`,
    `${folder}/${rest}`,
  ]);
  // Bundlers make `dist/a/index.js` of `src/a.ts`, and `dist/a.js` of `src/a/index.ts`.
  return [stem, ...mapped, ...custom].flatMap((one) => [one, `${one}/index`, one.replace(/\/index$/, "")]);
}

/**
 * `dist/esm/a/index` gives `esm/a/index` and `a/index`: the first folder may have any name, further ones must be
 * known.
 */
function withoutOutputFolders(path: string): string[] {
  const parts = path.split("/");
  const found: string[] = [];
  while (parts.length > 1 && (found.length === 0 || outputFolder.test(parts[0]!))) {
    parts.shift();
    found.push(parts.join("/"));
  }
  return found;
}

/** A wildcard can't be looked up beforehand: each place where the source may be is offered, with each ending. */
function wildcardSources(folder: string, target: string, outputs: readonly Output[]): string[] {
  const file = resolveFrom(folder, target);
  if (!file.includes("*")) return [];
  const [before, after] = [file.slice(0, file.indexOf("*")), file.slice(file.indexOf("*") + 1)];
  const ending = builtEnding.exec(after)?.[0];
  const rest = ending ? after.slice(0, -ending.length) : after;
  const inside = folderOf(`${before}x`);
  const folders = outputs.filter(({ output }) => inside === output || inside.startsWith(`${output}/`));
  const mapped = folders.map(({ output, source }) => source + before.slice(output.length));
  const within = before.slice(folder.length + 1);
  const custom = withoutOutputFolders(`${within}*`).map((rest) => `${folder}/src/${rest.slice(0, -1)}`);
  const starts = [...mapped, ...custom, ...(isOutput(before, outputs, folder) ? [] : [before])];
  // A specifier that brings its own ending (`pkg/a.js`) is matched to its source by the compiler.
  return starts.flatMap((start) =>
    ending
      ? sourceEndings.slice(0, 4).map((one) => `${start}*${rest}${one}`)
      : [`${start}*${rest}`, `${start}*${rest}.ts`, `${start}*${rest}.tsx`],
  );
}

function isOutput(path: string, outputs: readonly Output[], folder: string): boolean {
  return outputs.some(({ output, source }) => output !== folder && output !== source && path.startsWith(`${output}/`));
}

/**
 * The pattern of `paths` that the compiler would choose for a name: an exact one, else the one with the longest
 * beginning.
 */
function bestPattern(name: string, patterns: readonly string[]): string | undefined {
  if (patterns.includes(name)) return name;
  const start = (pattern: string): string => pattern.slice(0, pattern.indexOf("*"));
  return patterns
    .filter((pattern) => pattern.includes("*"))
    .filter((pattern) => {
      const end = pattern.slice(pattern.indexOf("*") + 1);
      return name.length >= pattern.length - 1 && name.startsWith(start(pattern)) && name.endsWith(end);
    })
    .sort((a, b) => start(b).length - start(a).length)[0];
}

function substitute(pattern: string, target: string, name: string): string {
  const star = pattern.indexOf("*");
  if (star < 0) return target;
  return target.replace("*", () => name.slice(star, name.length - (pattern.length - star - 1)));
}
