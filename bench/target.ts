/** What is measured: files that every tool can look at. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../test/harness/paths.ts";
import { type Measured, measure } from "./measure.ts";

export interface Target {
  readonly name: string;
  /** Absolute, with forward slashes. */
  readonly folder: string;
  /** Relative to the folder, with forward slashes. */
  readonly files: readonly string[];
  /** Whether these are all the files that an audit of the folder reads. */
  readonly isWhole: boolean;
  readonly lines: number;
}

/** Thrown with one line that says what to do. */
export class CannotBench extends Error {
  override readonly name = "CannotBench";
}

/** The files of a folder that an audit reads and that its tsconfig.json covers: the peers cannot look at others. */
export async function targetAt(path: string, name = basename(path)): Promise<Target> {
  if (!existsSync(join(path, "tsconfig.json"))) throw new CannotBench(`there is no tsconfig.json in ${path}: name the folder of one project`);
  const folder = realpathSync(path).replaceAll("\\", "/");
  const audit = await run(folder, [join(root, "build/cli/bin.js"), ".", "--format", "json"]);
  const listing = await run(folder, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json", "--listFilesOnly"]);
  const covered = new Set(listing.stdout.split(/\r?\n/));
  const audited = filesOf(audit, folder);
  const files = audited.filter((file) => covered.has(`${folder}/${file}`));
  if (files.length === 0) {
    throw new CannotBench(`the tsconfig.json of ${path} covers no file that an audit reads: name the folder of one project`);
  }
  const lines = files.reduce((sum, file) => sum + lineCount(readFileSync(join(folder, file), "utf8")), 0);
  return { name, folder, files, isWhole: files.length === audited.length, lines };
}

export function lineCount(text: string): number {
  const ends = text.split("\n").length;
  return text.endsWith("\n") ? ends - 1 : ends;
}

function run(cwd: string, args: readonly string[]): Promise<Measured> {
  return measure({ cwd, args });
}

function filesOf({ stdout, stderr }: Measured, folder: string): readonly string[] {
  try {
    return JSON.parse(stdout).files;
  } catch {
    throw new CannotBench(`${folder} could not be audited: ${stderr.trim()}`);
  }
}
