/** Makes the `types` of a project say by path what they said by name. */
import { existsSync } from "node:fs";
import { ancestors, readJson, resolveFrom } from "./paths.ts";

const declarationEndings = ["", ".d.ts", ".d.mts", ".d.cts", "/index.d.ts"];

/**
 * A program that is made of options looks for names outside `@types` from the compiler's own folder, not from the
 * project's, so such names become paths. Where a package is not installed, everything that is installed stands in for
 * it: it most likely brought the types of Node.js along.
 */
export function resolveTypes(
  types: readonly string[],
  folder: string,
  typeRoots: readonly string[] | undefined,
): string[] {
  const resolved = types.map((name) => resolveType(name, folder, typeRoots));
  const found = resolved.filter((name) => name !== undefined);
  return found.length === resolved.length ? found : [...new Set(["*", ...found])];
}

function resolveType(name: string, folder: string, typeRoots: readonly string[] | undefined): string | undefined {
  if (name === "*") return name;
  if (name.startsWith(".")) return resolveFrom(folder, name);
  const mangled = name.startsWith("@") ? name.slice(1).replace("/", "__") : name;
  const roots = typeRoots ?? [...ancestors(folder)].map((at) => `${at}/node_modules/@types`);
  if (roots.some((root) => isDeclared(`${root}/${mangled}`) || existsSync(`${root}/${mangled}/package.json`)))
    return name;
  const [, packageName, subpath] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  for (const at of ancestors(folder)) {
    const home = `${at}/node_modules/${packageName}`;
    if (existsSync(home)) return declarationOf(home, subpath);
  }
  return undefined;
}

function declarationOf(home: string, subpath: string | undefined): string | undefined {
  const manifest = readJson(`${home}/package.json`)?.value ?? {};
  const own =
    subpath === undefined ? (manifest.exports?.["."] ?? manifest.exports) : manifest.exports?.[`./${subpath}`];
  const fields = subpath === undefined ? [manifest.types, manifest.typings] : [];
  const named = [...leaves(own), ...fields].filter(
    (target) => typeof target === "string" && /\.d\.[mc]?ts$/.test(target),
  );
  const places = [...named.map((target) => resolveFrom(home, target)), `${home}/${subpath ?? "index"}`];
  return places.find(isDeclared);
}

function isDeclared(place: string): boolean {
  return declarationEndings.some((ending) => /\.d\.[mc]?ts$/.test(place + ending) && existsSync(place + ending));
}

function leaves(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
