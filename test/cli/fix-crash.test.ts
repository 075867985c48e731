/** Files that `--fix` writes, when the process dies or the system refuses at any moment of it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { noTerminal, onTerminal } from "./terminal.ts";
import { bin, project, resilint, workspace } from "./workspace.ts";

const fault = new URL("./fault.js", import.meta.url).href;
const writer = fileURLToPath(new URL("./write-files.js", import.meta.url));

const long = (word: string): string => `// ${word}\n`.repeat(1000);
const texts = {
  "new/added.ts": { after: long("added") },
  "a.ts": { before: long("old a"), after: long("new a") },
  "b.ts": { before: long("old b"), after: long("new b") },
};
/** Opening, the middle of the text and its end, for each file; then each is put in its place. */
const steps = 3 * 3 + 3;

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** Runs the program on old files and returns how it ended and what stands there then. */
function write(folder: string, what: string) {
  for (const name of ["a.ts", "b.ts"] as const) writeFileSync(join(folder, name), texts[name].before);
  rmSync(join(folder, "new"), { recursive: true, force: true });
  for (const name of files(folder)) if (name.endsWith(".resilint")) rmSync(join(folder, name));
  const { signal, status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", fault, writer, folder, JSON.stringify(texts)],
    { encoding: "utf8", env: { ...process.env, RESILINT_TEST_FAULT: what } },
  );
  const text = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch {
      return undefined;
    }
  };
  return { signal, status, stdout, stderr, text };
}

const posix = process.platform === "win32" ? "there are no signals to send" : false;

test("killed at any moment, each file is the old one or the new one, and whole", { skip: posix }, (t) => {
  const folder = workspace(t, {});
  const written: number[] = [];
  for (let at = 1; at <= steps; at++) {
    const { signal, text } = write(folder, `SIGKILL:${at}`);
    assert.equal(signal, "SIGKILL", `step ${at}`);
    const now = Object.entries(texts).map(([name, { after, ...old }]) => {
      assert.ok([after, "before" in old ? old.before : undefined].includes(text(name)), `${name} at step ${at}`);
      return text(name) === after;
    });
    written.push(now.filter(Boolean).length);
    for (const name of files(folder)) assert.match(name, /^(a\.ts|b\.ts|added\.ts|\..*\.resilint)$/);
  }
  assert.deepEqual(written, [...Array(10).fill(0), 1, 2], "nothing is put in its place before everything is written");
  const whole = write(folder, `SIGKILL:${steps + 1}`);
  assert.equal(whole.stdout, "done");
  assert.deepEqual(files(folder), ["a.ts", "added.ts", "b.ts"]);
});

test("when the system refuses to write, no file has changed and nothing lies about", (t) => {
  const folder = workspace(t, {});
  for (let at = 1; at <= 9; at++) {
    const { status, stderr, text } = write(folder, `full:${at}`);
    assert.equal(status, 1, `step ${at}`);
    assert.match(stderr, /cannot write .*: ENOSPC: no space left on device; nothing was written/);
    for (const [name, before] of Object.entries({ "a.ts": texts["a.ts"].before, "b.ts": texts["b.ts"].before })) {
      assert.equal(text(name), before);
    }
    assert.deepEqual(files(folder), ["a.ts", "b.ts"]);
  }
  const { stderr } = write(folder, "full:12");
  assert.match(stderr, /2 of 3 files were written before/);
  assert.deepEqual(files(folder), ["a.ts", "added.ts", "b.ts"]);
});

const broken = {
  ...project,
  "src/1.ts": "// resilint-ignore-next-line raw-error: no more\nexport const one = 1;\n",
  "src/2.ts": "// resilint-ignore-next-line raw-error: no more\nexport const two = 2;\n",
};

test("the command line, killed between two files, leaves both whole; run again it goes on", { skip: posix }, (t) => {
  const folder = workspace(t, broken);
  const { signal } = spawnSync(process.execPath, ["--import", fault, bin, "--fix"], {
    cwd: folder,
    env: { ...process.env, RESILINT_TEST_FAULT: "SIGKILL:8" },
  });
  assert.equal(signal, "SIGKILL");
  const text = (name: string): string => readFileSync(join(folder, name), "utf8");
  assert.deepEqual([text("src/1.ts"), text("src/2.ts")], ["export const one = 1;\n", broken["src/2.ts"]]);
  const { stderr } = resilint(folder, ["--fix"]);
  assert.equal(stderr, "resilint: fixed 1 finding in 1 file: unused-ignore 1\n");
  assert.equal(text("src/2.ts"), "export const two = 2;\n");
});

test("Ctrl-C while the files are written does not stop it half-way", { skip: posix }, (t) => {
  const folder = workspace(t, broken);
  const { status, stderr } = spawnSync(process.execPath, ["--import", fault, bin, "--fix"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, RESILINT_TEST_FAULT: "SIGINT:2" },
  });
  assert.equal(stderr, "resilint: fixed 2 findings in 2 files: unused-ignore 2\n");
  assert.equal(status, 0);
});

test("Ctrl-C before the files are written writes none", { skip: noTerminal }, async (t) => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`src/many/${i}.ts`, broken["src/1.ts"]]));
  const folder = workspace(t, { ...broken, ...many });
  const terminal = onTerminal(folder, ["--fix"]);
  while (!terminal.text.includes("checking")) await once(terminal.child.stdout, "data");
  terminal.child.stdin.write("\x03");
  const [code] = await once(terminal.child, "close");
  assert.equal(code, 130);
  assert.doesNotMatch(terminal.text, /fixed/);
  for (const [name, text] of Object.entries({ ...broken, ...many })) {
    assert.equal(readFileSync(join(folder, name), "utf8"), text);
  }
});
