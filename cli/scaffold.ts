import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type ParseError, parse } from "jsonc-parser";
import { didYouMean } from "../core/config/nearest.ts";
import type { ScaffoldArguments } from "./arguments.ts";
import type { ScaffoldStyle } from "../rules/intents/scaffolding.ts";
import { CannotRun } from "./cannot-run.ts";
import type { Io } from "./io.ts";

/**
 * Writes the standard wrappers, with all that they import, as files that the project owns from then on. What stands
 * there already and differs is somebody's work: then nothing is written at all.
 */
export async function scaffold({ names, out, oneFile, language }: ScaffoldArguments, io: Io): Promise<number> {
  const { scaffolded, scaffoldedInOne, wrapperNames } = await import("../rules/intents/scaffolding.ts");
  const unknown = names.find((name) => !wrapperNames.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, wrapperNames) || `; there are ${wrapperNames.join(", ")}`;
    throw new CannotRun(`there is no wrapper ${unknown}${hint}`);
  }
  const folder = resolve(io.cwd, out ?? defaultFolder(io.cwd, oneFile));
  const style = styleOf(folder, language);
  const wanted = names.length > 0 ? names : wrapperNames;
  const files = oneFile
    ? new Map([[`resilience.${language}`, scaffoldedInOne(wanted, style)]])
    : scaffolded(wanted, style);
  write(folder, files, io);
  if (language === "ts" && !isInstalled("@types/node", folder)) {
    io.stdout.write("their types need those of Node: npm install --save-dev @types/node\n");
  }
  return 0;
}

/** One file needs no folder of its own. */
function defaultFolder(cwd: string, oneFile: boolean): string {
  const parent = existsSync(join(cwd, "src")) ? "src" : ".";
  return oneFile ? parent : join(parent, "resilience");
}

function write(folder: string, files: ReadonlyMap<string, string>, io: Io): void {
  const shown = (name: string): string => relative(io.cwd, join(folder, name)).replaceAll("\\", "/");
  const missing = [...files].filter(([name, text]) => {
    const present = read(join(folder, name));
    if (present === undefined) return true;
    // Git may have given the lines other ends.
    if (present.replaceAll("\r\n", "\n") === text) return false;
    const advice = "nothing was written (--out names another folder)";
    throw new CannotRun(`${shown(name)} is there already and differs; ${advice}`);
  });
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of missing) {
      writeFileSync(join(folder, name), text, { flag: "wx" });
      io.stdout.write(`wrote ${shown(name)}\n`);
    }
  } catch (error) {
    throw new CannotRun(`cannot write into ${shown(".") || "."}: ${(error as Error).message}`);
  }
  const kept = files.size - missing.length;
  if (kept > 0) io.stdout.write(`${kept} ${kept === 1 ? "file is" : "files are"} there already, just so\n`);
}

/** How the project that a folder belongs to writes its imports. */
function styleOf(folder: string, language: "ts" | "js"): ScaffoldStyle {
  const manifest = settings("package.json", folder);
  const modules = manifest["type"] === "module" ? "esm" : "commonjs";
  const style = (ending: string): ScaffoldStyle => ({ language, modules, specifier: (path) => path + ending });
  if (language === "js") return style(".js");
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions, moduleResolution } = (settings(
    "tsconfig.json",
    folder,
  )["compilerOptions"] ?? {}) as Record<string, unknown>;
  if (allowImportingTsExtensions === true || rewriteRelativeImportExtensions === true) return style(".ts");
  const isBundled = typeof moduleResolution === "string" && moduleResolution.toLowerCase() === "bundler";
  return style(modules === "esm" && !isBundled ? ".js" : "");
}

/** What the nearest file of this name says; nothing where there is none. */
function settings(name: string, folder: string): Readonly<Record<string, unknown>> {
  const text = above(folder, (each) => read(join(each, name)));
  const errors: ParseError[] = [];
  const value: unknown = text === undefined ? undefined : parse(text, errors, { allowTrailingComma: true });
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isInstalled(name: string, folder: string): boolean {
  return above(folder, (each) => existsSync(join(each, "node_modules", name)) || undefined) ?? false;
}

/** The first answer of a folder and those above it. */
function above<T>(folder: string, ask: (folder: string) => T | undefined): T | undefined {
  const answer = ask(folder);
  if (answer !== undefined || dirname(folder) === folder) return answer;
  return above(dirname(folder), ask);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CannotRun(`cannot read ${file}: ${(error as Error).message}`);
  }
}
