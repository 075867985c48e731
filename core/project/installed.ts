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

function majorIn(manifest: string): number | undefined {
  try {
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
    const major = typeof version === "string" ? Number.parseInt(version, 10) : Number.NaN;
    return Number.isNaN(major) ? undefined : major;
  } catch {
    return undefined;
  }
}
