/** What a process and all below it use, as Linux tells it. Elsewhere nothing is known. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export const canMeasure = process.platform === "linux";

const ticksPerSecond = constant("CLK_TCK");
const pageSize = constant("PAGESIZE");

export class ProcessTree {
  readonly #root: number;
  /** The seconds of each process as last seen: one that nobody waited for is counted by nobody else. */
  readonly #seconds = new Map<number, number>();
  readonly #waitedBefore = secondsOfWaitedFor();
  /** The most bytes that lay in memory at one time, summed over the processes. */
  peak = 0;

  constructor(root: number) {
    this.#root = root;
  }

  sample(): void {
    let bytes = 0;
    for (const id of withDescendants(this.#root)) {
      const fields = statOf(id);
      if (!fields) continue;
      bytes += (fields[21] ?? 0) * pageSize;
      this.#seconds.set(id, ((fields[11] ?? 0) + (fields[12] ?? 0)) / ticksPerSecond);
    }
    this.peak = Math.max(this.peak, bytes);
  }

  /**
   * Processor seconds of the tree, after it has ended. What the system counts is exact but lacks a process whose parent
   * went without waiting for it; what was seen lacks the last moments of each. The greater is nearer.
   */
  seconds(): number {
    const seen = [...this.#seconds.values()].reduce((sum, each) => sum + each, 0);
    return Math.max(secondsOfWaitedFor() - this.#waitedBefore, seen);
  }

  /** Processes of the tree that outlive its root would disturb what is measured next. */
  isGone(): boolean {
    return [...this.#seconds.keys()].every((id) => statOf(id) === undefined);
  }
}

function withDescendants(id: number): number[] {
  return [id, ...childrenOf(id).flatMap(withDescendants)];
}

/** A child belongs to the thread that started it. */
function childrenOf(id: number): number[] {
  try {
    const lists = readdirSync(`/proc/${id}/task`).map((thread) => readFileSync(`/proc/${id}/task/${thread}/children`, "utf8"));
    return lists.flatMap((list) => list.split(" ").filter((child) => child !== "").map(Number));
  } catch {
    return [];
  }
}

/** The numbers behind the process's name and state, as `man 5 proc` counts them less three; none of a process that ended. */
function statOf(id: number | "self"): number[] | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : [NaN, ...fields.map(Number)];
  } catch {
    return undefined;
  }
}

/** Of all children that this process started and waited for, with all that those waited for. */
function secondsOfWaitedFor(): number {
  const fields = statOf("self") ?? [];
  return ((fields[13] ?? 0) + (fields[14] ?? 0)) / ticksPerSecond;
}

function constant(name: string): number {
  return canMeasure ? Number(execFileSync("getconf", [name], { encoding: "utf8" })) : NaN;
}
