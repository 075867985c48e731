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
  assert.deepEqual(complaints(project, tsc, file, user, options), []);
  const lines = complaints(project, tsc, file, misuser, options).map((text) => /\((\d+),/.exec(text)?.[1]);
  assert.deepEqual(lines, ["2", "3", "4"]);
}

/** Each error in one line. Declarations are checked too. */
function complaints(project: string, tsc: string, file: string, text: string, options: Setting["options"]): string[] {
  const given = { noEmit: true, target: "es2022", lib: ["es2022"], types: ["node"], skipLibCheck: false, ...options };
  writeFileSync(join(project, file), text);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: given, files: [file] }));
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: project, encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes("error TS"));
}
