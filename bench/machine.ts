/** The machine that was measured on: numbers without it say little. */
import { cpus, loadavg, totalmem } from "node:os";

export interface Machine {
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
}

export function machine(): Machine {
  return {
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
}

/** How many processes wanted to run, on average over the last minute. Windows does not say, and gives 0. */
export function load(): number {
  return loadavg()[0] ?? 0;
}

export function isBusy(before: number): boolean {
  return before > cpus().length;
}
