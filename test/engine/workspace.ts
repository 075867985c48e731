/** A workspace of a few files on disk, for tests of the engine. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface TestWorkspace {
  readonly folder: string;
  path(file: string): string;
  write(file: string, text: string): string;
  remove(): void;
}

/** The files get the types of Node: `node_modules/@types` leads to this repository's. */
export function workspace(files: Readonly<Record<string, string>>): TestWorkspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "resilint-"))).replaceAll("\\", "/");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/@types"), join(folder, "node_modules/@types"), "junction");
  symlinkSync(join(root, "node_modules/undici-types"), join(folder, "node_modules/undici-types"), "junction");
  const path = (file: string) => `${folder}/${file}`;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
    return path(file);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { folder, path, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
