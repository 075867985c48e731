/** Which version of a package is installed for a folder. */
import { readFileSync } from "node:fs";
import { folderOf } from "./paths.ts";

/** Its major version, from the nearest `node_modules` at or above the folder that holds it. */
export function majorInstalled(folder: string, name: string): number | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    const major = majorIn(`${at}/node_modules/${name}/package.json`);
    if (major !== undefined) return major;
    if (folderOf(at) === at) return undefined;
  }
}

/** The names of the packages that a manifest asks for at run time: what serves its development alone is not among them. */
export function neededBy(manifest: string): ReadonlySet<string> {
  const { dependencies, optionalDependencies, peerDependencies } = contentOf(manifest);
  const lists = [dependencies, optionalDependencies, peerDependencies];
  return new Set(lists.flatMap((list) => (typeof list === "object" && list !== null ? Object.keys(list) : [])));
}

/** The commands that a manifest names, one a line. */
export function commandsIn(manifest: string): string {
  const { scripts } = contentOf(manifest);
  const commands = typeof scripts === "object" && scripts !== null ? Object.values(scripts) : [];
  return commands.filter((command) => typeof command === "string").join("\n");
}

function majorIn(manifest: string): number | undefined {
  const { version } = contentOf(manifest);
  const major = typeof version === "string" ? Number.parseInt(version, 10) : Number.NaN;
  return Number.isNaN(major) ? undefined : major;
}

function contentOf(manifest: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
