/** One reading of the workspace's directories: what is there and is not hidden. */
import { existsSync, readdirSync, type Dirent } from "node:fs";
import ignore, { type Ignore } from "ignore";
import { ancestors, folderOf, isUnder, readText } from "./paths.ts";

export interface Tree {
  /** The folders that were walked: those given, without the ones that stand in another. */
  readonly roots: readonly string[];
  /** Source and declaration files that may be read. */
  readonly files: ReadonlySet<string>;
  /** Everything named like a tsconfig. */
  readonly configs: readonly string[];
  /** Every package.json. */
  readonly manifests: readonly string[];
  /** Files that decide what is hidden. */
  readonly ignoreFiles: readonly string[];
}

interface Patterns {
  readonly folder: string;
  readonly matcher: Ignore;
}

const sourceName = /\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const configName = /^[tj]sconfig(?:[.-].*)?\.json$/;

/** Folders that no one writes by hand, whether or not they are ignored. */
const generatedFolders = new Set(
  (
    "node_modules bower_components jspm_packages .git .hg .svn .yarn .pnpm-store .next .nuxt .output .svelte-kit .astro " +
    ".turbo .vercel .parcel-cache .docusaurus .angular .nyc_output .vscode-test .cache"
  ).split(" "),
);

export function walk(folders: readonly string[]): Tree {
  const files = new Set<string>();
  const configs: string[] = [];
  const manifests: string[] = [];
  const ignoreFiles: string[] = [];
  const visited = new Set<string>();
  const roots: string[] = [];

  const visit = (folder: string, inherited: readonly Patterns[]): void => {
    if (visited.has(folder)) return;
    visited.add(folder);
    const entries = list(folder);
    const own = entries.some((entry) => entry.name === ".gitignore")
      ? patternsOf(folder, `${folder}/.gitignore`)
      : undefined;
    if (own) ignoreFiles.push(`${folder}/.gitignore`);
    const patterns = own ? [own, ...inherited] : inherited;
    for (const entry of entries) {
      const path = folder === "/" ? `/${entry.name}` : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!generatedFolders.has(entry.name) && !isHidden(path, true, patterns)) visit(path, patterns);
        continue;
      }
      if (!entry.isFile()) continue;
      const kept = sourceName.test(entry.name) ? files : undefined;
      const list = entry.name === "package.json" ? manifests : configName.test(entry.name) ? configs : undefined;
      if ((!kept && !list) || isHidden(path, false, patterns)) continue;
      kept?.add(path);
      list?.push(path);
    }
  };

  // Outer folders first, so that a nested one adds only what the outer one hides.
  for (const folder of [...new Set(folders)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (visited.has(folder)) continue;
    roots.push(folder);
    const above = patternsAbove(folder);
    ignoreFiles.push(...above.map((patterns) => patterns.file));
    visit(folder, above);
  }
  return { roots, files, configs: configs.sort(), manifests: manifests.sort(), ignoreFiles };
}

/**
 * The folder, and those above it up to the root of its repository (or of the disk when there is none), nearest first.
 */
export function upToRepository(folder: string): string[] {
  const found: string[] = [];
  for (const at of ancestors(folder)) {
    found.push(at);
    if (existsSync(`${at}/.git`)) break;
  }
  return found;
}

function list(folder: string): Dirent[] {
  try {
    // The order on disk is chance, and the order of files reaches the compiler.
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/**
 * What the repository around a folder hides in it. When it hides the folder itself, somebody asked for a hidden
 * folder, and the patterns outside do not count.
 */
function patternsAbove(folder: string): (Patterns & { readonly file: string })[] {
  const around = upToRepository(folder);
  const repository = around.at(-1)!;
  if (!existsSync(`${repository}/.git`)) return [];
  const files = [...around.slice(1).map((at) => `${at}/.gitignore`), `${repository}/.git/info/exclude`];
  const found = files.flatMap((file) => {
    const patterns = patternsOf(file.endsWith("/exclude") ? repository : folderOf(file), file);
    return patterns ? [{ ...patterns, file }] : [];
  });
  const hidden =
    folder !== repository &&
    isHidden(
      folder,
      true,
      found.filter((patterns) => patterns.folder !== folder),
    );
  return hidden ? [] : found;
}

function patternsOf(folder: string, file: string): Patterns | undefined {
  const text = readText(file);
  if (text === undefined || text.trim() === "") return undefined;
  // Git minds the case of letters exactly where the disk does.
  return { folder, matcher: ignore({ ignorecase: process.platform !== "linux" }).add(text) };
}

/** The nearest file of patterns that says anything of a path decides. */
function isHidden(path: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  for (const { folder, matcher } of patterns) {
    if (!isUnder(path, folder) || path === folder) continue;
    const relative = path.slice(folder.length + (folder.endsWith("/") ? 0 : 1));
    const said = matcher.test(isFolder ? `${relative}/` : relative);
    if (said.ignored) return true;
    if (said.unignored) return false;
  }
  return false;
}
