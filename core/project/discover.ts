/** Finds the projects of a workspace and the one project that each file to lint belongs to. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Notice } from "../finding.ts";
import type { ParsedCommandLine, RawCompilerOptions } from "../ts.ts";
import { createConfigReader, type Config } from "./configs.ts";
import { examine, isDeclaration } from "./examine.ts";
import { inferProjects } from "./inferred.ts";
import { createLenience } from "./lenient.ts";
import { readMonorepo } from "./monorepo.ts";
import { assign, assignNew, createNearest } from "./owners.ts";
import { isUnder, toSlashes } from "./paths.ts";
import { mainConfigs, variantConfigs, withoutOutputs } from "./select.ts";
import { mergePaths } from "./sources.ts";
import { walk, type Tree } from "./walk.ts";

export interface ProjectPlan {
  /** The tsconfig's path relative to its workspace folder, or "inferred". */
  readonly name: string;
  readonly configFile?: string;
  /** What relative paths start from. */
  readonly folder: string;
  readonly rootFiles: readonly string[];
  /** Translated for TypeScript 7, with every path absolute. */
  readonly options: RawCompilerOptions;
}

export interface Workspace {
  readonly projects: readonly ProjectPlan[];
  /** Every file to lint, sorted, with the index of the one project it is reported from. */
  readonly owners: ReadonlyMap<string, number>;
  /** Files that decided all this: after a change to one of them, discover again. */
  readonly configFiles: readonly string[];
  readonly notices: readonly Notice[];
}

/** `extraFiles` are documents open in an editor: they may be new, or stand outside every folder. */
export function discover(
  folders: readonly string[],
  parseConfig: (file: string) => ParsedCommandLine,
  isIgnored: (file: string) => boolean,
  extraFiles: readonly string[] = [],
): Workspace {
  const tree = walk(folders.map((folder) => toSlashes(folder).replace(/(?<=[^:])\/$/, "")));
  const reader = createConfigReader(parseConfig);
  const main = mainConfigs(tree, reader);
  const { sources, notices } = choose(tree, main, isIgnored);

  const owners = new Map<string, Config>();
  assign(main, sources, owners);
  const left = [...sources].filter((file) => !owners.has(file));
  const variants = variantConfigs(tree, main, reader, (folder) => left.some((file) => isUnder(file, folder)));
  assign(variants, sources, owners);
  const unknown = newFiles(extraFiles, tree).filter((file) => !isIgnored(file));
  assignNew(unknown, owners);

  const used = new Set(owners.values());
  const configs = [...main, ...variants].filter((config) => used.has(config));
  const indexOf = new Map(configs.map((config, index) => [config, index]));
  const inferred = inferProjects(
    [...sources, ...unknown].filter((file) => !owners.has(file)),
    main,
    tree,
  );
  const monorepo = readMonorepo(tree, [...main, ...variants], reader);
  const lenient = createLenience(monorepo.packages, createNearest(main));
  const withPackages = (options: RawCompilerOptions): RawCompilerOptions => {
    return { ...options, paths: mergePaths(options.paths ?? {}, monorepo.paths) };
  };
  const indexes = new Map([...owners].map(([file, config]) => [file, indexOf.get(config)!]));
  inferred.forEach(({ owned }, index) => owned.forEach((file) => indexes.set(file, configs.length + index)));

  return {
    projects: [
      ...configs.map((config) => ({
        name: relativeName(config.file, tree),
        configFile: config.file,
        folder: config.folder,
        rootFiles: [...rootsOf(config, tree), ...unknown.filter((file) => owners.get(file) === config)],
        options: withPackages(lenient(config)),
      })),
      ...inferred.map(({ folder, rootFiles, options }) => ({
        name: "inferred",
        folder,
        rootFiles,
        options: withPackages(options),
      })),
    ],
    owners: new Map([...indexes].sort(([a], [b]) => (a < b ? -1 : 1))),
    configFiles: [...new Set([...tree.configs, ...reader.seen(), ...monorepo.read, ...tree.ignoreFiles])].sort(),
    notices: [...reader.notices(), ...notices, ...configs.flatMap((config) => noticeOfOutside(config, tree))],
  };
}

/**
 * What a program begins with. Of what a configuration includes outside of the folders that were opened, that is what declares
 * things for all: the rest is read where it is imported, and an `include` that is too wide can name a whole disk.
 */
function rootsOf({ files }: Config, tree: Tree): readonly string[] {
  return files.filter((file) => isInside(file, tree) || (isDeclaration(file) && !file.includes("/node_modules/")));
}

function isInside(file: string, { roots }: Tree): boolean {
  return roots.some((root) => isUnder(file, root));
}

/** More than anybody includes on purpose. */
const tooMany = 1000;

function noticeOfOutside({ file, files }: Config, tree: Tree): Notice[] {
  const outside = files.filter((each) => !isInside(each, tree)).length;
  if (outside < tooMany) return [];
  const message = `This project includes ${outside} files outside of its workspace, which are left out. Narrow its "include".`;
  return [{ kind: "project", message, file }];
}

/** The files that people wrote and that the settings do not leave out. */
function choose(
  tree: Tree,
  configs: readonly Config[],
  isIgnored: (file: string) => boolean,
): { sources: Set<string>; notices: Notice[] } {
  const candidates = withoutOutputs(
    [...tree.files].filter((file) => !isDeclaration(file)),
    configs,
  );
  const sources = new Set<string>();
  const huge: string[] = [];
  for (const file of candidates) {
    if (isIgnored(file)) continue;
    const nature = examine(file, (other) => tree.files.has(other));
    if (nature === "source") sources.add(file);
    if (nature === "huge") huge.push(file);
  }
  const names =
    huge
      .slice(0, 5)
      .map((file) => relativeName(file, tree))
      .join(", ") + (huge.length > 5 ? " and others" : "");
  const message = `Files above 1 MB are not read: ${names}. List them under "ignore" in the settings to silence this.`;
  return { sources, notices: huge.length === 0 ? [] : [{ kind: "file", message, file: huge[0]! }] };
}

/**
 * Open documents that the walk did not bring. One that is on disk all the same is hidden, and stays so while it is
 * open.
 */
function newFiles(extraFiles: readonly string[], tree: Tree): string[] {
  const isHidden = (file: string): boolean => isInside(file, tree) && existsSync(file);
  return [...new Set(extraFiles.map(toSlashes))].filter(
    (file) => !tree.files.has(file) && !isDeclaration(file) && !file.includes("/node_modules/") && !isHidden(file),
  );
}

function relativeName(file: string, tree: Tree): string {
  return path.posix.relative(tree.roots.find((root) => isUnder(file, root)) ?? tree.roots[0] ?? "/", file);
}
