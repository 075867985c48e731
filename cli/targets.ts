/** From the paths on the command line to the folders that a session opens and the files that are asked about. */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { didYouMean } from "../core/config/nearest.ts";
import { CannotRun } from "./cannot-run.ts";
import { withForwardSlashes } from "./paths.ts";

export interface Targets {
  /** Absolute, with forward slashes. */
  readonly folders: readonly string[];
  /** What is checked of them: whole folders, or single files. */
  readonly wanted: readonly { readonly path: string; readonly given: string; readonly isFile: boolean }[];
}

const commands = ["audit", "explain", "init", "help"];

export function findTargets(cwd: string, paths: readonly string[]): Targets {
  const wanted = (paths.length > 0 ? paths : ["."]).map((given) => {
    const path = resolve(cwd, given);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw new CannotRun(missing(given));
    return { path: withForwardSlashes(path), given, isFile: !found.isDirectory() };
  });
  const root = withForwardSlashes(cwd);
  const roots = wanted.map(({ path, isFile }) => {
    if (!isFile) return path;
    // A file is judged with the program around it, so its answers are those that an audit of the whole folder gives.
    return isInside(root, path) ? root : withForwardSlashes(dirname(path));
  });
  return { folders: outermost(roots), wanted };
}

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** A folder inside another one is read with it. */
function outermost(folders: readonly string[]): string[] {
  const unique = [...new Set(folders)];
  return unique.filter((folder) => !unique.some((other) => other !== folder && isInside(other, folder)));
}

function missing(given: string): string {
  return `there is no folder or file ${given}${didYouMean(given, commands)}`;
}
