/** From the paths on the command line to the folders that a session opens and the files that are asked about. */
import { type Stats, existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean } from "../core/config/nearest.ts";
import { ancestors, folderOf, isUnder, toSlashes } from "../core/project/paths.ts";
import { CannotRun } from "./cannot-run.ts";

export interface Targets {
  /** What the session opens: absolute, with forward slashes. */
  readonly roots: readonly string[];
  /** What is checked of it: whole folders, or single files. */
  readonly wanted: readonly Wanted[];
  /** The single files among them: a script may name thousands. */
  readonly files: ReadonlySet<string>;
}

export interface Wanted {
  readonly path: string;
  /** As the user wrote it. */
  readonly given: string;
  readonly isFile: boolean;
}

const commands = ["audit", "explain", "init", "help"];

export function findTargets(cwd: string, paths: readonly string[]): Targets {
  const wanted = (paths.length > 0 ? paths : ["."]).map((given) => wantedAt(cwd, given));
  const folders = new Set(wanted.map(({ path, isFile }) => (isFile ? folderOf(path) : path)));
  const roots = new Set([...folders].map(rootOf));
  return {
    roots: [...roots].filter((root) => ![...roots].some((other) => other !== root && isUnder(root, other))),
    wanted,
    files: new Set(wanted.filter(({ isFile }) => isFile).map(({ path }) => path)),
  };
}

export function isWanted(file: string, { wanted, files }: Targets): boolean {
  return files.has(file) || (files.size < wanted.length && wanted.some(({ path, isFile }) => !isFile && isUnder(file, path)));
}

function wantedAt(cwd: string, given: string): Wanted {
  const path = resolve(cwd, given);
  const found = statOf(path, given);
  if (!found) throw new CannotRun(`there is no folder or file ${given}${didYouMean(given, commands)}`);
  return { path: toSlashes(path), given, isFile: !found.isDirectory() };
}

function statOf(path: string, given: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new CannotRun(`cannot read ${given}: ${(error as Error).message}`);
  }
}

/** What marks the top of a workspace, and where there is none of that, the top of a project. */
const workspaceMarks = [".git", "resilint.config.json", "pnpm-workspace.yaml"];
const projectMarks = ["package.json", "tsconfig.json", "jsconfig.json"];

/**
 * The workspace around a folder. A part is judged with the whole around it: its compiler options, its settings, its
 * sibling packages and its callers may all stand outside of the part, and the findings have to be those of a whole
 * audit.
 */
function rootOf(folder: string): string {
  for (const marks of [workspaceMarks, projectMarks]) {
    for (const ancestor of ancestors(folder)) {
      if (marks.some((mark) => existsSync(`${ancestor}/${mark}`))) return ancestor;
    }
  }
  return folder;
}
