import type { FileReport, Finding } from "../core/finding.ts";

/** Reports say everything in one order: by file, then position, then rule. No locale has a say in it. */
export function inOrder(reports: readonly FileReport[]): FileReport[] {
  return reports
    .map((report) => ({ ...report, findings: [...report.findings].sort(byPlace) }))
    .sort((a, b) => byText(a.file, b.file));
}

function byPlace(a: Finding, b: Finding): number {
  const [one, other] = [a.range, b.range];
  return (
    one.start.line - other.start.line ||
    one.start.character - other.start.character ||
    one.end.line - other.end.line ||
    one.end.character - other.end.character ||
    byText(a.rule, b.rule) ||
    byText(a.fingerprint, b.fingerprint)
  );
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
