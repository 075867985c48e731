/** What the entries that a file can reach know of its calls by name, worked out once a file. */
import type { Questions } from "../../core/context.ts";
import { getOrMake } from "../../core/maps.ts";
import type { SourceFile } from "../../core/ts.ts";
import type { Entry, Named } from "./entry.ts";
import { entriesFor } from "./index.ts";

export interface InFile<Item> {
  /** The entries that have such items. */
  readonly entries: readonly Entry[];
  readonly byMember: ReadonlyMap<string, readonly Item[]>;
  /** What the file imports from their packages, under any name, and what it takes out of what it requires. */
  readonly names: ReadonlySet<string>;
}

/** Looks up one kind of items in the entries: client makers, emitters. */
export function lookUpIn<Item extends Named>(
  itemsOf: (entry: Entry) => readonly Item[] | undefined,
): (sourceFile: SourceFile, ctx: Questions) => InFile<Item> {
  const known = new WeakMap<SourceFile, { readonly of: readonly Entry[]; readonly found: InFile<Item> }>();
  return (sourceFile, ctx) => {
    const of = entriesFor(sourceFile, ctx);
    const last = known.get(sourceFile);
    // Settings may change, and the entries with them.
    if (last?.of === of) return last.found;
    const entries = of.filter((entry) => itemsOf(entry));
    const byMember = new Map<string, Item[]>();
    for (const item of entries.flatMap((entry) => itemsOf(entry) ?? [])) {
      for (const name of item.members) getOrMake(byMember, name, () => []).push(item);
    }
    const found = { entries, byMember, names: namesFrom(entries, sourceFile) };
    known.set(sourceFile, { of, found });
    return found;
  };
}

/** What a file imports from the packages of entries, and what it takes out of what it requires. */
export function namesFrom(entries: readonly Entry[], { text }: SourceFile): ReadonlySet<string> {
  const packages = entries.flatMap(({ package: name, also = [], modules = [] }) => [name, ...also, ...modules]);
  const imports = importsOf(text).filter(({ from }) => packages.some((each) => isFrom(from, each)));
  const names = new Set(imports.flatMap(({ bound }) => bound));
  for (const name of takenOut(text, names)) names.add(name);
  return names;
}

const statement = new RegExp(
  "(?:import|const|let|var)\\s+(?:type\\s+)?([^;\"'`=]*?)\\s*" +
    "(?:from|=\\s*require\\(|=\\s*await import\\()\\s*[\"']([^\"']+)[\"']",
  "g",
);

function importsOf(text: string): readonly { readonly from: string; readonly bound: readonly string[] }[] {
  return [...text.matchAll(statement)].map(([, bindings = "", from = ""]) => {
    return { from, bound: bindings.match(/[\w$]+/g) ?? [] };
  });
}

/** `const { Pool } = pg` */
function takenOut(text: string, of: ReadonlySet<string>): readonly string[] {
  const patterns = [...text.matchAll(/(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*([\w$]+)\s*[;\n]/g)];
  return patterns.flatMap(([, bindings = "", name = ""]) => (of.has(name) ? (bindings.match(/[\w$]+/g) ?? []) : []));
}

function isFrom(module: string, name: string): boolean {
  const from = module.replace(/^node:/, "");
  return name.endsWith("*") ? from.startsWith(name.slice(0, -1)) : from === name || from.startsWith(`${name}/`);
}
