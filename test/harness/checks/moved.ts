/** What stands before a finding, and how lines end, moves it and changes nothing else. */
import type { Finding } from "../../../core/finding.ts";
import { type Bench, type Laid, type Problems, report, surplus } from "../bench.ts";

const before = "// 🦊🦊 注意 naïve\n";

export const movedCheck = { title: "finds the same after other text, and with other line ends", run: checkMoved };

function checkMoved(bench: Bench): Problems {
  const problems: Problems = new Map();
  const laid = bench.laid.filter((each) => bench.findings(each).length > 0);
  compare(bench, laid, problems, "after a comment of multi-byte characters", 1, (text) => before + text);
  compare(bench, laid, problems, "with CRLF line ends", 0, (text) => text.replaceAll("\n", "\r\n"));
  return problems;
}

function compare(
  bench: Bench,
  laid: readonly Laid[],
  problems: Problems,
  what: string,
  lines: number,
  change: (text: string) => string,
): void {
  const movable = laid.filter((each) => ![...each.code.values()].some((text) => text.startsWith("#!")));
  const reports = bench.checkChanged(movable, change);
  for (const each of movable) {
    const expected = bench.findings(each).map((finding) => show(finding, lines));
    const actual = bench.findings(each, reports).map((finding) => show(finding, 0));
    report(
      problems,
      each,
      ...surplus(expected, actual).map((finding) => `${what}, this is no longer found: ${finding}`),
    );
    report(problems, each, ...surplus(actual, expected).map((finding) => `${what}, this is found as well: ${finding}`));
  }
}

function show({ range: { start, end }, message, because, fingerprint }: Finding, lines: number): string {
  const at = `${start.line + lines}:${start.character}-${end.line + lines}:${end.character}`;
  return `${at} ${message} [${because.map((place) => place.message).join(", ")}] ${fingerprint}`;
}
