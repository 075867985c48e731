/**
 * The project's standard error: the class that its failures are meant to be thrown as.
 *
 * It is declared in the settings, or found: a subclass of Error that carries a code or a category and stands for many
 * failures, because other classes extend it or because each throw gives it its code; of several, the one thrown most.
 */
import type { Questions } from "../../core/context.ts";
import { isClass } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import type { Asking, Node, SourceFile } from "../../core/ts.ts";
import { fileOfModule } from "./named-module.ts";
import { isScript, isTest } from "./paths.ts";

export interface StandardError {
  readonly name: string;
  /** The file that declares it, or the package; absent when the settings give the name alone. */
  readonly module?: string;
  /** Other classes of its family, the most thrown first. */
  readonly kinds: readonly string[];
}

interface Declared {
  readonly name: string;
  readonly base: string;
  readonly coded: boolean;
  /** The constructor takes the code, so that one class serves for many failures. */
  readonly general: boolean;
}

interface Part {
  readonly classes: readonly Declared[];
  readonly throws: ReadonlyMap<string, number>;
}

interface Candidate extends StandardError {
  readonly module: string;
  readonly thrown: number;
}

interface Class extends Declared {
  readonly file: string;
}

type Parts = ReadonlyMap<string, Part>;

/** Fewer throws than these are no standard yet. */
const enoughThrows = 3;

const codeName = "(?:code|errorCode|category|status|statusCode|httpStatus|kind|severity)";
const classHead = /class\s+(\w+)\s+extends\s+([\w.]+)/g;
const member = new RegExp(`(?:^|[\\s(,])(?:readonly\\s+|public\\s+|abstract\\s+|this\\.)*${codeName}\\s*[?!]?\\s*[:=;,)]`, "m");
const takesCode = new RegExp(`constructor\\s*\\([^)]*\\b${codeName}\\b`);
const thrown = /\b(?:throw|reject\()\s*new\s+(\w+)/g;

const survey: Survey<Part, Parts> = {
  of(text, file) {
    const classes = text.includes("extends") ? declaredIn(text) : [];
    const throws = isTest(file) || isScript(file) ? new Map<string, number>() : countThrows(text);
    return classes.length > 0 || throws.size > 0 ? { classes, throws } : undefined;
  },
  merge: (parts) => parts,
};

/** The standard error that code at `node` could throw. */
export function* standardError(node: Node, ctx: Questions): Asking<StandardError | undefined> {
  const { standardError: declared } = ctx.settingsFor(node);
  const file = declared?.module && fileOfModule(declared.module, node, ctx);
  if (declared) return { ...declared, ...(file && { module: file }), kinds: [] };
  const folder = ctx.packageFolder(node.getSourceFile().fileName);
  for (const each of candidates(ctx.survey(survey), folder, ctx)) {
    if (!ctx.sharesProgram(node, each.module)) continue;
    // The survey reads text: what looks like a class may stand in a string.
    const home = yield* ctx.sourceFile(each.module);
    if (home && classNamed(home, each.name)) return each;
  }
  return undefined;
}

export type ClassNode = Node & { readonly members: readonly Node[]; readonly heritageClauses?: readonly Node[] };

export function classNamed(home: SourceFile, name: string): ClassNode | undefined {
  return home.statements.find((statement) => isClass(statement) && statement.name?.text === name) as ClassNode | undefined;
}

const known = new WeakMap<Parts, Map<string, readonly Candidate[]>>();

/** The candidates as one package sees them: it counts its own throws, and prefers its own classes to namesakes elsewhere. */
function candidates(parts: Parts, folder: string, ctx: Questions): readonly Candidate[] {
  const byFolder = known.get(parts) ?? new Map<string, readonly Candidate[]>();
  known.set(parts, byFolder);
  const found = byFolder.get(folder);
  if (found) return found;
  const classes = new Map<string, Class>();
  const throws = new Map<string, number>();
  for (const [file, part] of parts) {
    const isOwn = ctx.packageFolder(file) === folder;
    for (const each of part.classes) if (isOwn || !classes.has(each.name)) classes.set(each.name, { ...each, file });
    if (!isOwn) continue;
    for (const [name, count] of part.throws) throws.set(name, (throws.get(name) ?? 0) + count);
  }
  const all = [...classes.values()];
  const sorted = all
    .flatMap((each) => candidate(each, all, throws))
    .sort((a, b) => b.thrown - a.thrown || a.name.localeCompare(b.name));
  byFolder.set(folder, sorted);
  return sorted;
}

function candidate(each: Class, classes: readonly Class[], throws: ReadonlyMap<string, number>): Candidate[] {
  const family = descendants(each.name, classes);
  const serves = each.coded && (each.general || family.length >= 2);
  if (!serves || !isError(each, classes)) return [];
  const count = (name: string) => throws.get(name) ?? 0;
  const total = [each.name, ...family].reduce((sum, name) => sum + count(name), 0);
  if (total < enoughThrows) return [];
  const kinds = family.filter((name) => count(name) > 0).sort((a, b) => count(b) - count(a) || a.localeCompare(b));
  return [{ name: each.name, module: each.file, kinds, thrown: total }];
}

function descendants(name: string, classes: readonly Declared[], seen = new Set([name])): string[] {
  return classes.flatMap((each) => {
    if (each.base !== name || seen.has(each.name)) return [];
    seen.add(each.name);
    return [each.name, ...descendants(each.name, classes, seen)];
  });
}

/** Whether the chain of bases ends in a class of errors; bases that other packages declare are known by their names. */
function isError(each: Declared, classes: readonly Declared[], depth = 0): boolean {
  const base = classes.find(({ name }) => name === each.base);
  if (base && base !== each && depth < 10) return isError(base, classes, depth + 1);
  return /(Error|Exception)$/.test(each.base);
}

function declaredIn(text: string): Declared[] {
  return [...text.matchAll(classHead)].flatMap(([head, name, base], index, all) => {
    if (!name || !base) return [];
    const from = all[index]?.index ?? 0;
    const body = text.slice(from + head.length, classEnd(text, from));
    return [{ name, base, coded: member.test(body), general: takesCode.test(body) }];
  });
}

/** Where a class ends, by its own indentation: enough for a survey. */
function classEnd(text: string, from: number): number {
  const lineStart = text.lastIndexOf("\n", from) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const end = text.indexOf(`\n${indent}}`, from);
  return end < 0 ? text.length : end;
}

function countThrows(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, name] of text.matchAll(thrown)) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
