/** Cases compile: in code that does not, types are missing, and a rule's silence would prove nothing. */
import { type Bench, type Problems, report } from "../bench.ts";

export const compilingCheck = { title: "has cases that compile", run: checkCompiling };

function checkCompiling(bench: Bench): Problems {
  const problems: Problems = new Map();
  const errors = bench.compiled.errors(new Map(bench.laid.map((laid) => [laid.folder, [...laid.code.keys()]])));
  for (const laid of bench.laid) {
    const found = errors.get(laid.folder) ?? [];
    if (!laid.case.broken) report(problems, laid, ...found);
    else if (found.length === 0) report(problems, laid, "the case is called `broken` and compiles");
  }
  return problems;
}
