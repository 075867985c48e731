/** What would be written, as a unified diff that `git apply` and `patch -p1` take. */
import { formatPatch, structuredPatch } from "diff";
import type { Writing } from "./files.ts";

export function unifiedDiff(all: readonly Writing[], shown: (file: string) => string): string {
  return all.map((writing) => patchOf(writing, shown(writing.file))).join("");
}

function patchOf({ before, after }: Writing, name: string): string {
  const from = before === undefined ? "/dev/null" : `a/${name}`;
  const patch = structuredPatch(from, `b/${name}`, before ?? "", after, undefined, undefined, { context: 3 });
  return formatPatch({ ...patch, isGit: true, ...(before === undefined ? { isCreate: true } : {}) });
}
