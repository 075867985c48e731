/**
 * Case files: Markdown whose code blocks are run. See docs/cases.md for how one is written.
 *
 * A heading names a case. The first block is the case's main file; blocks with `file=` are more files of it; a block
 * with `fix="…"` is what that fix makes of the file. A second block without `file=` is the next case.
 */
import { readFileSync, writeFileSync } from "node:fs";

export interface Block {
  /** The zero-based lines of the Markdown between the fences: first, and one past the last. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface CaseText {
  readonly path: string;
  readonly text: string;
  /** Absent for files that a rule's example brings, which cannot be rewritten in place. */
  readonly block?: Block;
}

export interface ExpectedFix {
  /** The title, or undefined where the first fix of the first finding is meant. */
  readonly title: string | undefined;
  readonly text: string;
  readonly block?: Block;
}

export interface Case {
  readonly name: string;
  /** Where to look: `test/cases/raw-error.md:12`. */
  readonly where: string;
  readonly files: readonly CaseText[];
  readonly fixes: readonly ExpectedFix[];
  /** The code is meant not to compile. */
  readonly broken: boolean;
}

interface Fence {
  readonly language: string;
  readonly file: string | undefined;
  readonly fix: string | undefined;
  readonly broken: boolean;
}

const code = new Set(["ts", "tsx", "js", "jsx", "mts", "cts", "mjs", "cjs"]);
const data = new Set(["json", "jsonc", "yaml"]);

export function readCases(path: string, shown: string): Case[] {
  return parseCases(readFileSync(path, "utf8"), shown);
}

export function parseCases(markdown: string, shown: string): Case[] {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const cases: Case[] = [];
  let heading = "";
  let current: { files: CaseText[]; fixes: ExpectedFix[]; line: number; broken: boolean; main: boolean } | undefined;
  let count = 0;
  const fail = (line: number, message: string): never => {
    throw new Error(`${shown}:${line + 1}: ${message}`);
  };
  const close = (): void => {
    if (!current) return;
    const { files, fixes, line, broken } = current;
    cases.push({
      name: count > 1 ? `${heading} (${count})` : heading,
      where: `${shown}:${line + 1}`,
      files,
      fixes,
      broken,
    });
    current = undefined;
  };
  for (let at = 0; at < lines.length; at++) {
    const title = /^#{2,}\s+(.+?)\s*$/.exec(lines[at] ?? "")?.[1];
    if (title !== undefined) {
      close();
      heading = title;
      count = 0;
      continue;
    }
    const open = /^```(\S+)[ \t]*(.*)$/.exec(lines[at] ?? "");
    if (!open) continue;
    const from = at + 1;
    const to = lines.indexOf("```", from);
    if (to < 0) fail(at, "this block is never closed");
    at = to;
    const fence = readFence(open[1] ?? "", open[2] ?? "", (message) => fail(from - 1, message));
    if (!fence) continue;
    const text = lines.slice(from, to).join("\n") + "\n";
    const block = { from, to, text };
    if (fence.fix !== undefined) {
      if (!current) return fail(from - 1, "a fix needs a case before it");
      current.fixes.push({ title: fence.fix, text, block });
      continue;
    }
    if (heading === "") fail(from - 1, "a case needs a heading (## …) that names it");
    if (current?.main && fence.file === undefined) close();
    if (!current) {
      current = { files: [], fixes: [], line: from - 1, broken: false, main: false };
      count++;
    }
    const path = fence.file ?? `main.${fence.language}`;
    if (current.files.some((file) => file.path === path)) fail(from - 1, `the case has two files named ${path}`);
    current.files.push({ path, text, block });
    current.main ||= fence.file === undefined;
    current.broken ||= fence.broken;
  }
  close();
  return cases;
}

/** Puts new text into blocks of a case file. */
export function rewriteBlocks(path: string, changes: ReadonlyMap<Block, string>): void {
  if (changes.size === 0) return;
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [block, text] of [...changes].sort(([a], [b]) => b.from - a.from)) {
    lines.splice(block.from, block.to - block.from, ...text.replace(/\n$/, "").split("\n"));
  }
  writeFileSync(path, lines.join("\n"));
}

function readFence(language: string, rest: string, fail: (message: string) => never): Fence | undefined {
  if (!code.has(language) && !data.has(language)) return undefined;
  const words = new Map<string, string>();
  for (const [, key = "", quoted, bare] of rest.matchAll(/(\w+)(?:=(?:"([^"]*)"|(\S+)))?/g))
    words.set(key, quoted ?? bare ?? "");
  for (const key of words.keys()) {
    if (!["file", "fix", "broken"].includes(key))
      fail(`\`${key}\` means nothing here; a block takes file=, fix= and broken`);
  }
  const file = words.get("file");
  if (file === undefined && data.has(language)) fail(`a ${language} block needs file=`);
  return { language, file, fix: words.get("fix"), broken: words.has("broken") };
}
