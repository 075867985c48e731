/** Where things stand in the repository. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The tests run from build/, so the root is the nearest folder above that holds the lock file. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

export const casesFolder = `${root}/test/cases`;

function findRoot(folder: string): string {
  return existsSync(`${folder}/package-lock.json`) ? folder.replaceAll("\\", "/") : findRoot(dirname(folder));
}
