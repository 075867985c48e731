import { relative } from "node:path";
import { toSlashes } from "../core/project/paths.ts";

/** A file as reports name it: relative to the working directory, with forward slashes on every system. */
export function displayPath(cwd: string, file: string): string {
  return toSlashes(relative(cwd, file)) || ".";
}
