/** The catalog: which calls leave the process, found by the names they are called by and by where those come from. */
import type { Origin } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import { getOrMake } from "../../core/maps.ts";
import type { SourceFile } from "../../core/ts.ts";
import type { Entry, Named, Operation } from "./entry.ts";
import { perFile } from "../shared/per-file.ts";
import { packages } from "./packages.ts";

/** The entries that come with Resilint, and those of the settings before them. */
interface Catalog {
  readonly entries: readonly Entry[];
  /** Under each name also what may be called by any; that alone under "*". */
  readonly byName: ReadonlyMap<string, readonly Known[]>;
  /** The entries of packages whose client itself is called. */
  readonly callable: readonly Entry[];
  /** Parts of it, by the entries that a file can reach: files of a program mostly reach the same. */
  readonly parts: Map<string, Catalog>;
}

/** What the settings leave out of an entry. */
const unsaid = { waits: { words: "waits for ever" }, bounds: {}, operations: [] };

const builtIn = catalogOf(packages.flat());
const extended = new WeakMap<object, Catalog>();

/** The entries of packages that a file can reach and whose client itself is called. */
export function callableFor(sourceFile: SourceFile, ctx: Questions): readonly Entry[] {
  return reachedFrom(sourceFile, ctx).callable;
}

/** The entries of all packages that a file can reach. */
export function entriesFor(sourceFile: SourceFile, ctx: Questions): readonly Entry[] {
  return reachedFrom(sourceFile, ctx).entries;
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
  const ofAnyName = byName.get("*") ?? [];
  for (const [name, known] of byName) if (name !== "*") known.push(...ofAnyName);
  return { entries, byName, callable: entries.filter(clientOperation), parts: new Map() };
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

/** What may be called by a name, of packages that a file can reach. */
export function candidates(name: string, sourceFile: SourceFile, ctx: Questions): readonly Known[] {
  const { byName } = reachedFrom(sourceFile, ctx);
  return byName.get(name) ?? byName.get("*") ?? [];
}

const reached = new WeakMap<SourceFile, { readonly of: Catalog; readonly part: Catalog }>();

/** The part of the catalog that a file can reach, worked out once for each file. */
function reachedFrom(sourceFile: SourceFile, ctx: Questions): Catalog {
  const of = catalogFor(sourceFile, ctx);
  const last = reached.get(sourceFile);
  if (last?.of === of) return last.part;
  const held = partOf(of, ctx.packagesUsed(sourceFile.fileName));
  const imported = importedBy(sourceFile);
  const used = of.entries.filter((entry) => held.has(entry) || isImported(entry, imported));
  const key = used.map((entry) => of.entries.indexOf(entry)).join();
  const part = getOrMake(of.parts, key, () => catalogOf(used));
  reached.set(sourceFile, { of, part });
  return part;
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
export function isOfVersion(
  { package: name, majors }: Pick<Entry, "package" | "majors">, sourceFile: SourceFile, ctx: Questions,
): boolean {
  if (!majors) return true;
  const major = ctx.majorVersion(sourceFile.fileName, name);
  const [first, last = Infinity] = majors;
  return major === undefined ? majors[1] === undefined : major >= first && major <= last;
}

/** By name alone, before anything is asked: a function or method that is called so may be an operation. */
export function mayBeOperation(
  name: string, isMethod: boolean, sourceFile: SourceFile, ctx: Questions, isMeant: (known: Known) => boolean,
): boolean {
  return candidates(name, sourceFile, ctx).some((known) => {
    const { entry, operation } = known;
    if (operation.isClient || !(isMethod || entry.global || entry.modules || !operation.containers)) return false;
    return !operation.except?.includes(name) && isMeant(known);
  });
}

const within = new WeakMap<Catalog, WeakMap<ReadonlySet<string>, ReadonlySet<Entry>>>();

/** The entries of packages that a program holds. Those of modules, such as Node's, have to be imported. */
function partOf(catalog: Catalog, packagesUsed: ReadonlySet<string>): ReadonlySet<Entry> {
  const parts = within.get(catalog) ?? new WeakMap<ReadonlySet<string>, ReadonlySet<Entry>>();
  within.set(catalog, parts);
  const known = parts.get(packagesUsed);
  if (known) return known;
  const part = new Set(catalog.entries.filter((entry) => isHeldBy(packagesUsed, entry)));
  parts.set(packagesUsed, part);
  return part;
}

function isHeldBy(packagesUsed: ReadonlySet<string>, entry: Entry): boolean {
  return entry.global === true || (!entry.modules && declarers(entry).some((name) => packagesUsed.has(name)));
}

function isImported(entry: Entry, imported: ReadonlySet<string>): boolean {
  return (entry.modules ?? declarers(entry)).some((name) => imported.has(name));
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
export function stands(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The modules that a file names, and of those inside packages the packages: `pg` of `pg/lib/client`. */
const importedBy = perFile<ReadonlySet<string>>(({ text }) => {
  const found = new Set<string>();
  for (const [, module = ""] of text.matchAll(/(?:\bfrom|\bimport|\brequire|\bimport\()\s*\(?\s*["']([^"'\n]+)["']/g)) {
    const name = module.replace(/^node:/, "");
    const parts = name.split("/");
    found.add(name).add(parts.slice(0, name.startsWith("@") ? 2 : 1).join("/"));
  }
  return found;
});
