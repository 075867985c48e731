/** The notation itself: what is drawn, what is read back, and what is rewritten. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, it } from "node:test";
import type { Finding, Range } from "../../core/finding.ts";
import { parseCases, rewriteBlocks } from "../harness/case-file.ts";
import { faults } from "../harness/checks/worded.ts";
import { draw, hasMessages, hasUnderlines, strip } from "../harness/drawing.ts";
import { applyEdits } from "../harness/edits.ts";

const drawing = {
  category: "risk" as const,
  lookUp: (file: string) => ({ name: file.slice(1), code: file === "/db.ts" ? "export const q = 1;\n" : code }),
};

const code = ["function main() {", "\tsave(a, b);", "  run(() => {", "    go();", "  });", "}", ""].join("\n");

function span(line: number, from: number, toLine: number, to: number): Range {
  return { start: { line, character: from }, end: { line: toLine, character: to } };
}

function finding(range: Range, message: string, more: Partial<Finding> = {}): Finding {
  return {
    rule: "r",
    category: "risk",
    level: "warning",
    file: "/main.ts",
    range,
    message,
    why: "w",
    remedy: "m",
    because: [],
    fixes: [],
    fingerprint: message,
    ...more,
  };
}

describe("drawing", () => {
  it("underlines a finding and says its message, tabs kept", () => {
    const drawn = draw(code, [finding(span(1, 1, 1, 5), "`save` is lost")], drawing);
    assert.equal(drawn.split("\n")[2], "\t~~~~ `save` is lost");
  });

  it("draws several findings of a line in order", () => {
    const drawn = draw(code, [finding(span(1, 6, 1, 7), "second"), finding(span(1, 1, 1, 11), "first")], drawing);
    assert.deepEqual(drawn.split("\n").slice(2, 4), ["\t~~~~~~~~~~ first", "\t     ~ second"]);
  });

  it("joins the halves of a finding over several lines", () => {
    const drawn = draw(code, [finding(span(2, 2, 4, 4), "long")], drawing).split("\n");
    assert.equal(drawn[3], "  ~~~~~~~~~~…");
    assert.equal(drawn[6], "  …~ long");
  });

  it("shows the way by the code that stands there", () => {
    const because = [
      { file: "/main.ts", range: span(3, 4, 3, 6), message: "`go` is called" },
      { file: "/db.ts", range: span(0, 13, 0, 14), message: "and fails here" },
      { file: "/main.ts", range: span(2, 2, 4, 4), message: "over lines" },
    ];
    const drawn = draw(code, [finding(span(1, 1, 1, 5), "x", { because })], drawing).split("\n");
    assert.deepEqual(drawn.slice(3, 6), [
      "\t     because: `go` is called @ go",
      "\t     because: and fails here @ db.ts: q",
      "\t     because: over lines @ run(() => { …",
    ]);
  });

  it("says a category that is not the rule's own", () => {
    const drawn = draw(code, [finding(span(1, 1, 1, 5), "x", { category: "defect" })], drawing);
    assert.match(drawn, /~~~~ defect: x/);
  });

  it("strips what it draws", () => {
    const all = [
      finding(span(1, 1, 1, 5), "one", { because: [{ file: "/db.ts", range: span(0, 0, 0, 6), message: "m" }] }),
      finding(span(2, 2, 4, 4), "two"),
      finding(span(5, 0, 5, 1), "three"),
    ];
    assert.equal(strip(draw(code, all, drawing)), code);
    assert.equal(strip(draw(code, all, { ...drawing, silent: true })), code);
  });

  it("takes code for code", () => {
    const tricky = ["const a = [", "  ~b,", "  ~~c,", "];", "const because = 1;", " because: while (1) {}", ""].join(
      "\n",
    );
    assert.equal(strip(tricky), tricky);
    assert.equal(hasUnderlines(tricky), false);
  });

  it("tells marks with messages from marks without", () => {
    assert.equal(hasMessages("a();\n~~~ says"), true);
    assert.equal(hasMessages("a();\n~~~"), false);
    assert.equal(hasUnderlines("a();\n~~~"), true);
  });
});

const file = [
  "# rule",
  "",
  "## One",
  "",
  "Why.",
  "",
  "```ts",
  "a();",
  "~ m",
  "```",
  "",
  '```ts fix="Do `it`"',
  "b();",
  "```",
  "",
];

describe("case files", () => {
  it("reads a heading, a block and a fix as a case", () => {
    const [only, ...rest] = parseCases(file.join("\n"), "x.md");
    assert.deepEqual(rest, []);
    assert.equal(only?.name, "One");
    assert.equal(only?.where, "x.md:7");
    assert.deepEqual(
      only?.files.map(({ path, text }) => [path, text]),
      [["main.ts", "a();\n~ m\n"]],
    );
    assert.deepEqual(
      only?.fixes.map(({ title, text }) => [title, text]),
      [["Do `it`", "b();\n"]],
    );
  });

  it("adds named files to a case, and begins another with the next main file", () => {
    const text =
      "## A\n```ts file=db.ts\n1;\n```\n```tsx\n2;\n```\n```js\n3;\n```\n```json file=x.json\n{}\n```\n```sh\nls\n```\n";
    const cases = parseCases(text, "x.md");
    assert.deepEqual(
      cases.map(({ name, files }) => [name, files.map(({ path }) => path)]),
      [
        ["A", ["db.ts", "main.tsx"]],
        ["A (2)", ["main.js", "x.json"]],
      ],
    );
  });

  for (const [text, message] of [
    ["## A\n```ts\n1;\n", /x\.md:2: this block is never closed/],
    ["```ts\n1;\n```\n", /x\.md:1: a case needs a heading/],
    ['## A\n```ts fix="b"\n1;\n```\n', /x\.md:2: a fix needs a case before it/],
    ["## A\n```ts fil=b\n1;\n```\n", /x\.md:2: `fil` means nothing here/],
    ["## A\n```json\n{}\n```\n", /x\.md:2: a json block needs file=/],
    ["## A\n```ts file=a.ts\n1;\n```\n```ts file=a.ts\n1;\n```\n", /x\.md:5: the case has two files named a\.ts/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseCases(text, "x.md"), message));
  }

  it("rewrites blocks in place", () => {
    const folder = mkdtempSync(`${tmpdir()}/resilint-`);
    try {
      const path = `${folder}/x.md`;
      writeFileSync(path, file.join("\n"));
      const [only] = parseCases(file.join("\n"), "x.md");
      const [main, fix] = [only?.files[0]?.block, only?.fixes[0]?.block];
      assert.ok(main && fix);
      rewriteBlocks(
        path,
        new Map([
          [main, "a();\n~ new\n   because: m @ x\n"],
          [fix, "c();\n"],
        ]),
      );
      const text = readFileSync(path, "utf8");
      assert.equal(text, file.join("\n").replace("~ m", "~ new\n   because: m @ x").replace("b();", "c();"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("wording", () => {
  for (const line of [
    "`save()` starts a promise",
    "the call waits for ever",
    "2 calls wait",
    "HTTP errors pass",
    "AbortSignal is lost",
  ]) {
    it(`accepts ${JSON.stringify(line)}`, () => assert.deepEqual(faults(line), []));
  }
  for (const line of ["", "The call", "ends here.", "two\nlines", "a `tick", "two  blanks"]) {
    it(`refuses ${JSON.stringify(line)}`, () => assert.equal(faults(line).length, 1));
  }
});

it("edits apply from the last to the first, and keep their order where they meet", () => {
  const at = (line: number, from: number, to: number, text: string) => ({
    file: "f",
    range: span(line, from, line, to),
    text,
  });
  assert.equal(applyEdits("ab\ncd\n", [at(0, 0, 1, "x"), at(1, 1, 1, "1"), at(1, 1, 1, "2")]), "xb\nc12d\n");
});
