/** From a keystroke to fresh diagnostics, through the real server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Diagnostic } from "vscode-languageserver/node";
import { BenchClient } from "./client.ts";
import { filler } from "./generate.ts";
import { medianOf, percentile } from "./statistics.ts";
import { CannotBench, type Target, lineCount } from "./target.ts";

export interface KeystrokeRow {
  readonly lines: number;
  /** The file that the document begins with, and how many of the lines are its own. */
  readonly file: string;
  readonly ownLines: number;
  /** Milliseconds of each edit, in order. */
  readonly times: readonly number[];
  readonly median: number;
  readonly p95: number;
  /** Of the edits that add or remove a call: the program is brought up to date for them, and not for the others. */
  readonly felt: number | undefined;
}

export interface Typing {
  readonly lines: number;
  readonly edits: number;
  readonly warmUps: number;
}

/** Milliseconds from an answer to the next edit. Ten keystrokes a second are fast typing, and what the server tidies up after an answer is done by then. */
const betweenKeystrokes = 100;

export async function keystrokes(target: Target, { lines, edits, warmUps }: Typing): Promise<KeystrokeRow> {
  const document = documentOf(target, lines);
  const client = await BenchClient.open(target.folder, join(target.folder, document.file), document.text);
  try {
    const typist = new Typist(client, document.probeAt);
    await typist.begin();
    for (let edit = 0; edit < warmUps; edit++) await typist.edit();
    const times: number[] = [];
    const felt: number[] = [];
    for (let edit = 0; edit < edits; edit++) {
      await pause(betweenKeystrokes);
      const { time, isFelt } = await typist.edit();
      times.push(time);
      if (isFelt) felt.push(time);
    }
    const { file, ownLines } = document;
    return { lines, file, ownLines, times, median: percentile(times, 50), p95: percentile(times, 95), felt: medianOf(felt) };
  } finally {
    await client.close();
  }
}

/** The function that is typed in. Of its two calls, the first floats always, the second one now and then. */
const probe = [
  "async function benchWork(key: string): Promise<void> {",
  '  if (JSON.parse(key) === null) throw new RangeError("null");',
  "}",
  "export async function benchProbe(key: string): Promise<string> {",
  "  const typed = key.trim(); benchWork(key);",
  "",
  "  return key;",
  "}",
];
const typedLine = 4;
const calledLine = 5;
const afterName = "  const typed".length;
const call = "  benchWork(key);";

/** The lines that a file must be shorter by than the document it is to become. */
export const probeLines = probe.length;

interface Document {
  readonly file: string;
  readonly text: string;
  readonly ownLines: number;
  /** The line that the typed function begins at. */
  readonly probeAt: number;
}

/** The module with the most calls among those that fit, then the function that is typed in, then generated code up to the wanted length. */
function documentOf({ folder, files }: Target, lines: number): Document {
  const modules = files
    .filter((file) => /\.(?:ts|tsx|mts)$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8").replace(/^\uFEFF|\r/g, "").replace(/\n?$/, "\n") }))
    .map((each) => ({ ...each, ownLines: lineCount(each.text) }))
    .filter(({ text, ownLines }) => /^export\s/m.test(text) && ownLines + probe.length <= lines);
  // The longest would do for most folders, but some are one long string, and typing beside that is easy.
  const [busiest] = modules.sort((a, b) => callCount(b.text) - callCount(a.text));
  if (!busiest) throw new CannotBench(`${folder} has no TypeScript module of less than ${lines} lines to type in`);
  const { file, text, ownLines } = busiest;
  const rest = filler(lines, lines - ownLines - probe.length);
  return { file, text: `${text}${probe.join("\n")}\n${rest}`, ownLines, probeAt: ownLines };
}

function callCount(text: string): number {
  return text.match(/\w\(/g)?.length ?? 0;
}

/** Types one character at a time into a name, and now and then adds or removes a call; sees that each answer is fresh. */
class Typist {
  readonly #client: BenchClient;
  readonly #probeAt: number;
  #edits = 0;
  /** Characters that were added to the name. They are taken away again once there are many. */
  #typed = 0;
  #isShrinking = false;
  #isCalled = false;

  constructor(client: BenchClient, probeAt: number) {
    this.#client = client;
    this.#probeAt = probeAt;
  }

  async begin(): Promise<void> {
    this.#expectFresh(await this.#client.pull());
  }

  /** Milliseconds from sending one edit to having the findings of the edited text. */
  async edit(): Promise<{ readonly time: number; readonly isFelt: boolean }> {
    const isFelt = ++this.#edits % 10 === 0;
    const change = isFelt ? this.#toggleCall() : this.#type();
    const start = performance.now();
    // An editor does not wait for the one to be sent before it sends the other.
    const [, findings] = await Promise.all([this.#client.change(change), this.#client.pull()]);
    const time = performance.now() - start;
    this.#expectFresh(findings);
    return { time, isFelt };
  }

  #type(): { range: Diagnostic["range"]; text: string } {
    if (this.#typed === 0) this.#isShrinking = false;
    if (this.#typed === 12) this.#isShrinking = true;
    const line = this.#probeAt + typedLine;
    const end = afterName + this.#typed;
    this.#typed += this.#isShrinking ? -1 : 1;
    const start = this.#isShrinking ? end - 1 : end;
    return { range: { start: { line, character: start }, end: { line, character: end } }, text: this.#isShrinking ? "" : "x" };
  }

  #toggleCall(): { range: Diagnostic["range"]; text: string } {
    const line = this.#probeAt + calledLine;
    const end = this.#isCalled ? call.length : 0;
    this.#isCalled = !this.#isCalled;
    return { range: { start: { line, character: 0 }, end: { line, character: end } }, text: this.#isCalled ? call : "" };
  }

  /** Each edit moves, adds or removes a finding, so an answer for an older text is seen. */
  #expectFresh(findings: readonly Diagnostic[] | undefined): void {
    const floating = findings?.filter(({ code }) => code === "floating-promise") ?? [];
    const found = floating.map(({ range: { start } }) => ({ line: start.line - this.#probeAt, character: start.character }));
    const inProbe = found.filter(({ line }) => line >= 0 && line < probe.length).map(({ line, character }) => `${line}:${character}`);
    const moved = `${typedLine}:${(probe[typedLine] as string).indexOf("benchWork") + this.#typed}`;
    const expected = this.#isCalled ? [moved, `${calledLine}:${call.indexOf("benchWork")}`] : [moved];
    if (inProbe.join() === expected.join()) return;
    throw new CannotBench(
      `after ${this.#edits} edits the server found floating promises at [${inProbe.join(", ")}] of the typed lines, ` +
        `not at [${expected.join(", ")}]: its answer is stale, or floating-promise is off in this folder`,
    );
  }
}
