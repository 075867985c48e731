/** From what rules said of a file to the findings that its reader gets: ignore comments, levels, positions, fingerprints. */
import { createHash } from "node:crypto";
import { type Analysis, nodeOf, spanOf } from "./analyse.ts";
import { type Category, type FileReport, type Finding, type Place, defaultLevels } from "./finding.ts";
import { declarationPath } from "./functions.ts";
import type { Report, Span, Step } from "./rule.ts";
import { applySuppressions, commentRules } from "./suppress.ts";
import { rangeOf } from "./text.ts";
import type { SourceFile } from "./ts.ts";

/** A finding with the report behind it, whose fixes can still be built. */
export interface Told {
  readonly finding: Finding;
  readonly report: Report;
}

export interface Telling {
  readonly report: FileReport;
  readonly told: readonly Told[];
}

interface Raw {
  readonly rule: string;
  readonly category: Category;
  readonly span: Span;
  readonly report: Report;
}

/** `place` is the file's path relative to its folder, which fingerprints are made of; `known` holds every rule's id. */
export function tell(analysis: Analysis, place: string, known: ReadonlySet<string>): Telling {
  const { sourceFile, settings } = analysis;
  const raw = analysis.reports.map(
    ({ rule, report }): Raw => ({
      rule: rule.id,
      category: report.category ?? rule.category,
      span: spanOf(report),
      report,
    }),
  );
  const ran = new Set(analysis.ran.map((rule) => rule.id));
  const suppressed = applySuppressions(sourceFile, raw, { requireReason: settings.requireReason, known, ran });
  const comments = suppressed.reports
    .filter(({ rule }) => settings.rules[rule] !== "off")
    .map(({ rule, span, fixes, ...words }): Raw => {
      const category = commentRules.find((each) => each.id === rule)?.category ?? "risk";
      return { rule, category, span, report: { at: { node: sourceFile, span }, fixes, ...words } };
    });
  const fingerprint = fingerprints(place);
  const told = [...suppressed.kept, ...comments]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.rule.localeCompare(b.rule))
    .map((each): Told => ({ report: each.report, finding: findingOf(each, analysis, fingerprint(each, sourceFile)) }));
  const findings = told.map(({ finding }) => finding);
  return { told, report: { file: sourceFile.fileName, findings, met: analysis.met, ignored: suppressed.ignored } };
}

function findingOf({ rule, category, span, report }: Raw, { sourceFile, settings }: Analysis, fingerprint: string): Finding {
  const set = settings.rules[rule];
  return {
    rule,
    category,
    level: set === undefined || set === "off" ? defaultLevels[category] : set,
    file: sourceFile.fileName,
    range: rangeOf(sourceFile, span.start, span.end),
    message: report.message,
    why: report.why,
    remedy: report.remedy,
    because: (report.because ?? []).map(placeOf),
    fixes: (report.fixes ?? []).map(({ title, safety }) => ({ title, safety })),
    fingerprint,
  };
}

function placeOf(step: Step | Place): Place {
  if ("file" in step) return step;
  const sourceFile = step.at.getSourceFile();
  return { file: sourceFile.fileName, range: rangeOf(sourceFile, step.at.getStart(), step.at.end), message: step.message };
}

/** Names findings so that they are known again after lines have moved: nothing in the name counts lines. */
function fingerprints(place: string): (raw: Raw, sourceFile: SourceFile) => string {
  const seen = new Map<string, number>();
  return ({ rule, span, report }, sourceFile) => {
    const code = sourceFile.text.slice(span.start, span.end).replace(/\s+/g, " ");
    const parts = [rule, place, declarationPath(nodeOf(report)), code].join("\0");
    const ordinal = seen.get(parts) ?? 0;
    seen.set(parts, ordinal + 1);
    return createHash("sha256").update(`${parts}\0${ordinal}`).digest("hex").slice(0, 16);
  };
}
