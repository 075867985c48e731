/** What the package.json files of a workspace say of the files near them, each read once. */
import { existsSync } from "node:fs";
import { commandsIn, majorInstalled, neededBy } from "./project/installed.ts";

export class Manifests {
  readonly #folders = new Map<string, string>();
  readonly #majors = new Map<string, number | undefined>();
  readonly #needed = new Map<string, ReadonlySet<string>>();
  readonly #commands = new Map<string, string>();

  /** The folder of the nearest package.json at or above a file; the root where there is none. */
  folder(file: string): string {
    const parent = file.slice(0, Math.max(0, file.lastIndexOf("/")));
    let folder = this.#folders.get(parent);
    if (folder === undefined) {
      folder = parent === "" || existsSync(`${parent}/package.json`) ? parent : this.folder(parent);
      this.#folders.set(parent, folder);
    }
    return folder;
  }

  /** The major version of a package that a file sees; undefined where it is not installed. */
  majorVersion(file: string, name: string): number | undefined {
    const folder = this.folder(file);
    const key = `${folder}:${name}`;
    if (!this.#majors.has(key)) this.#majors.set(key, majorInstalled(folder, name));
    return this.#majors.get(key);
  }

  /** Whether the package that a file belongs to says that it needs another one when it runs. */
  dependsOn(file: string, name: string): boolean {
    const folder = this.folder(file);
    let needed = this.#needed.get(folder);
    if (!needed) this.#needed.set(folder, (needed = neededBy(`${folder}/package.json`)));
    return needed.has(name);
  }

  /** The commands that the package of a file names in its `scripts`, one a line. */
  commands(file: string): string {
    const folder = this.folder(file);
    let commands = this.#commands.get(folder);
    if (commands === undefined) this.#commands.set(folder, (commands = commandsIn(`${folder}/package.json`)));
    return commands;
  }
}
