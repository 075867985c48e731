/** The audit as JSON, for scripts. The interfaces document it; `version` goes up when they change shape. */
import type { Category, FixOffer, Level, Notice } from "../../core/finding.ts";
import type { TypeCoverage } from "../../core/session.ts";
import type { Audit } from "../audit.ts";
import { displayPath } from "../paths.ts";
import { type Region, regionOf } from "./region.ts";
import { type Counts, count, soundSites } from "./summary.ts";

/** Paths are relative to the working directory, with forward slashes. Everything is in a stable order. */
export interface JsonReport {
  readonly version: 1;
  /** Every file that was checked. */
  readonly files: readonly string[];
  readonly findings: readonly JsonFinding[];
  /** How many sites each rule examined and found sound, by rule id. */
  readonly met: Readonly<Record<string, number>>;
  /** What the reader should know of the run that is not a finding. */
  readonly notices: readonly JsonNotice[];
  /** What could not be seen for want of types. */
  readonly types: TypeCoverage;
  readonly summary: Counts;
}

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface JsonFinding extends Region {
  readonly rule: string;
  readonly category: Category;
  readonly level: Level;
  readonly file: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  /** The chain of places that make the finding true, in order. */
  readonly because: readonly (Region & { readonly file: string; readonly message: string })[];
  readonly fixes: readonly FixOffer[];
  /** The same as long as the flagged code stays the same, wherever its lines move in the file. */
  readonly fingerprint: string;
}

export interface JsonNotice {
  readonly kind: Notice["kind"];
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export function jsonReport(audit: Audit): string {
  const shown = (file: string) => displayPath(audit.cwd, file);
  const report: JsonReport = {
    version: 1,
    files: audit.reports.map(({ file }) => shown(file)),
    findings: audit.reports.flatMap(({ findings }) =>
      findings.map(({ rule, category, level, file, range, message, why, remedy, because, fixes, fingerprint }) => ({
        rule,
        category,
        level,
        file: shown(file),
        ...regionOf(range),
        message,
        why,
        remedy,
        because: because.map((step) => ({ file: shown(step.file), ...regionOf(step.range), message: step.message })),
        fixes,
        fingerprint,
      })),
    ),
    met: Object.fromEntries(soundSites(audit)),
    notices: audit.notices.map(({ kind, message, file, position }) => ({
      kind,
      message,
      ...(file === undefined ? {} : { file: shown(file) }),
      ...(position === undefined ? {} : { line: position.line + 1, column: position.character + 1 }),
    })),
    types: audit.types,
    summary: count(audit),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
