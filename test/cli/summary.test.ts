import assert from "node:assert/strict";
import { test } from "node:test";
import { coverage, headline, percent, typesLine } from "../../cli/report/summary.ts";
import { audit, finding, range, report } from "./sample.ts";

test("percents say none and all only where it is so", () => {
  assert.equal(percent(0, 10), "0%");
  assert.equal(percent(1, 10_000), "less than 1%");
  assert.equal(percent(9_999, 10_000), "99%");
  assert.equal(percent(10, 10), "100%");
  assert.equal(percent(0, 0), "0%");
});

test("types that are missing are said, with the packages that miss most", () => {
  assert.equal(typesLine({ calls: 10, untypedCalls: 0, missingPackages: [] }), undefined);
  const one = { calls: 300, untypedCalls: 1, missingPackages: ["pg"] };
  assert.equal(typesLine(one), "less than 1% of calls have no types (1 package not installed): pg");
  const many = { calls: 10, untypedCalls: 9, missingPackages: [..."abcdefghij"] };
  assert.equal(
    typesLine(many),
    "90% of calls have no types (10 packages not installed): a, b, c, d, e, f, g, h and 2 more",
  );
});

test("the headline counts by level and leaves out what is not there", () => {
  const file = "/project/a.ts";
  const findings = (["error", "warning", "warning", "info"] as const).map((level) =>
    finding(file, range(0, 0, 1), { level }),
  );
  assert.equal(headline(audit({}, [report(file, findings)])), "1 error, 2 warnings, 1 info in 1 of 1 file");
  assert.equal(headline(audit({}, [report(file, findings.slice(3))])), "1 info in 1 of 1 file");
});

test("coverage adds up over files and names the rules that examined something", () => {
  const [a, b] = ["/project/a.ts", "/project/b.ts"];
  const sample = audit({}, [
    report(a, [finding(a, range(0, 0, 1))], { "floating-promise": 1 }),
    report(b, [finding(b, range(0, 0, 1))], { "floating-promise": 2 }),
  ]);
  assert.deepEqual(coverage(sample), [{ rule: "floating-promise", sound: 3, examined: 5 }]);
});
