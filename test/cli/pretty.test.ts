import assert from "node:assert/strict";
import { test } from "node:test";
import { coloured, plain } from "../../cli/colour.ts";
import { inOrder } from "../../cli/order.ts";
import { prettyReport } from "../../cli/report/pretty.ts";
import { audit, finding, range, report } from "./sample.ts";

const look = { paint: plain, width: 80 };

test("a finding shows its place, its code, its reasons and its way; the summary counts", () => {
  const file = "/project/src/orders.ts";
  const text = 'import { save } from "./db.ts";\n\nqueue.on("order", (order) => {\n\tsave(order);\n});\n';
  const because = [
    { file, range: range(2, 0, 5), message: "the listener of `order` starts here" },
    { file: "/project/src/db.ts", range: range(8, 4, 9), message: "`query` can reject" },
  ];
  const sample = audit(
    { [file]: text },
    [
      report("/project/src/db.ts", [], { "floating-promise": 8 }),
      report(file, [finding(file, range(3, 1, 12), { because })], { "raw-error": 2 }, 1),
    ],
    {
      types: { calls: 200, untypedCalls: 24, missingPackages: ["pg", "axios"] },
      notices: [
        { kind: "project", message: "translated `baseUrl`" },
        {
          kind: "config",
          message: "unknown rule",
          file: "/project/resilint.config.json",
          position: { line: 2, character: 4 },
        },
      ],
    },
  );
  assert.equal(
    prettyReport(sample, look),
    `src/orders.ts
  4:2  error  \`save\` can reject and nobody handles it  floating-promise
    3 | queue.on("order", (order) => {
    4 |     save(order);
      |     ~~~~~~~~~~~
    5 | });
    why:    a rejection ends the process
    remedy: await it
    way:    src/orders.ts:3:1  the listener of \`order\` starts here
            src/db.ts:9:5  \`query\` can reject

1 error in 1 of 2 files
1 finding silenced by comments
12% of calls have no types (2 packages not installed): pg, axios
Coverage
  floating-promise  8 of 9 sites sound (89%)
  raw-error         2 of 2 sites sound (100%)
Notices
  translated \`baseUrl\`
  resilint.config.json:3:5: unknown rule
`,
  );
});

test("a clean audit says how much was read", () => {
  const sample = audit({}, [report("/project/a.ts", []), report("/project/b.ts", [])]);
  assert.equal(prettyReport(sample, look), "no findings in 2 files\n");
});

test("colour adds looks and changes no letter", () => {
  const file = "/project/a.ts";
  const sample = audit({ [file]: "save();\n" }, [
    report(file, [finding(file, range(0, 0, 6))], { "floating-promise": 1 }),
  ]);
  const painted = prettyReport(sample, { paint: coloured, width: 80 });
  assert.match(painted, /\x1b\[31merror\x1b\[39m/);
  assert.equal(painted.replace(/\x1b\[\d+m/g, ""), prettyReport(sample, look));
});

test("a terminal gets nothing to obey: escapes in code, names and messages show as pictures", () => {
  const file = "/project/a\x1b[2J.ts";
  const text = 'save("\x1b]0;owned\x07\u202e");\n';
  const sample = audit(
    { [file]: text },
    [report(file, [finding(file, range(0, 0, text.length - 2), { message: "`\x1b[31m` and\nmore" })])],
    { notices: [{ kind: "file", message: "bad\r\x1b[A", file }] },
  );
  const output = prettyReport(sample, look);
  assert.doesNotMatch(output, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  assert.match(output, /save\("␛\]0;owned␇�"\);/);
  assert.match(output, /a␛\[2J\.ts/);
  assert.match(output, /and␊more/);
});

test("reports are ordered by file, position, and rule, whatever the order of the input", () => {
  const [a, b] = ["/project/a.ts", "/project/b.ts"];
  const first = finding(a, range(0, 4, 6));
  const second = finding(a, range(0, 4, 6), { rule: "raw-error" });
  const third = finding(a, range(2, 0, 6));
  const ordered = inOrder([report(b, []), report(a, [third, second, first])]);
  assert.deepEqual(ordered, [report(a, [first, second, third]), report(b, [])]);
});
