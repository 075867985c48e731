/** Which of the tsconfig files in a workspace are projects, and which come second. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Config, ConfigReader } from "./configs.ts";
import { isDeclaration, isJavaScript } from "./examine.ts";
import { ancestors, folderOf, isUnder, resolveFrom } from "./paths.ts";
import type { Tree } from "./walk.ts";
import { upToRepository } from "./walk.ts";

/** Every tsconfig.json and jsconfig.json, the one above each folder, and all that these refer to. */
export function mainConfigs(tree: Tree, reader: ConfigReader): Config[] {
  const found = new Map<string, Config>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    const config = reader.read(file);
    if (!config) return;
    found.set(file, config);
    config.references.filter((file) => existsSync(file)).forEach(add);
  };
  for (const file of tree.configs) if (isMain(file) && !isShadowed(file, tree)) add(file);
  for (const root of tree.roots) {
    const above = upToRepository(root)
      .slice(1)
      .flatMap((at) => [`${at}/tsconfig.json`, `${at}/jsconfig.json`]);
    const nearest = above.find((file) => existsSync(file));
    if (nearest) add(nearest);
  }
  return [...found.values()];
}

/**
 * tsconfig.test.json and its like, where nothing refers to them: they own only what no main project includes. One that
 * says nothing of files is there to be extended, not to be a project. Only those with files left to own are read.
 */
export function variantConfigs(
  tree: Tree,
  main: readonly Config[],
  reader: ConfigReader,
  hasFilesLeft: (folder: string) => boolean,
): Config[] {
  const extended = new Set(tree.configs.flatMap((file) => basesOf(file, reader)));
  return tree.configs
    .filter((file) => !isMain(file) && !main.some((config) => config.file === file) && hasFilesLeft(folderOf(file)))
    .filter((file) => {
      const { files, include } = reader.own(file);
      const alone = !main.some((config) => config.folder === folderOf(file));
      return files !== undefined || include !== undefined || (alone && !extended.has(file));
    })
    .map((file) => reader.read(file))
    .filter((config) => config !== undefined);
}

function isMain(file: string): boolean {
  return /\/[tj]sconfig\.json$/.test(file);
}

/** The compiler does not look at a jsconfig.json beside a tsconfig.json. */
function isShadowed(file: string, tree: Tree): boolean {
  return path.posix.basename(file) === "jsconfig.json" && tree.configs.includes(`${folderOf(file)}/tsconfig.json`);
}

function basesOf(file: string, reader: ConfigReader): string[] {
  return [reader.own(file).extends ?? []]
    .flat()
    .filter((base) => typeof base === "string" && base.startsWith("."))
    .map((base) => resolveFrom(folderOf(file), base))
    .map((base) => (base.endsWith(".json") ? base : `${base}.json`));
}

/** Leaves out what the projects themselves write, unless a project reads its sources from there. */
export function withoutOutputs(files: readonly string[], configs: readonly Config[]): string[] {
  const outputs = new Set<string>();
  for (const { options, folder } of configs) {
    for (const output of [options.outDir, options.declarationDir]) {
      if (output !== undefined && !isUnder(folder, output)) outputs.add(output);
    }
  }
  const outputAbove = (file: string): string | undefined => {
    for (const at of ancestors(folderOf(file))) if (outputs.has(at)) return at;
    return undefined;
  };
  for (const file of configs.flatMap((config) => config.files)) {
    const output = isDeclaration(file) || isJavaScript(file) ? undefined : outputAbove(file);
    if (output !== undefined) outputs.delete(output);
  }
  return files.filter((file) => outputAbove(file) === undefined);
}
