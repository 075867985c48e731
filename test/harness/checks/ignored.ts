/** An ignore comment silences a finding, and counts as used. */
import type { Finding } from "../../../core/finding.ts";
import { SyntaxKind, getTokenAtPosition } from "../../../core/ts.ts";
import { type Bench, type Laid, type Problems, report, sayings, surplus } from "../bench.ts";
import { lineStarts } from "../edits.ts";

export const ignoredCheck = { title: "is silenced by an ignore comment, which counts as used", run: checkIgnored };

function checkIgnored(bench: Bench): Problems {
  const problems: Problems = new Map();
  const laid = bench.laid.filter((each) => bench.findings(each).length > 0);
  const texts = new Map(laid.flatMap((each) => [...ignoring(bench, each)]));
  const reports = bench.check(laid, texts);
  for (const each of laid) {
    const before = sayings(bench.allFindings(each).filter(({ rule }) => rule !== each.rule.id));
    const after = sayings(bench.allFindings(each, reports));
    report(
      problems,
      each,
      ...surplus(after, before).map((saying) => `with the ignore comment, this is found: ${saying}`),
    );
    for (const file of new Set(bench.findings(each).map((finding) => finding.file))) {
      const count = bench.findings(each).filter((finding) => finding.file === file).length;
      const ignored = (reports.get(file)?.ignored ?? 0) - (bench.reports.get(file)?.ignored ?? 0);
      if (ignored < count) report(problems, each, `${count} findings were to be ignored, ${ignored} were`);
    }
  }
  return problems;
}

/** The texts of a case with a comment above each line that has findings. */
function ignoring(bench: Bench, laid: Laid): Map<string, string> {
  const findings = bench.findings(laid);
  const changed = new Map<string, string>();
  for (const [file, text] of laid.code) {
    const lines = new Set(findings.filter((each) => each.file === file).map(({ range }: Finding) => range.start.line));
    if (lines.size === 0) continue;
    const sites = [...lines].sort((a, b) => b - a);
    const above = sites.every((line) => canHoldComment(bench, laid, file, lineStarts(text)[line] ?? 0));
    const all = text.split("\n");
    if (!above) all.unshift(comment("file", laid));
    else for (const line of sites) all.splice(line, 0, indentOf(all[line]) + comment("next-line", laid));
    changed.set(file, all.join("\n"));
  }
  return changed;
}

function comment(reach: "file" | "next-line", laid: Laid): string {
  return `// resilint-ignore-${reach} ${laid.rule.id}: the test says so`;
}

/** A line that begins inside a template or between JSX tags would show the comment as text. */
function canHoldComment(bench: Bench, laid: Laid, file: string, offset: number): boolean {
  const sourceFile = bench.compiled.sourceFile(laid.folder, file);
  if (!sourceFile || offset === 0) return true;
  const token = getTokenAtPosition(sourceFile, offset);
  const isText = token.kind === SyntaxKind.JsxText || SyntaxKind[token.kind].includes("Template");
  return !isText || token.getStart() >= offset;
}

function indentOf(line = ""): string {
  return line.slice(0, line.length - line.trimStart().length);
}
