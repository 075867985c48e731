/** The packages of a monorepo: who they are, from npm's, yarn's, pnpm's and lerna's own lists. */
import picomatch from "picomatch";
import { folderOf, readJson, readText } from "./paths.ts";

export interface WorkspacePackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Readonly<Record<string, any>>;
}

/**
 * Finds the packages among `manifests`, each of them the absolute path of a package.json. A root counts as a package
 * of itself.
 */
export function findPackages(manifests: readonly string[]): WorkspacePackage[] {
  const contents = new Map(manifests.map((file) => [folderOf(file), readJson(file)?.value ?? {}]));
  const members = new Set<string>();
  for (const [root, manifest] of contents) {
    const patterns = memberPatterns(root, manifest);
    if (patterns.length > 0) for (const folder of matching(root, patterns, [...contents.keys()])) members.add(folder);
  }
  const inNobody = (folder: string): boolean => ![...contents.keys()].some((other) => folder.startsWith(`${other}/`));
  return [...contents]
    .filter(
      ([folder, manifest]) => isNamed(manifest) && (members.has(folder) || (inNobody(folder) && isLibrary(manifest))),
    )
    .map(([folder, manifest]) => ({ name: manifest.name as string, folder, manifest }));
}

/** An example may carry the name of the library it shows; the library is meant then. */
function isNamed({ name, dependencies }: Readonly<Record<string, any>>): boolean {
  return (
    typeof name === "string" &&
    name !== "" &&
    !(typeof dependencies === "object" && dependencies && name in dependencies)
  );
}

function isLibrary({ main, module, types, typings, exports }: Readonly<Record<string, any>>): boolean {
  return [main, module, types, typings, exports].some((entry) => entry !== undefined && entry !== null);
}

/** What a root says its members are; empty for a package that is no root. */
export function memberPatterns(root: string, manifest: Readonly<Record<string, any>>): string[] {
  const { workspaces } = manifest;
  const lists: unknown[] = [
    workspaces,
    workspaces?.packages,
    readJson(`${root}/lerna.json`)?.value.packages,
    pnpmPackages(root),
  ];
  return lists
    .filter((list) => Array.isArray(list))
    .flat()
    .filter((pattern): pattern is string => typeof pattern === "string");
}

function matching(root: string, patterns: readonly string[], folders: readonly string[]): string[] {
  const clean = (pattern: string): string => pattern.replace(/^(!?)(?:\.\/)?/, "$1").replace(/\/$/, "");
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!")).map(clean);
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => clean(pattern).slice(1));
  const isWanted = picomatch(wanted, { ignore: unwanted });
  return folders.filter(
    (folder) => folder === root || (folder.startsWith(`${root}/`) && isWanted(folder.slice(root.length + 1))),
  );
}

/**
 * The `packages:` list of pnpm-workspace.yaml. The file has one shape in practice, block or bracketed; more of YAML is
 * not needed.
 */
function pnpmPackages(root: string): string[] {
  const text = readText(`${root}/pnpm-workspace.yaml`);
  if (text === undefined) return [];
  const bare = (item: string): string =>
    item
      .replace(/\s#.*$/, "")
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2");
  const bracketed = /^packages:\s*\[([^\]]*)\]/m.exec(text);
  if (bracketed) return bracketed[1]!.split(",").map(bare).filter(Boolean);
  const block = /^packages:[^\S\n]*(?:#.*)?\r?\n((?:[^\S\n]*(?:-.*|#.*)?\r?(?:\n|$))*)/m.exec(text)?.[1] ?? "";
  return [...block.matchAll(/^\s*-\s+(.+)$/gm)].map((match) => bare(match[1]!)).filter(Boolean);
}
