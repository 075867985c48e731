/** What a compiler says of programs that use the installed package. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compiler } from "./compilers.ts";
import { misuser, user } from "./users.ts";

export interface Setting {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the files with programs. */
  readonly endings: readonly string[];
}

/** The kinds of programs that a compiler knows. */
export function settings({ legacy }: Compiler): Setting[] {
  const bundler = { module: "esnext", moduleResolution: "bundler", strict: true };
  const old = { name: "CommonJS as of old", endings: [".ts"], options: { strict: false, ...legacy } };
  return [
    { name: "ES modules and CommonJS", endings: [".mts", ".cts"], options: { module: "nodenext", strict: true } },
    { name: "bundlers", endings: [".ts"], options: bundler },
    ...(legacy === undefined ? [] : [old]),
  ];
}

/** Passes when right uses compile, and each wrong one does not. */
export function checkTypes(project: string, { tsc }: Compiler, { endings, options }: Setting): void {
  const files = endings.flatMap((ending) => [`user${ending}`, `misuser${ending}`]);
  for (const file of files) writeFileSync(join(project, file), file.startsWith("user") ? user : misuser);
  const places = complaints(project, tsc, files, options).map((text) => /^[^,]+/.exec(text)?.[0]);
  const wanted = endings.flatMap((ending) => ["2", "3", "4", "5"].map((line) => `misuser${ending}(${line}`));
  assert.deepEqual(places.sort(), wanted.sort());
}

/** What a compiler says of files, each error in one line. Declarations are checked too. */
export function complaints(
  project: string,
  tsc: string,
  files: readonly string[],
  options: Setting["options"],
): string[] {
  const given = { noEmit: true, target: "es2022", lib: ["es2022"], types: ["node"], skipLibCheck: false, ...options };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: given, files }));
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: project, encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes("error TS"));
}
