/** Paths here are absolute and written with forward slashes, on every platform. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, type ParseError, printParseErrorCode } from "jsonc-parser";
import type { Position } from "../finding.ts";

export function toSlashes(file: string): string {
  return file.replaceAll("\\", "/");
}

export const folderOf = path.posix.dirname;

/** Joins and normalises; a second path that is absolute stands alone, drive letters included. */
export function resolveFrom(folder: string, target: string): string {
  const slashed = toSlashes(target);
  return path.posix.normalize(isAbsolute(slashed) ? slashed : `${folder}/${slashed}`).replace(/(?<=.)\/$/, "");
}

export function isAbsolute(file: string): boolean {
  return file.startsWith("/") || /^[A-Za-z]:\//.test(file);
}

/** Whether `file` is `folder` or stands somewhere under it. */
export function isUnder(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The folder itself and every folder above it, nearest first. */
export function* ancestors(folder: string): Generator<string> {
  for (let at = folder; ; at = folderOf(at)) {
    yield at;
    if (folderOf(at) === at || /^[A-Za-z]:\/?$/.test(at)) return;
  }
}

export interface Json {
  /** What could be read of it: an object, or an empty one. */
  readonly value: Readonly<Record<string, any>>;
  readonly error?: { readonly message: string; readonly position: Position };
}

/**
 * Reads JSON as TypeScript does: comments, trailing commas and a byte order mark are fine. Undefined when there is no
 * file.
 */
export function readJson(file: string): Json | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  if (text.trim() === "") return { value: {} };
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const object = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const first = errors[0];
  if (!first) return { value: object };
  const before = text.slice(0, first.offset).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const message = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
  return { value: object, error: { message, position } };
}

/** The text of a file without its byte order mark; undefined when it can't be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}

export function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
