import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../../cli/colour.ts";
import { codeFrame } from "../../cli/report/frame.ts";
import { range } from "./sample.ts";

function frame(text: string, at: ReturnType<typeof range>, width = 60): string {
  return `\n${codeFrame(text, at, { paint: plain, width }).join("\n")}\n`;
}

test("the mark stands under what is meant after tabs", () => {
  assert.equal(
    frame("if (a) {\n\tx;\tsave();\n}", range(1, 4, 10)),
    `
1 | if (a) {
2 |     x;  save();
  |         ~~~~~~
3 | }
`,
  );
});

test("the mark stands under what is meant after emoji, wide letters and combining marks", () => {
  // An emoji with its modifiers is one thing two columns wide, of however many units; e with an accent is one column.
  const before = '"👩‍👩‍👧", "漢字", "e\u0301"; ';
  assert.equal(
    frame(`${before}save();`, range(0, before.length, before.length + 6)),
    `
1 | ${before}save();
  | ${" ".repeat(19)}~~~~~~
`,
  );
});

test("a wide thing is marked over its whole width", () => {
  assert.equal(
    frame('f("漢字")', range(0, 3, 5)),
    `
1 | f("漢字")
  |    ~~~~
`,
  );
});

test("CRLF and lone CR end lines and leave nothing behind", () => {
  const expected = `
1 | a();
2 | save();
  | ~~~~~~
3 | b();
`;
  assert.equal(frame("a();\r\nsave();\r\nb();\r\n", range(1, 0, 6)), expected);
  assert.equal(frame("a();\rsave();\rb();\r", range(1, 0, 6)), expected);
});

test("a range over several lines is marked to the end of its first", () => {
  assert.equal(
    frame("go(\n  1,\n);", range(0, 0, 1, 2)),
    `
1 | go(
  | ~~~
2 |   1,
`,
  );
});

test("an empty range still has a mark, at the end of a line too", () => {
  assert.equal(
    frame("go", range(0, 2, 2)),
    `
1 | go
  |   ~
`,
  );
});

test("a long line is cut around the mark, and its neighbours at the same column", () => {
  const line = `${"a".repeat(100)}save();${"b".repeat(100)}`;
  const cut = frame(`${"c".repeat(300)}\n${line}\nshort`, range(1, 100, 106), 44);
  assert.equal(
    cut,
    `
1 | …${"c".repeat(38)}…
2 | …${"a".repeat(9)}save();${"b".repeat(22)}…
  |  ${" ".repeat(9)}~~~~~~
3 |
`,
  );
});

test("a long line whose mark is near its start is cut at its end alone", () => {
  assert.equal(
    frame(`save();${"b".repeat(100)}`, range(0, 0, 6), 44),
    `
1 | save();${"b".repeat(31)}…
  | ~~~~~~
`,
  );
});

test("a mark longer than the frame is cut with it", () => {
  assert.equal(
    frame("s".repeat(100), range(0, 0, 100), 44),
    `
1 | ${"s".repeat(38)}…
  | ${"~".repeat(38)}
`,
  );
});

test("in a minified file the frame stays as small as anywhere", () => {
  const line = `${"漢😀a;".repeat(200_000)}save();${"x".repeat(200_000)}`;
  const start = line.indexOf("save");
  const [code, mark] = codeFrame(line, range(0, start, start + 6), { paint: plain, width: 80 });
  assert.match(code!, /^1 \| ….*save\(\);x+…$/u);
  assert.match(mark!, /^ {2}\| +~{6}$/);
  assert.ok(code!.length <= 80);
});

test("a line that is no longer there has no frame", () => {
  assert.deepEqual(codeFrame("one line", range(7, 0, 1), { paint: plain, width: 80 }), []);
});
