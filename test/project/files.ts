/** The files of this project, as somebody who clones it gets them. */
import { readFileSync, readdirSync } from "node:fs";
import { root } from "../harness/paths.ts";

const notOurs = new Set([".git", "node_modules", "build", "dist", "output", ".vscode-server", "package-lock.json"]);
const text = /\.(?:[cm]?[jt]s|tsx|jsonc?|md|ya?ml|sh)$|^[^.]+$|^\.[^.]+$/;

export interface SourceText {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every text file, read. */
export const files: readonly SourceText[] = walk("").map((path) => ({
  path,
  text: readFileSync(`${root}/${path}`, "utf8"),
}));

export const sources = files.filter(({ path }) => /\.(?:ts|mjs)$/.test(path));

/** The modules that a source imports, and whether at run time. */
export function importsOf({ text: source }: SourceText): { readonly from: string; readonly isType: boolean }[] {
  const statements = source.matchAll(/^(?:import|export)\s(?:[^;"']*?\sfrom\s)?["']([^"']+)["']/gm);
  const calls = source.matchAll(/\b(?:import|require(?:\([^()]*\))?)\(\s*["']([^"']+)["']\s*\)/g);
  return [
    ...[...statements].map(([all, from = ""]) => ({ from, isType: /^(?:import|export)\s+type\b/.test(all) })),
    ...[...calls].map(([, from = ""]) => ({ from, isType: false })),
  ];
}

function walk(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return text.test(entry.name) ? [path] : [];
  });
}
