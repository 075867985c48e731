/** Whether the catalog's entries say of a package what was seen of it. */
import { readFileSync } from "node:fs";
import type { Bounding, Entry } from "../../../rules/catalog/entry.ts";
import { packages } from "../../../rules/catalog/packages.ts";
import { root } from "../../harness/paths.ts";
import type { Outcome } from "./child.ts";
import { parts, unproved } from "./unproved.ts";

/** Whose entries speak of what cannot be tried here: pages, which need a browser. */
const apart = ["puppeteer-core"];

/** What the entries have against what was seen: a bound that ends nothing, or a default of another length. */
export function disagreements(name: string, outcomes: readonly Outcome[]): string[] {
  const entries = apart.includes(name) ? [] : entriesFor(name);
  const problems = entries.flatMap((entry) => [
    ...boundsOf(entry).flatMap(([key, kind]) => problemOfBound(key, kind, outcomes) ?? []),
    ...Object.keys(entry.powerless ?? {}).flatMap((key) => problemOfTrap(key, outcomes) ?? []),
  ]);
  // Operations that wait for something else have entries of their own.
  if (entries.length > 0 && !entries.some((entry) => isRightAboutWaiting(entry, outcomes))) {
    problems.push(`"${entries[0]!.waits.words}" was not seen`);
  }
  return problems;
}

/** The packages that entries speak of, and of which nothing is said: neither proved nor why not. */
export function forgotten(proved: readonly string[]): string[] {
  const said = [...proved, ...Object.keys(unproved), ...Object.keys(parts)];
  const names = packages.flat().flatMap(({ package: name, modules }) => {
    return name === "node" ? (modules ?? ["fetch"]).map((module) => `node:${module.split("/")[0]}`) : [name];
  });
  return [...new Set(names)].filter((name) => !said.some((each) => covers(name, each)));
}

/** Proofs of Node's own modules are named after the module. */
function entriesFor(name: string): readonly Entry[] {
  const [, module] = /^node:(.+)$/.exec(name) ?? [];
  return packages.flat().filter((entry) => {
    if (module) return entry.package === "node" && (entry.modules?.includes(module) ?? module === "fetch");
    const declared = [entry.package, ...(entry.also ?? [])];
    return declared.some((each) => covers(each, name) || parts[each] === name) && isInstalled(entry);
  });
}

function covers(declared: string, name: string): boolean {
  return declared.endsWith("*") ? name.startsWith(declared.slice(0, -1)) : declared === name;
}

function isInstalled({ package: name, majors }: Entry): boolean {
  if (!majors) return true;
  const { version } = JSON.parse(readFileSync(`${root}/test/catalog/node_modules/${name}/package.json`, "utf8"));
  const major = Number.parseInt(version, 10);
  return major >= majors[0] && major <= (majors[1] ?? Infinity);
}

/** By the names that their ways have. Of a client's those are looked at that were tried: a package may have several clients. */
function boundsOf({ bounds, links = {}, clients = [] }: Entry): readonly (readonly [string, Bounding])[] {
  return [
    ...Object.entries(bounds),
    ...Object.entries(links).map(([link, kind]) => [`.${link}`, kind] as const),
    ...clients.flatMap(({ bounds: own = {} }) =>
      Object.entries(own).map(([key, kind]) => [`${key} of the client`, kind] as const),
    ),
  ];
}

function problemOfBound(key: string, kind: Bounding, outcomes: readonly Outcome[]): string | undefined {
  const tried = waysOf(key, outcomes);
  if (kind === "opaque") return undefined;
  if (tried.length === 0) return kind === "part" || key.endsWith(" of the client") ? undefined : `${key} was not tried`;
  const isWhole = tried.some((way) => way.every(({ server, end }) => end !== undefined || server === "drip"));
  if (isWhole === (kind !== "part")) return undefined;
  return isWhole ? `${key} bounds more than a part` : `${key} bounds a part alone`;
}

function problemOfTrap(key: string, outcomes: readonly Outcome[]): string | undefined {
  const waits = waysOf(key, outcomes)
    .flat()
    .some(({ server, end }) => server === "silent" && end === undefined);
  return waits ? undefined : `${key} bounds, or was not tried`;
}

/** The way of this name, or else those whose names begin with it. */
function waysOf(key: string, outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const names = [...new Set(outcomes.map(({ way }) => way))];
  const meant = names.includes(key) ? [key] : names.filter((name) => name.startsWith(`${key} `));
  return meant.map((name) => outcomes.filter(({ way }) => way === name));
}

function isRightAboutWaiting({ waits, operations, retries = 0 }: Entry, outcomes: readonly Outcome[]): boolean {
  const limits = [waits, ...operations.flatMap((operation) => operation.waits ?? [])].map(({ limit }) => limit);
  // A limit is that of one attempt.
  const isSeen = (limit: number) => outcomes.some(({ after }) => after === limit || after === limit * (retries + 1));
  return limits.some((limit) => (limit === undefined ? outcomes.some(({ outlasts }) => outlasts) : isSeen(limit)));
}
