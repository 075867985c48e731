import { readFileSync } from "node:fs";
import { CannotRun } from "./cannot-run.ts";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository: { readonly url: string };
}

/** Our own package.json: the nearest one above this module, wherever the build has put the module. */
export function manifest(): Manifest {
  for (let folder = new URL("./", import.meta.url); ; folder = new URL("../", folder)) {
    const found = read(new URL("package.json", folder));
    if (found?.name === "resilint") return found;
    if (new URL("../", folder).href === folder.href) {
      throw new CannotRun("resilint is not whole: its package.json is missing; install it again");
    }
  }
}

function read(file: URL): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // No package.json in this folder: the search goes on above it.
    return undefined;
  }
}
