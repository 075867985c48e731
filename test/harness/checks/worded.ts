/** Messages read alike, whoever wrote the rule. */
import { type Bench, type Problems, report } from "../bench.ts";

export const wordedCheck = { title: "words its messages as all rules do", run: checkWorded };

function checkWorded(bench: Bench): Problems {
  const problems: Problems = new Map();
  for (const laid of bench.laid) {
    for (const { message, why, remedy, because, fixes } of bench.findings(laid)) {
      const lines = [...because.map((place) => place.message), message, why, remedy];
      report(problems, laid, ...lines.flatMap(faults), ...fixes.flatMap(({ title }) => titleFaults(title)));
    }
  }
  return problems;
}

/** What is wrong with a line of a finding: it starts in lower case and ends without a full stop. */
export function faults(line: string): string[] {
  const says = (what: string): string => `${what}: ${JSON.stringify(line)}`;
  if (line.trim() === "") return ["a line is empty"];
  return [
    ...(/^[a-z\d`]/.test(line) || /^[A-Z]{2,}\b|^[A-Z]\w*[A-Z]/.test(line)
      ? []
      : [says("does not start in lower case")]),
    ...(/[.!?]$/.test(line) ? [says("ends with a full stop")] : []),
    ...(/\n/.test(line) ? [says("has more than one line")] : []),
    ...(line.split("`").length % 2 === 0 ? [says("has a backtick without its partner")] : []),
    ...(/\s$|^\s|\S {2,}\S/.test(line) ? [says("has stray blanks")] : []),
  ];
}

/** Titles of fixes are menu items: a capital, no full stop. */
function titleFaults(title: string): string[] {
  const isFine = /^[A-Z`]/.test(title) && !/[.\n]$/.test(title);
  return isFine
    ? []
    : [`the title of a fix starts with a capital and ends without a full stop: ${JSON.stringify(title)}`];
}
