/** Runs a command once and says what it took. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { canMeasure, ProcessTree } from "./process-tree.ts";

/** Run by this Node.js: every tool here is started by a script. */
export interface Command {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Measured {
  /** Seconds from the start of the process to its end. */
  readonly wall: number;
  /** Processor seconds of the process and all that it started; undefined where that cannot be measured. */
  readonly cpu: number | undefined;
  /** The most megabytes in memory at a time, summed over the process and all that it started. */
  readonly peak: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Often enough to see the peak, seldom enough to leave the processors to what is measured. */
const interval = 20;

export async function measure({ cwd, args, env }: Command): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "resilint-bench-run-"));
  // Into files: a pipe would make the tool wait for this process.
  const [stdout, stderr] = [join(folder, "stdout"), join(folder, "stderr")];
  const [out, err] = [openSync(stdout, "w"), openSync(stderr, "w")];
  try {
    const start = performance.now();
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", out, err] });
    const tree = canMeasure && child.pid !== undefined ? new ProcessTree(child.pid) : undefined;
    const timer = setInterval(() => tree?.sample(), interval);
    await once(child, "exit");
    const wall = (performance.now() - start) / 1000;
    clearInterval(timer);
    while (tree && !tree.isGone()) await setTimeout(interval);
    return {
      wall,
      cpu: tree?.seconds(),
      peak: tree && tree.peak / 2 ** 20,
      stdout: readFileSync(stdout, "utf8"),
      stderr: readFileSync(stderr, "utf8"),
    };
  } finally {
    closeSync(out);
    closeSync(err);
    rmSync(folder, { recursive: true, force: true });
  }
}
