/** Cases and examples report exactly what is drawn under them, and their fixes write exactly what is shown. */
import type { Finding } from "../../../core/finding.ts";
import { type Bench, type Laid, type Problems, report } from "../bench.ts";
import { type Block, type CaseText, type ExpectedFix, rewriteBlocks } from "../case-file.ts";
import { type Drawing, draw, hasMessages, hasUnderlines } from "../drawing.ts";
import { showDifference } from "../difference.ts";

export const drawnCheck = { title: "reports what is drawn, and nothing else", run: checkDrawn };

/** With `update`, case files are rewritten to what was found instead, for a person to review. */
export function checkDrawn(bench: Bench, update?: (laid: Laid) => string | undefined): Problems {
  const problems: Problems = new Map();
  const changes = new Map<string, Map<Block, string>>();
  bench.reset();
  const settle = (laid: Laid, block: Block | undefined, expected: string, actual: string, what: string): void => {
    if (expected === actual) return;
    const path = update?.(laid);
    if (!path || !block) return report(problems, laid, `${what}\n${showDifference(expected, actual)}`);
    changes.set(path, (changes.get(path) ?? new Map<Block, string>()).set(block, actual));
  };
  for (const laid of bench.laid) {
    const findings = bench.findings(laid);
    for (const file of laid.case.files) {
      const path = `${laid.folder}/${file.path}`;
      const code = laid.code.get(path);
      if (code === undefined) continue;
      const actual = draw(
        code,
        findings.filter((each) => each.file === path),
        drawingOf(laid, file),
      );
      settle(laid, file.block, file.text, actual, file.path);
    }
    report(problems, laid, ...missingMarks(laid));
    for (const [index, expected] of laid.case.fixes.entries()) {
      const actual = fixedText(bench, laid, findings, expected, laid.case.fixes.slice(0, index));
      const title = expected.title ?? "the first fix";
      if (actual === undefined) report(problems, laid, `no finding offers the fix "${title}"`);
      else settle(laid, expected.block, expected.text, actual, `after "${title}"`);
    }
  }
  for (const [path, blocks] of changes) rewriteBlocks(path, blocks);
  return problems;
}

/** An example may mark places without saying messages; a case says everything. */
function drawingOf(laid: Laid, file: CaseText): Drawing {
  return {
    category: laid.rule.category,
    silent: file.block === undefined && hasUnderlines(file.text) && !hasMessages(file.text),
    lookUp: (path) => {
      const code = laid.code.get(path);
      return code === undefined ? undefined : { name: path.slice(laid.folder.length + 1), code };
    },
  };
}

function missingMarks(laid: Laid): string[] {
  const isBad = laid.case.name.endsWith("(bad)");
  return isBad && !laid.case.files.some((file) => hasUnderlines(file.text)) ? ["a bad example marks nothing"] : [];
}

/** The nth block of a title speaks of the nth finding that offers such a fix. */
function fixedText(
  bench: Bench,
  laid: Laid,
  findings: readonly Finding[],
  expected: ExpectedFix,
  earlier: readonly ExpectedFix[],
): string | undefined {
  const { title } = expected;
  const offers = findings.filter((each) =>
    title === undefined ? each.fixes.length > 0 : each.fixes.some((fix) => fix.title === title),
  );
  const finding = offers[earlier.filter((each) => each.title === title).length];
  if (!finding) return undefined;
  const index = title === undefined ? 0 : finding.fixes.findIndex((fix) => fix.title === title);
  const edits = bench.session.fix(finding.file, finding.fingerprint, index);
  return edits && bench.edited(laid, edits).get(finding.file);
}
