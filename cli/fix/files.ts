/** Files as they stand on the disk, and replacing them so that a crash at any moment leaves each one whole. */
import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { CannotRun } from "../cannot-run.ts";
import type { Change } from "./texts.ts";

const mark = "\uFEFF";

/** What is to be written, byte order marks included. */
export interface Writing {
  readonly file: string;
  /** Undefined where there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

export function isUtf8File(file: string): boolean {
  return isUtf8(readFileSync(file));
}

/** Refuses everything when any of the files is not what was checked. `shown` names a file as the user knows it. */
export function writings(changes: readonly Change[], shown: (file: string) => string): readonly Writing[] {
  return changes.map(({ file, before, after }) => {
    const now = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (now?.replace(mark, "") !== before) {
      throw new CannotRun(`${shown(file)} was changed while it was being fixed; nothing was written; run it again`);
    }
    return { file, before: now, after: now?.startsWith(mark) ? mark + after : after };
  });
}

/**
 * Everything is written beside its place before anything is put there, so a full disk or a missing permission changes
 * no file. What is put in place is put there by renaming, which is done or not done.
 */
export function writeAll(all: readonly Writing[], shown: (file: string) => string): void {
  const staged: { readonly file: string; readonly temporary: string; readonly target: string }[] = [];
  let placed = 0;
  let at = "";
  try {
    for (const writing of all) {
      at = writing.file;
      const target = writing.before === undefined ? writing.file : realpathSync(writing.file);
      const temporary = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.resilint`);
      staged.push({ file: at, temporary, target });
      stage(writing, temporary, target);
    }
    for (const { file, temporary, target } of staged) {
      at = file;
      renameSync(temporary, target);
      placed++;
    }
  } catch (error) {
    for (const { temporary } of staged.slice(placed)) rmSync(temporary, { force: true });
    const done = placed === 0 ? "nothing was written" : `${placed} of ${all.length} files were written before`;
    throw new CannotRun(`cannot write ${shown(at)}: ${(error as Error).message}; ${done}`);
  }
}

function stage({ before, after }: Writing, temporary: string, target: string): void {
  if (before === undefined) mkdirSync(dirname(target), { recursive: true });
  else accessSync(target, constants.W_OK);
  const descriptor = openSync(temporary, "wx");
  try {
    writeFileSync(descriptor, after);
    if (before !== undefined) keepOwner(descriptor, target);
    // Without this, a power cut after the renaming could leave an empty file.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(descriptor: number, target: string): void {
  const { mode, uid, gid } = statSync(target);
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only the administrator may give files away; everybody else writes their own.
  }
  fchmodSync(descriptor, mode & 0o7777);
}
