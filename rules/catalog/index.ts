/** The catalog: which calls leave the process, found by the names they are called by and by where those come from. */
import type { Origin } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import type { SourceFile } from "../../core/ts.ts";
import type { Entry, Named, Operation } from "./entry.ts";
import { packages } from "./packages.ts";

/** The entries that come with Resilint, and those of the settings before them. */
interface Catalog {
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, readonly Known[]>;
}

/** What the settings leave out of an entry. */
const unsaid = { waits: { words: "waits for ever" }, bounds: {}, operations: [] };

const builtIn = catalogOf(packages.flat());
const extended = new WeakMap<object, Catalog>();

/** Every entry that counts for a file. */
export function entriesFor(sourceFile: SourceFile, ctx: Questions): readonly Entry[] {
  return catalogFor(sourceFile, ctx).entries;
}

function catalogFor(sourceFile: SourceFile, ctx: Questions): Catalog {
  const { catalog: own } = ctx.settingsFor(sourceFile);
  if (own.length === 0) return builtIn;
  const known = extended.get(own);
  if (known) return known;
  // The settings' schema has the form of an entry.
  const written = own.map((each) => ({ ...unsaid, ...each }) as unknown as Entry);
  const made = catalogOf([...written, ...builtIn.entries]);
  extended.set(own, made);
  return made;
}

function catalogOf(entries: readonly Entry[]): Catalog {
  const byName = new Map<string, Known[]>();
  for (const entry of entries) {
    for (const operation of entry.operations) {
      for (const name of operation.members) byName.set(name, [...(byName.get(name) ?? []), { entry, operation }]);
    }
  }
  return { entries, byName };
}

/** An operation of a package. */
export interface Known {
  readonly entry: Entry;
  readonly operation: Operation;
}

/** What a function of a library is, if it is an operation of the version that a file sees. */
export function operationOf(origin: Origin, sourceFile: SourceFile, ctx: Questions): Known | undefined {
  for (const { entry, operation } of candidates(origin.member, sourceFile, ctx)) {
    if (operation.isClient || !speaksFor(entry, origin) || !has(operation, origin)) continue;
    if (isOfVersion(entry, sourceFile, ctx)) return { entry, operation };
  }
  return undefined;
}

/** What may be called by a name. */
export function candidates(name: string, sourceFile: SourceFile, ctx: Questions): readonly Known[] {
  const { byName } = catalogFor(sourceFile, ctx);
  return [...(byName.get(name) ?? []), ...(byName.get("*") ?? [])];
}

/** The operation that calling a package's client itself is. */
export function clientOperation(entry: Entry): Operation | undefined {
  return entry.operations.find(({ isClient }) => isClient);
}

/** What says where symbols are declared. */
type Declaring = Pick<Entry, "package" | "also" | "modules" | "global">;

/** Does the entry speak for what an origin names? */
export function speaksFor(entry: Declaring, origin: Origin): boolean {
  if (entry.global) return origin.global === true;
  if (!declarers(entry).some((name) => stands(name, origin.package))) return false;
  return !entry.modules || origin.untyped === true || entry.modules.includes(origin.module ?? "");
}

/** Does it speak for the version of its package that a file sees? One that is not installed may be any. */
export function isOfVersion({ package: name, majors }: Pick<Entry, "package" | "majors">, sourceFile: SourceFile, ctx: Questions): boolean {
  if (!majors) return true;
  const major = ctx.majorVersion(sourceFile.fileName, name);
  const [first, last = Infinity] = majors;
  return major === undefined ? majors[1] === undefined : major >= first && major <= last;
}

/** By name alone, before anything is asked: a function or method that is called so may be an operation. */
export function mayBeOperation(name: string, isMethod: boolean, sourceFile: SourceFile, ctx: Questions): boolean {
  return candidates(name, sourceFile, ctx).some(({ entry, operation }) => {
    if (operation.isClient || !(isMethod || entry.global || entry.modules || !operation.containers)) return false;
    return !operation.except?.includes(name) && isUsed(entry, sourceFile, ctx);
  });
}

/** Whether a file can reach a package at all. */
export function isUsed(entry: Entry, sourceFile: SourceFile, ctx: Questions): boolean {
  if (entry.global) return true;
  if (entry.modules) return imports(sourceFile, entry.modules);
  const names = declarers(entry).filter((name) => !name.endsWith("*"));
  return names.some((name) => ctx.usesPackage(sourceFile.fileName, name)) || imports(sourceFile, names);
}

/** Does a declaration of operations, or of what makes clients, hold what an origin names? */
export function has({ members, containers, except }: Named, origin: Origin): boolean {
  const isNamed = members.includes(origin.member) || (members.includes("*") && !except?.includes(origin.member));
  return isNamed && (origin.untyped === true || !containers || containers.includes(origin.container ?? ""));
}

function declarers({ package: name, also = [] }: Declaring): readonly string[] {
  return [name, ...also];
}

/** `@aws-sdk/client-*` stands for all whose names begin so. */
function stands(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

const known = new WeakMap<SourceFile, Map<string, boolean>>();

function imports(sourceFile: SourceFile, modules: readonly string[]): boolean {
  const answers = known.get(sourceFile) ?? new Map<string, boolean>();
  known.set(sourceFile, answers);
  const key = modules.join("|");
  const answer = answers.get(key) ?? new RegExp(`["'](node:)?(${key})["'/]`).test(sourceFile.text);
  answers.set(key, answer);
  return answer;
}
