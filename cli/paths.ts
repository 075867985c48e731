import { relative, sep } from "node:path";

export function withForwardSlashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}

/** A file as reports name it: relative to the working directory, with forward slashes on every system. */
export function displayPath(cwd: string, file: string): string {
  return withForwardSlashes(relative(cwd, file)) || ".";
}
