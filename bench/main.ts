/** `npm run bench`: measures, prints the tables, and writes them beside all that was measured to build/bench/output/. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../test/harness/paths.ts";
import { coldAudit, problemsOf } from "./cold.ts";
import { fixesTried, tryFixes } from "./fixes.ts";
import { type Shape, generate, writeProject } from "./generate.ts";
import { keystrokes, probeLines } from "./keystroke.ts";
import { isBusy, load, machine } from "./machine.ts";
import { profile } from "./profile.ts";
import { type Results, type TargetResults, markdown } from "./report.ts";
import { CannotBench, type Target, targetAt } from "./target.ts";
import { bundleResilint, others, own } from "./tools.ts";
import { wrapperCalls } from "./wrappers.ts";

const kinds = ["cold", "keystroke", "profile", "wrappers", "fixes"] as const;

const { folders, seed, runs, only, isSmoke } = readArguments();
const sizes = isSmoke ? [300] : [300, 3_000, 10_000];
const shape: Shape = { seed, lines: isSmoke ? 2_000 : 100_000, large: sizes.map((lines) => lines - probeLines) };
const typing = isSmoke ? { edits: 20, warmUps: 0 } : { edits: 200, warmUps: 20 };
const tools = [...own, ...others];

const generated = mkdtempSync(join(tmpdir(), "resilint-bench-"));
try {
  await main();
} catch (error) {
  if (!(error instanceof CannotBench)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = 2;
} finally {
  rmSync(generated, { recursive: true, force: true });
}

async function main(): Promise<void> {
  if (only === "wrappers") {
    if (isBusy(load())) say("The machine is busy with something else: these numbers are not to be trusted.");
    console.log(wrapperCalls(runs, say));
    return;
  }
  if (only === "fixes") return tryAll();
  writeProject(generated, generate(shape));
  const targets = [await targetAt(generated, `generated from seed ${seed}`)];
  for (const folder of folders) targets.push(await targetAt(folder));
  if (only === "profile") {
    for (const target of targets) console.log(await profile(target));
    return;
  }
  await bundleResilint();
  const before = load();
  const measured: TargetResults[] = [];
  const problems: string[] = [];
  if (isBusy(before)) problems.push(`the machine was busy with something else: a load of ${before.toFixed(1)}`);
  for (const target of targets) measured.push(await measureTarget(target, problems));
  deliver({
    version: 1,
    date: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    load: { before, after: load() },
    targets: measured,
    problems,
  });
}

function tryAll(): void {
  if (folders.length === 0) throw new CannotBench("--only fixes needs a --folder to try them on");
  for (const folder of folders) {
    if (!existsSync(folder)) throw new CannotBench(`there is no folder ${folder}`);
    const tried = tryFixes(folder, say);
    console.log(fixesTried(folder, tried));
    if (tried.unwritten.length + tried.uncompiled.length > 0) process.exitCode = 1;
  }
}

async function measureTarget(target: Target, problems: string[]): Promise<TargetResults> {
  const { name, files, lines } = target;
  const cold = only === "keystroke" ? [] : await coldAudit(target, tools, runs, say);
  problems.push(...problemsOf(cold, tools, target).map((problem) => `${name}: ${problem}`));
  const typed = [];
  for (const size of only === "cold" ? [] : sizes) {
    say(`${name}: typing in ${size} lines`);
    typed.push(await keystrokes(target, { lines: size, ...typing }));
  }
  return { name, files: files.length, lines, cold, keystrokes: typed };
}

function deliver(results: Results): void {
  const folder = join(root, "build", "bench", "output");
  const text = markdown(results);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bench.md"), text);
  writeFileSync(join(folder, "bench.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(text);
  // A busy machine spoils numbers; a tool that did not do its work makes them wrong.
  const isWrong = results.targets.some(({ name }) => results.problems.some((problem) => problem.startsWith(`${name}: `)));
  if (isWrong) process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function commit(): string {
  const { stdout } = spawnSync("git", ["describe", "--always", "--dirty"], { cwd: root, encoding: "utf8" });
  return stdout?.trim() || "unknown";
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        folder: { type: "string", multiple: true, default: [] },
        seed: { type: "string", default: "1" },
        runs: { type: "string" },
        only: { type: "string" },
        smoke: { type: "boolean", default: false },
      },
    });
    const only = kinds.find((kind) => kind === values.only);
    if (values.only !== undefined && only === undefined) throw new CannotBench(`--only takes ${kinds.join(" or ")}, not ${values.only}`);
    return {
      // npm changes to the package's folder; the paths were meant from where the command was typed.
      folders: values.folder.map((folder) => resolve(process.env["INIT_CWD"] ?? process.cwd(), folder)),
      seed: wholeNumber("seed", values.seed),
      runs: wholeNumber("runs", values.runs ?? (values.smoke ? "1" : "5")),
      only,
      isSmoke: values.smoke,
    };
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new CannotBench(`--${name} takes a whole number above 0, not ${text}`);
  return Number(text);
}
