/** The `paths` entries that lead from the names of a monorepo's packages to their sources. */
import { existsSync } from "node:fs";
import type { Config, ConfigReader } from "./configs.ts";
import { isDeclaration } from "./examine.ts";
import { findPackages, memberPatterns, type WorkspacePackage } from "./packages.ts";
import { folderOf, groupBy, readJson, resolveFrom } from "./paths.ts";
import { sourcePaths, type Output, type Paths } from "./sources.ts";
import { upToRepository, walk, type Tree } from "./walk.ts";

export interface Monorepo {
  readonly packages: readonly WorkspacePackage[];
  readonly paths: Paths;
  /** The files that said so. */
  readonly read: readonly string[];
}

export function readMonorepo(tree: Tree, configs: readonly Config[], reader: ConfigReader): Monorepo {
  // One package of a monorepo may be opened alone: its neighbours are then found from the monorepo's root.
  const outside = tree.roots.flatMap((root) => upToRepository(root).slice(1).filter(isMonorepo).slice(-1));
  const whole = outside.length > 0 ? walk(outside) : tree;
  const hasFile = (file: string): boolean => whole.files.has(file) || tree.files.has(file);
  const manifests = [...new Set([...tree.manifests, ...whole.manifests])];
  const packages = findPackages(manifests);

  const named = groupBy([...new Set([...tree.configs, ...whole.configs])], folderOf);
  const parsed = groupBy(configs, (config) => config.folder);
  const outputsOf = (folder: string): Output[] => {
    const known = parsed.get(folder) ?? [];
    const others = (named.get(folder) ?? []).filter((file) => !known.some((config) => config.file === file));
    return [
      ...known.flatMap(outputsOfConfig),
      ...others.flatMap((file) => outputsOfText(folder, reader.own(file).compilerOptions)),
    ];
  };
  const lists = manifests.flatMap((file) =>
    ["pnpm-workspace.yaml", "lerna.json"].map((name) => `${folderOf(file)}/${name}`),
  );
  const read = [...manifests, ...lists.filter((file) => existsSync(file))];
  return { packages, paths: sourcePaths(packages, hasFile, outputsOf), read };
}

function isMonorepo(folder: string): boolean {
  return memberPatterns(folder, readJson(`${folder}/package.json`)?.value ?? {}).length > 0;
}

function outputsOfConfig({ folder, files, options }: Config): Output[] {
  const common = commonFolder(files.filter((file) => !isDeclaration(file)));
  const sources =
    options.rootDir !== undefined ? [options.rootDir] : [...(common === undefined ? [] : [common]), folder];
  return pairs([options.outDir, options.declarationDir], sources);
}

/** What a tsconfig says in its own text, for those that no project is made of. */
function outputsOfText(folder: string, options: unknown): Output[] {
  if (typeof options !== "object" || options === null) return [];
  const { outDir, declarationDir, rootDir } = options as Record<string, unknown>;
  const absolute = (value: unknown): string | undefined =>
    typeof value === "string" ? resolveFrom(folder, value) : undefined;
  const source = absolute(rootDir);
  return pairs(
    [absolute(outDir), absolute(declarationDir)],
    source === undefined ? [`${folder}/src`, folder] : [source],
  );
}

function pairs(outputs: readonly (string | undefined)[], sources: readonly string[]): Output[] {
  return [...new Set(outputs)]
    .filter((output) => output !== undefined)
    .flatMap((output) => sources.map((source) => ({ output, source })));
}

function commonFolder(files: readonly string[]): string | undefined {
  const [first, ...rest] = files.map((file) => folderOf(file).split("/"));
  if (!first) return undefined;
  let length = first.length;
  for (const other of rest) while (first.slice(0, length).some((part, index) => part !== other[index])) length--;
  return first.slice(0, length).join("/") || "/";
}
