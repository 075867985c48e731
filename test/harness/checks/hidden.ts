/** Code that is only text does not run: a case inside a string or a comment is silent. */
import { type Bench, type Laid, type Problems, report, sayings } from "../bench.ts";

export const hiddenCheck = { title: "is silent in strings and comments", run: checkHidden };

function checkHidden(bench: Bench): Problems {
  const problems: Problems = new Map();
  const laid = bench.laid.filter((each) => bench.findings(each).length > 0);
  compare(
    bench,
    laid,
    problems,
    "in a template",
    (text) => `export const text = \`${text.replace(/[\\`$]/g, "\\$&")}\`;\n`,
  );
  compare(bench, laid, problems, "in a comment", (text) => `/*\n${text.replaceAll("*/", "* /")}*/\nexport {};\n`);
  return problems;
}

function compare(
  bench: Bench,
  laid: readonly Laid[],
  problems: Problems,
  what: string,
  change: (text: string) => string,
): void {
  const reports = bench.checkChanged(laid, change);
  for (const each of laid) {
    report(
      problems,
      each,
      ...sayings(bench.findings(each, reports)).map((saying) => `${what}, this is still found: ${saying}`),
    );
  }
}
