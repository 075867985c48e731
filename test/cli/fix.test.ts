/** `--fix` of the built command line: what it writes, what it leaves, and what it says. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writeAll, writings } from "../../cli/fix/files.ts";
import type { JsonReport } from "../../cli/report/json.ts";
import { project, resilint, workspace } from "./workspace.ts";

const idle = "// resilint-ignore-next-line raw-error: no more\n";
/** A finding with a safe fix, and one whose fix is a suggestion. */
const both = `${idle}export const one = 1;

async function load(): Promise<void> {
  await connect();
}

export function start(): void {
  load();
}

declare function connect(): Promise<void>;
`;
const files = { ...project, "src/both.ts": both, "src/idle.ts": `${idle}export const two = 2;\n` };
const safelyFixed = both.slice(idle.length);
const fixed = safelyFixed.replace("  load();", "  load().catch((error) => console.error(\"load failed:\", error));");

const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => lstatSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, read(folder, name)]));
}

test("--fix applies what is safe, says so, and reports what remains", (t) => {
  const folder = workspace(t, files);
  const { code, stdout, stderr } = resilint(folder, ["--fix"]);
  assert.equal(read(folder, "src/both.ts"), safelyFixed);
  assert.equal(read(folder, "src/idle.ts"), "export const two = 2;\n");
  assert.equal(stderr, "resilint: fixed 2 findings in 2 files: unused-ignore 2\n");
  assert.match(stdout, /^src\/both\.ts\n {2}8:3 {2}error .*floating-promise\n {4}7 \|.*\n {4}8 \| {3}load\(\);\n/);
  assert.match(stdout, /\n1 error, 1 info in 2 of 4 files\n/);
  assert.equal(code, 1);
  const again = resilint(folder, ["--fix"]);
  assert.equal(again.stderr, "resilint: fixed nothing\n");
  assert.equal(again.stdout, stdout);
  assert.equal(resilint(folder, []).stdout, stdout, "the report is that of a new audit");
});

