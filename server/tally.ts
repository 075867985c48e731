/** Adds up what an audit reads. */
import type { FileReport, Level } from "../core/finding.ts";
import type { AuditSummary } from "./protocol/custom.ts";

export class Tally {
  readonly #findings: Record<Level, number> = { error: 0, warning: 0, info: 0 };
  readonly #met: Record<string, number> = {};
  #files = 0;

  add(reports: readonly FileReport[]): void {
    for (const { findings, met } of reports) {
      this.#files++;
      for (const { level } of findings) this.#findings[level]++;
      for (const [rule, count] of Object.entries(met)) this.#met[rule] = (this.#met[rule] ?? 0) + count;
    }
  }

  summary(): Omit<AuditSummary, "notices"> {
    return { files: this.#files, findings: this.#findings, met: this.#met };
  }
}
