/** Decides which one project a file is reported from. */
import path from "node:path";
import type { Config } from "./configs.ts";
import { isJavaScript } from "./examine.ts";
import { ancestors, folderOf, isUnder } from "./paths.ts";

/**
 * Gives files that have no owner yet to the configurations that include them. A configuration above a file comes
 * before one beside it, a near one before a far one, `tsconfig.json` before its variants.
 */
export function assign(configs: readonly Config[], wanted: ReadonlySet<string>, owners: Map<string, Config>): void {
  const ordered = byPrecedence(configs);
  for (const above of [true, false]) {
    for (const config of ordered) {
      for (const file of config.files) {
        if (!owners.has(file) && wanted.has(file) && isUnder(file, config.folder) === above) owners.set(file, config);
      }
    }
  }
}

/** Gives new files, which no parser could see, to the project that owns their neighbours. */
export function assignNew(files: readonly string[], owners: Map<string, Config>): void {
  if (files.length === 0) return;
  const byFolder = new Map<string, Config>();
  for (const [file, config] of owners) if (!byFolder.has(folderOf(file))) byFolder.set(folderOf(file), config);
  for (const file of files) {
    for (const folder of ancestors(folderOf(file))) {
      const config = byFolder.get(folder);
      if (!config) continue;
      if (isUnder(file, config.folder) && (!isJavaScript(file) || config.options.allowJs)) owners.set(file, config);
      break;
    }
  }
}

/** From a folder to the configuration that it would look to: the best one of the nearest folder that has any. */
export function createNearest(configs: readonly Config[]): (folder: string) => Config | undefined {
  const best = new Map<string, Config>();
  for (const config of byPrecedence(configs)) if (!best.has(config.folder)) best.set(config.folder, config);
  return (folder) => {
    for (const at of ancestors(folder)) if (best.has(at)) return best.get(at);
    return undefined;
  };
}

function byPrecedence(configs: readonly Config[]): Config[] {
  return [...configs].sort((a, b) => depth(b) - depth(a) || rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
}

function depth(config: Config): number {
  return config.folder.split("/").length;
}

function rank({ file }: Config): number {
  const name = path.posix.basename(file);
  return name === "tsconfig.json" ? 0 : name === "jsconfig.json" ? 1 : 2;
}
