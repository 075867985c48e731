/** Each fix was run: a program that a fault brings down is not brought down when it is fixed. See test/faults. */
import { unproved } from "../../faults/proved.ts";
import { type Bench, type Problems, report } from "../bench.ts";

export const provedCheck = { title: "offers fixes that were run against the faults that they are for", run: checkProved };

function checkProved(bench: Bench): Problems {
  const problems: Problems = new Map();
  for (const laid of bench.laid) {
    const titles = bench.findings(laid).flatMap(({ fixes }) => fixes.map(({ title }) => title));
    report(problems, laid, ...new Set(titles.flatMap((title) => unproved(laid.rule.id, title) ?? [])));
  }
  return problems;
}
