/** Folders on disk with a program in them, and the built command line run on them as a user would. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../cli/bin.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A new folder with these files, gone after the test. Its name has a space, as many have. */
export function workspace(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "resilint cli-")));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function resilint(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...clean, ...env },
  });
  return { code: status, stdout, stderr };
}

/** Neither the colours nor the coverage that the tests themselves run with. */
const { FORCE_COLOR: _, NO_COLOR: __, NODE_V8_COVERAGE: ___, ...clean } = process.env;

export const tsconfig = JSON.stringify({
  compilerOptions: { strict: true, module: "nodenext", types: [] },
  include: ["**/*"],
});

/** A project in which `raw-error` finds one bare error, and one that has a code. */
export const project: Readonly<Record<string, string>> = {
  "tsconfig.json": tsconfig,
  "src/errors.ts": `export class AppError extends Error {
  constructor(message: string, readonly code = "APP") {
    super(message);
  }
}

export function missing(): never {
  throw new AppError("missing", "MISSING");
}
`,
  "src/orders.ts": `export function pay(amount: number): number {
  if (amount > 1000) throw new Error("over the limit");
  return amount;
}
`,
};
