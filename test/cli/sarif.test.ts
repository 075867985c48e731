import assert from "node:assert/strict";
import { test } from "node:test";
import type * as Sarif from "sarif";
import { sarifReport } from "../../cli/report/sarif.ts";
import { sarifErrors } from "./sarif-schema.ts";
import { audit, finding, range, report } from "./sample.ts";

function runOf(sample: Parameters<typeof sarifReport>[0]): Sarif.Run {
  const log = JSON.parse(sarifReport(sample)) as Sarif.Log;
  assert.deepEqual(sarifErrors(log), []);
  return log.runs[0]!;
}

test("the schema is really asked", () => {
  assert.equal(sarifErrors({ version: "2.1.0", runs: [{ tool: { driver: {} } }] }).length, 1);
  const artifact = { location: { uri: "a b" } };
  const tool = { driver: { name: "x" } };
  assert.equal(sarifErrors({ version: "2.1.0", runs: [{ tool, artifacts: [artifact] }] }).length, 1);
});

test("a full log: rules, results, the way, the fix, notices", () => {
  const file = "/project/src/orders.ts";
  const because = [
    { file, range: range(2, 0, 5), message: "the listener starts here" },
    { file: "/project/src/db.ts", range: range(8, 4, 9), message: "`query` can reject" },
  ];
  const fixes = [
    { title: "Await it", safety: "safe" as const },
    { title: "Catch it", safety: "suggestion" as const },
  ];
  const sample = audit(
    {},
    [
      report(file, [
        finding(file, range(3, 1, 12), { because, fixes, fingerprint: "aa" }),
        finding(file, range(5, 0, 3, 6), {
          rule: "raw-error",
          category: "hardening",
          level: "info",
          fingerprint: "bb",
        }),
        finding(file, range(9, 0, 3), { rule: "unused-ignore", category: "risk", level: "warning", fingerprint: "cc" }),
      ]),
    ],
    {
      notices: [
        {
          kind: "config",
          message: "unknown rule",
          file: "/project/resilint.config.json",
          position: { line: 2, character: 4 },
        },
      ],
    },
    [
      { file, range: range(3, 1, 1), text: "await " },
      { file: "/project/src/db.ts", range: range(0, 0, 0), text: "import x;\n" },
    ],
  );
  const run = runOf(sample);

  const { driver } = run.tool;
  assert.equal(driver.name, "resilint");
  assert.match(driver.version!, /^\d+\.\d+\.\d+$/);
  assert.match(driver.informationUri!, /^https:.*\/resilint$/);
  assert.equal(driver.rules![0]!.helpUri, `${driver.informationUri}/blob/main/docs/rules/floating-promise.md`);
  assert.deepEqual(
    driver.rules!.map(({ id }) => id),
    ["floating-promise", "raw-error", "unused-ignore"],
  );
  assert.deepEqual(
    driver.rules!.map(({ defaultConfiguration }) => defaultConfiguration!.level),
    ["error", "note", "warning"],
  );
  const [described] = driver.rules!;
  assert.equal(described!.shortDescription!.text, "a promise whose rejection nobody handles");
  assert.match(described!.help!.markdown!, /### a dropped call\n\nFound:\n\n```ts\nsave\(\);\n~~~~~~\n```\n\nFixed:/);
  assert.deepEqual(described!.properties, {
    category: "defect",
    family: "async",
    tags: ["reliability", "async", "defect"],
  });

  assert.equal(run.columnKind, "utf16CodeUnits");
  assert.deepEqual(
    run.results!.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level]),
    [
      ["floating-promise", 0, "error"],
      ["raw-error", 1, "note"],
      ["unused-ignore", 2, "warning"],
    ],
  );
  const [first, second] = run.results!;
  assert.equal(first!.message.text, "`save` can reject and nobody handles it. A rejection ends the process. Await it.");
  assert.deepEqual(first!.partialFingerprints, { "resilint/v1": "aa" });
  assert.deepEqual(second!.locations![0]!.physicalLocation, {
    artifactLocation: { uri: "src/orders.ts", uriBaseId: "%SRCROOT%" },
    region: { startLine: 6, startColumn: 1, endLine: 7, endColumn: 4 },
  });
  const steps = first!.codeFlows![0]!.threadFlows[0]!.locations.map(({ location }) => location!);
  assert.deepEqual(
    steps.map(({ message }) => message!.text),
    ["the listener starts here", "`query` can reject"],
  );
  assert.equal(second!.codeFlows, undefined);

  const [fix, ...more] = first!.fixes!;
  assert.deepEqual(more, []);
  assert.equal(fix!.description!.text, "Await it");
  assert.deepEqual(
    fix!.artifactChanges.map(({ artifactLocation }) => artifactLocation.uri),
    ["src/db.ts", "src/orders.ts"],
  );
  assert.deepEqual(fix!.artifactChanges[1]!.replacements, [
    { deletedRegion: { startLine: 4, startColumn: 2, endLine: 4, endColumn: 2 }, insertedContent: { text: "await " } },
  ]);
  assert.equal(second!.fixes, undefined);

  const [notice] = run.invocations![0]!.toolExecutionNotifications!;
  assert.equal(notice!.message.text, "unknown rule");
  assert.deepEqual(notice!.locations![0]!.physicalLocation!.region, { startLine: 3, startColumn: 5 });
});

test("paths are percent-encoded, and those outside of the working directory stand alone", () => {
  const inside = "/project/app/[id]/50% ünsafe#1?.ts";
  const outside = "/elsewhere/a b.ts";
  const run = runOf(
    audit(
      {},
      [inside, outside].map((file) => report(file, [finding(file, range(0, 0, 1))])),
    ),
  );
  assert.deepEqual(
    run.results!.map((each) => each.locations![0]!.physicalLocation!.artifactLocation),
    [
      { uri: "app/%5Bid%5D/50%25%20%C3%BCnsafe%231%3F.ts", uriBaseId: "%SRCROOT%" },
      { uri: "file:///elsewhere/a%20b.ts" },
    ],
  );
  assert.deepEqual(run.originalUriBaseIds, { "%SRCROOT%": { uri: "file:///project/" } });
});

test("an audit without findings is a log without results", () => {
  const run = runOf(audit({}, [report("/project/a.ts", [])]));
  assert.deepEqual(run.results, []);
  assert.equal(run.tool.driver.rules!.length, 3);
});
