import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonReport } from "../../cli/report/json.ts";
import { audit, finding, range, report } from "./sample.ts";

test("the report has the documented shape", () => {
  const [a, b] = ["/project/src/a.ts", "/project/src/b.ts"];
  const because = [{ file: "/lib/c.ts", range: range(8, 4, 9), message: "`query` can reject" }];
  const fixes = [{ title: "Await it", safety: "safe" as const }];
  const sample = audit(
    {},
    [
      report(a, [finding(a, range(3, 1, 12), { because, fixes })], { "raw-error": 2, "floating-promise": 3 }, 1),
      report(b, [], { "floating-promise": 4 }),
    ],
    {
      notices: [{ kind: "file", message: "has a syntax error", file: b, position: { line: 0, character: 6 } }],
      types: { calls: 10, untypedCalls: 1, missingPackages: ["pg"] },
    },
  );
  assert.deepEqual(JSON.parse(jsonReport(sample)), {
    version: 1,
    files: ["src/a.ts", "src/b.ts"],
    findings: [
      {
        rule: "floating-promise",
        category: "defect",
        level: "error",
        file: "src/a.ts",
        startLine: 4,
        startColumn: 2,
        endLine: 4,
        endColumn: 13,
        message: "`save` can reject and nobody handles it",
        why: "a rejection ends the process",
        remedy: "await it",
        because: [
          {
            file: "../lib/c.ts",
            startLine: 9,
            startColumn: 5,
            endLine: 9,
            endColumn: 10,
            message: "`query` can reject",
          },
        ],
        fixes: [{ title: "Await it", safety: "safe" }],
        fingerprint: "3-1",
      },
    ],
    met: { "floating-promise": 7, "raw-error": 2 },
    notices: [{ kind: "file", message: "has a syntax error", file: "src/b.ts", line: 1, column: 7 }],
    types: { calls: 10, untypedCalls: 1, missingPackages: ["pg"] },
    summary: { error: 1, warning: 0, info: 0, files: 2, filesWithFindings: 1, ignored: 1 },
  });
});
