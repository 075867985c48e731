/**
 * Every entry of the catalog, held against what is installed: it speaks for that version, its names are in the package's
 * types, it has cases, and the last lines count which entries a run has proved.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { after, describe, it } from "node:test";
import type { Entry, Named } from "../../rules/catalog/entry.ts";
import { root } from "../harness/paths.ts";
import { absent, elsewhere } from "./absent.ts";

const words = (process.env["RESILINT_TEST_ONLY"] ?? "").split(" ").filter(Boolean);
const sources = `${root}/rules/catalog/packages`;
const modules = `${root}/test/catalog/node_modules`;
const names = readdirSync(sources)
  .map((name) => name.replace(/\.ts$/, ""))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const loaded = await Promise.all(names.map(async (name) => ({ name, entries: await entriesOf(name) })));

for (const { name, entries } of loaded) {
  describe(name, () => {
    for (const entry of entries.filter(isInstalled)) {
      it(`${entry.package} names what its types declare`, () => assert.deepEqual(undeclared(entry), []));
    }
  });
}

it("every package that is tried has an entry, or a reason why not", { skip: words.length > 0 }, () => {
  const known = new Set(loaded.flatMap(({ entries }) => entries.flatMap(({ package: pack, also = [] }) => [pack, ...also])));
  const patterns = [...known].filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
  const manifest = JSON.parse(readFileSync(`${root}/test/catalog/package.json`, "utf8")) as { dependencies: Record<string, string> };
  const missing = Object.keys(manifest.dependencies).filter((name) => {
    return !known.has(name) && !(name in absent) && !patterns.some((pattern) => name.startsWith(pattern)) && !name.startsWith("@types/");
  });
  assert.deepEqual(missing, []);
});

after(() => {
  const entries = loaded.flatMap((each) => each.entries);
  const others = entries.filter((entry) => entry.package !== "node" && !isInstalled(entry));
  console.log(`entries: ${entries.length}, of them for versions or packages that are not installed here: ${others.length}`);
  const typed = loaded.filter(({ name }) => hasCases(name)).map(({ name }) => name);
  const rest = loaded.filter(({ name }) => !hasCases(name)).map(({ name }) => name);
  console.log(`files of entries: ${loaded.length}; with cases over the real types: ${typed.length}; without: ${rest.join(", ") || "none"}`);
});

async function entriesOf(name: string): Promise<readonly Entry[]> {
  const url = new URL(`../../rules/catalog/packages/${name}.js`, import.meta.url);
  return ((await import(url.href)) as { default: readonly Entry[] }).default;
}

function hasCases(name: string): boolean {
  return ["missing-timeout", "missing-client-timeout"].some((rule) => existsSync(`${root}/test/catalog/typed/${rule}/${name}.md`));
}

/** Whether what is installed here is a version that the entry speaks for. */
function isInstalled({ package: name, majors: [first = 0, last = Infinity] = [0] }: Entry): boolean {
  const manifest = `${modules}/${name}/package.json`;
  if (!existsSync(manifest)) return false;
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const major = Number.parseInt(version, 10);
  return major >= first && major <= last;
}

/** The names of an entry that no declaration file of its packages holds. */
function undeclared(entry: Entry): string[] {
  const groups: readonly Named[] = [...entry.operations, ...(entry.clients ?? []), ...(entry.resources ?? []).map(({ acquire }) => acquire), ...(entry.emitters ?? [])];
  const wanted = new Set(groups.flatMap(({ members, containers = [] }) => [...members, ...containers]));
  for (const given of ["*", "default", "__type", ...(elsewhere[entry.package] ?? [])]) wanted.delete(given);
  for (const text of declarationsOf(entry)) {
    for (const name of wanted) if (new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text)) wanted.delete(name);
    if (wanted.size === 0) break;
  }
  return [...wanted];
}

function* declarationsOf({ package: name, also = [] }: Entry): Generator<string> {
  for (const each of [name, ...also]) {
    const folder = each.endsWith("*") ? undefined : each;
    if (folder === undefined) continue;
    yield* textsIn(`${modules}/${folder}`);
    yield* textsIn(`${modules}/@types/${folder.replace(/^@/, "").replace("/", "__")}`);
  }
}

function* textsIn(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules") yield* textsIn(path);
    } else if (/\.d\.[cm]?ts$/.test(entry.name)) yield readFileSync(path, "utf8");
  }
}
