/** What a compiler says of a program that uses the installed package. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compiler } from "./compilers.ts";
import { misuser, user } from "./users.ts";

export interface Setting {
  readonly name: string;
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The kinds of programs that a compiler knows. */
export function settings({ legacy }: Compiler): Setting[] {
  const nodenext = { module: "nodenext", strict: true };
  const bundler = { module: "esnext", moduleResolution: "bundler", strict: true };
  const old = { name: "CommonJS as of old", file: "user.ts", options: { strict: false, ...legacy } };
  return [
    { name: "ES modules", file: "user.mts", options: nodenext },
    { name: "CommonJS", file: "user.cts", options: nodenext },
    { name: "bundlers", file: "user.ts", options: bundler },
    ...(legacy === undefined ? [] : [old]),
  ];
}

/** Passes when right uses compile, and wrong ones do not. */
export function checkTypes(project: string, { tsc }: Compiler, { file, options }: Setting): void {
  writeFileSync(join(project, file), user);
  assert.deepEqual(complaints(project, tsc, [file], options), []);
  writeFileSync(join(project, file), misuser);
  const lines = complaints(project, tsc, [file], options).map((text) => /\((\d+),/.exec(text)?.[1]);
  assert.deepEqual(lines, ["2", "3", "4"]);
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