test("--fix-suggestions applies suggestions too, over several passes where they overlap", (t) => {
  const nested = `export function pick(a: unknown, b: unknown): void {
  if (a) throw new Error("a");
  if (b) throw new Error("b");
}
`;
  const settings = JSON.stringify({ standardError: { name: "AppError", module: "./src/errors.ts" } });
  const folder = workspace(t, { ...files, "src/nested.ts": nested, "resilint.config.json": settings });
  const { code, stdout, stderr } = resilint(folder, ["--fix-suggestions", "--format", "json"]);
  assert.equal(read(folder, "src/both.ts"), fixed);
  assert.match(read(folder, "src/nested.ts"), /^import \{ AppError \} from ".\/errors.js";\n\nexport function pick/);
  assert.equal(read(folder, "src/nested.ts").match(/throw new AppError\(/g)?.length, 2);
  assert.deepEqual((JSON.parse(stdout) as JsonReport).findings, []);
  assert.equal(stderr, "resilint: fixed 6 findings in 4 files: floating-promise 1, raw-error 3, unused-ignore 2\n");
  assert.equal(code, 0);
});

test("--fix touches only the files that are named, and only rules that are on", (t) => {
  const folder = workspace(t, files);
  resilint(folder, ["--fix-suggestions", "--rule", "floating-promise=off", "src/both.ts"]);
  assert.equal(read(folder, "src/both.ts"), safelyFixed);
  assert.equal(read(folder, "src/idle.ts"), files["src/idle.ts"]);
});

test("--fix-dry-run prints a diff that makes of the files what --fix makes of them, and writes nothing", (t) => {
  const odd = {
    "src/crlf.ts": both.replaceAll("\n", "\r\n"),
    "src/mark.ts": `\uFEFF${both}`,
    "src/no newline.ts": `${idle}export const three = 3;`,
  };
  const folder = workspace(t, { ...files, ...odd, "package.json": "{}" });
  const dry = workspace(t, {});
  cpSync(folder, dry, { recursive: true });
  const { code, stdout, stderr } = resilint(dry, ["--fix-dry-run", "--fix-suggestions"]);
  assert.match(stderr, /^resilint: would fix \d findings in \d files: .*floating-promise 3.*unused-ignore 5/);
  assert.equal(code, 0, "nothing would remain");
  for (const [name, text] of Object.entries({ ...files, ...odd })) assert.equal(read(dry, name), text);

  execFileSync("git", ["apply", "-"], { cwd: dry, input: stdout });
  assert.equal(resilint(folder, ["--fix-suggestions"]).code, 0);
  assert.deepEqual(contents(dry), contents(folder));
  assert.equal(read(folder, "src/crlf.ts"), fixed.replaceAll("\n", "\r\n"));
  assert.equal(read(folder, "src/mark.ts"), `\uFEFF${fixed}`);
  assert.equal(read(folder, "src/no newline.ts"), "export const three = 3;");
});

test("--fix-dry-run alone shows the safe fixes, and nothing where there are none", (t) => {
  const folder = workspace(t, files);
  const { code, stdout } = resilint(folder, ["--fix-dry-run", "src/both.ts"]);
  assert.equal(stdout.split("\n").filter((line) => /^[-+](?![-+])/.test(line)).join("\n"), `-${idle.trimEnd()}`);
  assert.equal(code, 1, "what is not safe to fix would remain");
  assert.equal(resilint(folder, ["--fix-dry-run", "src/errors.ts"]).stdout, "");
  const { stderr } = resilint(folder, ["--fix-dry-run", "src/both.ts", "-o", "fixes.diff"]);
  assert.match(stderr, /\nresilint: the diff is in fixes\.diff\n$/);
  assert.equal(read(folder, "fixes.diff"), stdout);
});

const posix = process.platform === "win32" ? "needs POSIX permissions and links" : false;

test("permissions are kept, and links stay links", { skip: posix }, (t) => {
  const folder = workspace(t, { ...files, "elsewhere/real.ts": "old" });
  chmodSync(join(folder, "src/both.ts"), 0o640);
  resilint(folder, ["--fix"]);
  assert.equal(statSync(join(folder, "src/both.ts")).mode & 0o777, 0o640);
  assert.equal(read(folder, "src/both.ts"), safelyFixed);

  const link = join(folder, "src/link.ts");
  symlinkSync("../elsewhere/real.ts", link);
  writeAll(writings([{ file: link, before: "old", after: "new" }], String), String);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(read(folder, "elsewhere/real.ts"), "new");
});

test("a file that cannot be fixed safely is left alone with a word", (t) => {
  const folder = workspace(t, { ...files, "src/broken.ts": `${both}\nexport const = 1;\n` });
  const latin = Buffer.concat([Buffer.from(idle), Buffer.from("export const s = 'caf\xe9';\n", "latin1")]);
  writeFileSync(join(folder, "src/latin.ts"), latin);
  const { stdout } = resilint(folder, ["--fix"]);
  assert.match(stdout, /\n {2}src\/broken\.ts: was not fixed: it has a syntax error\n/);
  assert.match(stdout, /\n {2}src\/latin\.ts: was not fixed: it is not written in UTF-8\n/);
  assert.deepEqual(readFileSync(join(folder, "src/latin.ts")), latin);
  assert.equal(read(folder, "src/broken.ts"), `${both}\nexport const = 1;\n`);
  assert.equal(read(folder, "src/idle.ts"), "export const two = 2;\n");
});

test("a file that changed since it was read is not written over, nor is any other", (t) => {
  const folder = workspace(t, { "a.ts": "a", "b.ts": "\uFEFFb" });
  const change = (name: string, before?: string) => ({ file: join(folder, name), before, after: "new" });
  assert.deepEqual(
    writings([change("a.ts", "a"), change("b.ts", "b"), change("c.ts")], String).map(({ after }) => after),
    ["new", "\uFEFFnew", "new"],
  );
  const isRefused = /was changed while it was being fixed; nothing was written; run it again$/;
  assert.throws(() => writings([change("a.ts", "a"), change("b.ts", "other")], String), isRefused);
  assert.throws(() => writings([change("a.ts")], String), isRefused, "somebody made the file that was to be added");
});

test("what does not go together is refused in a line", (t) => {
  const folder = workspace(t, files);
  const { code, stderr } = resilint(folder, ["--fix-dry-run", "--format", "json"]);
  assert.equal(stderr, "resilint: --fix-dry-run prints a diff and no report, so --format cannot go with it\n");
  assert.equal(code, 2);
  assert.equal(resilint(folder, ["explain", "--fix"]).stderr, "resilint: --fix belongs to audit, not to explain\n");
});
