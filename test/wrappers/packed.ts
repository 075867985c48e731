/** The package as npm installs it. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../harness/paths.ts";

export interface Packed {
  /** A project that has installed the package. It stands in this repository, so what that depends on is found there. */
  readonly project: string;
  /** The paths of all files in the package. */
  readonly files: readonly string[];
  remove(): void;
}

/** Builds the package, packs it, and unpacks it into the node_modules of a project. */
export async function pack(): Promise<Packed> {
  const project = mkdtempSync(join(root, "build", "packed-"));
  const stage = join(project, "stage");
  const modules = join(project, "node_modules");
  for (const folder of [stage, modules]) mkdirSync(folder);
  // What is kept out must be there: so all that stands beside the manifest is, and a bundle that is not for npm.
  const beside = ["README.md", "CHANGELOG.md", "LICENSE", "wrappers", "schema.json"];
  for (const name of [".npmignore", "package.json", ...beside]) {
    cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  const script = pathToFileURL(join(root, "scripts", "bundle.mjs")).href;
  const { bundleForNpm } = (await import(script)) as { bundleForNpm(folder: string): Promise<void> };
  await bundleForNpm(join(stage, "dist"));
  mkdirSync(join(stage, "dist", "client"));
  writeFileSync(join(stage, "dist", "client", "extension.cjs"), "");

  const [result] = JSON.parse(npm(stage, ["pack", "--json", "--ignore-scripts", "--pack-destination", project]));
  execFileSync("tar", ["-xzf", join(project, result.filename), "-C", modules]);
  renameSync(join(modules, "package"), join(modules, "resilint"));
  rmSync(stage, { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true }));
  const files = (result.files as { path: string }[]).map(({ path }) => path).sort();
  return { project, files, remove: () => rmSync(project, { recursive: true, force: true }) };
}

function npm(cwd: string, args: readonly string[]): string {
  const script = process.env["npm_execpath"];
  const [command, first] = script ? [process.execPath, [script]] : ["npm", []];
  const shell = !script && process.platform === "win32";
  const { status, stdout, stderr } = spawnSync(command, [...first, ...args], { cwd, encoding: "utf8", shell });
  assert.equal(status, 0, stderr);
  return stdout;
}
