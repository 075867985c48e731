/** Ignore comments: which are real, what they reach, and what is said of those that are wrong. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { applySuppressions, commentRules, type CommentReport } from "../../core/suppress.ts";
import { API } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";

const api = new API({ cwd: process.cwd() });
after(() => api.close());

const known = new Set(["floating-promise", "raw-error", "missing-timeout", ...commentRules.map(({ id }) => id)]);

interface Outcome {
  /** The lines (from 1) of the findings that stay. */
  readonly kept: number[];
  readonly ignored: number;
  readonly reports: CommentReport[];
  readonly said: string[];
  /** The text after the first fix of each report. */
  readonly fixed: string[];
}

/** Every call of `bad`, `raw` and `slow` is a finding of its rule. */
const rules: Readonly<Record<string, string>> = { bad: "floating-promise", raw: "raw-error", slow: "missing-timeout" };

function run(text: string, { file = "/a.ts", requireReason = true, off = "" } = {}): Outcome {
  const { sourceFile } = api.createSourceFile(file, text);
  const found = [...text.matchAll(/\b(bad|raw|slow)\(\)/g)].map((match) => {
    return { rule: rules[match[1]!]!, span: { start: match.index, end: match.index + match[0].length } };
  });
  const findings = found.filter(({ rule }) => rule !== off);
  const ran = new Set([...known].filter((id) => id !== off));
  const { kept, ignored, reports } = applySuppressions(sourceFile, findings, { requireReason, known, ran });
  return {
    kept: kept.map(({ span }) => text.slice(0, span.start).split("\n").length),
    ignored,
    reports,
    said: reports.map(({ rule, message, span }) => `${rule} @ ${text.slice(span.start, span.end)}: ${message}`),
    fixed: reports.flatMap(({ fixes }) => (fixes[0] ? [apply(text, fixes[0].write)] : [])),
  };
}

function apply(text: string, write: (writer: Writer) => void): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const writer = { replaceSpan: (span, replacement) => edits.push({ ...span, text: replacement }) } as Partial<Writer>;
  write(writer as Writer);
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}

describe("what a comment reaches", () => {
  const silences = (text: string, kept: number[], file = "/a.ts") => {
    const outcome = run(text, { file });
    assert.deepEqual({ kept: outcome.kept, said: outcome.said }, { kept, said: [] });
  };

  it("the next line, and no other", () => {
    silences("// resilint-ignore-next-line floating-promise: why\nbad();\nbad();\n", [3]);
  });

  it("the next line that has code, past blank lines and comments", () => {
    silences("// resilint-ignore-next-line floating-promise: why\n\n// more\n/* and\n more */\nbad();\n", []);
  });

  it("stacked comments speak of the same line", () => {
    const stack = "// resilint-ignore-next-line floating-promise: why\n// resilint-ignore-next-line raw-error: why\n";
    silences(`${stack}bad(); raw();\n`, []);
  });

  it("its own line, from behind or from before the code", () => {
    silences("bad(); // resilint-ignore-line floating-promise: why\nbad();\n", [2]);
    silences("/* resilint-ignore-line floating-promise: why */ bad();\nbad();\n", [2]);
  });

  it("several rules at once", () => {
    silences("// resilint-ignore-next-line floating-promise, raw-error: why\nbad(); raw(); slow();\n", [2]);
  });

  it("only the rules that it names", () => {
    const { kept, said } = run("// resilint-ignore-next-line raw-error: why\nbad();\n");
    assert.deepEqual(kept, [2]);
    assert.equal(said.length, 1);
  });

  it("a call chain that begins on its line, however it is broken", () => {
    silences("// resilint-ignore-next-line floating-promise: why\nclient\n  .get()\n  .bad()\n  .end();\n", []);
    silences("const x = await client // resilint-ignore-line floating-promise: why\n  ?.[0]!\n  .bad();\n", []);
  });

  it("no arguments, callbacks or later lines of a statement", () => {
    const code = "bad().then(() => {\n  bad();\n}, f(\n  bad(),\n));\n";
    silences(`// resilint-ignore-next-line floating-promise: why\n${code}`, [3, 5]);
  });

  it("a block, up to its end", () => {
    const block = "// resilint-ignore-start floating-promise: why\nbad();\nbad();\n";
    silences(`${block}// resilint-ignore-end floating-promise\nbad();\n`, [5]);
  });

  it("nested blocks of one rule and of several, with bare ends", () => {
    silences(
      [
        "// resilint-ignore-start floating-promise: outer",
        "bad(); raw();",
        "// resilint-ignore-start raw-error, floating-promise: inner",
        "bad(); raw();",
        "// resilint-ignore-end",
        "bad(); raw();",
        "// resilint-ignore-end floating-promise",
        "bad(); raw();",
      ].join("\n"),
      [2, 6, 8, 8],
    );
  });

  it("the whole file, from wherever it stands", () => {
    silences("bad();\nraw();\n// resilint-ignore-file floating-promise: generated\nbad();", [2]);
  });

  it("counts what it silenced", () => {
    assert.equal(run("// resilint-ignore-file floating-promise: why\nbad(); bad();\nraw();").ignored, 2);
  });

  it("the same with CRLF and multi-byte text", () => {
    const comment = "/* 漢字 */ // resilint-ignore-next-line floating-promise: 日本 🦀\r\n";
    silences(`const s = '🦀é';\r\n${comment}\r\nf('🦀'); bad();\r\nbad();\r\n`, [5]);
    silences("const s = '🦀🦀'; bad(); // resilint-ignore-line floating-promise: why\r\n", []);
  });

  it("JSX children, attributes and expressions", () => {
    silences(
      [
        "const a = (",
        "  <div>",
        "    {/* resilint-ignore-next-line floating-promise: why */}",
        "    {/* resilint-ignore-next-line raw-error: why */}",
        "    <A b={bad()} c={raw()} />",
        "    <A",
        "      // resilint-ignore-next-line floating-promise: why",
        "      b={bad()}",
        "    >",
        "      text {bad()} {/* resilint-ignore-line floating-promise: why */}",
        "    </A>",
        "  </div>",
        ");",
      ].join("\n"),
      [],
      "/a.tsx",
    );
  });

  it("comments in empty blocks, parameter lists, classes, and at the end of the file", () => {
    for (const text of [
      "function f() {\n  // resilint-ignore-file floating-promise: why\n}\nbad();",
      "f(/* resilint-ignore-file floating-promise: why */);\nbad();",
      "class A {\n  // resilint-ignore-file floating-promise: why\n}\nbad();",
      "if (a) {} /* resilint-ignore-file floating-promise: why */ else {}\nbad();",
      "bad();\n// resilint-ignore-file floating-promise: why",
      "/** resilint-ignore-file floating-promise: why */\nfunction f() {}\nbad();",
      "`${a /* resilint-ignore-file floating-promise: why */}`; bad();",
    ]) {
      silences(text, []);
    }
  });

  it("comments of JavaScript with types in JSDoc", () => {
    const comments = "/** @type {string} */\n// resilint-ignore-next-line floating-promise: why\n";
    silences(`${comments}const a = bad();\n`, [], "/a.js");
  });
});

describe("what is no ignore comment", () => {
  const inert = (text: string, file = "/a.ts") => {
    const { ignored, said } = run(text, { file });
    assert.deepEqual({ ignored, said }, { ignored: 0, said: [] }, text);
  };

  it("strings, templates and regular expressions", () => {
    inert("const a = '// resilint-ignore-file floating-promise: why';\nbad();");
    inert("const a = `\n// resilint-ignore-next-line floating-promise: why\n${bad()}`;");
    inert("const a = `${1}\n// resilint-ignore-next-line floating-promise: why\n${bad()}`;");
    inert("const a = `${bad()}\n// resilint-ignore-file floating-promise: why`;");
    inert("const a = /[/]/* resilint-ignore-file floating-promise: why */;\nbad();");
    inert("const a = / \\/\\/ resilint-ignore-file floating-promise: why/;\nbad();");
  });

  it("JSX text and attributes", () => {
    inert("const a = <p>// resilint-ignore-file floating-promise: why\n{bad()}</p>;", "/a.tsx");
    inert("const a = <p>/* resilint-ignore-file floating-promise: why */{bad()}</p>;", "/a.tsx");
    inert("const a = <p title='// resilint-ignore-file floating-promise: why'>{bad()}</p>;", "/a.tsx");
  });

  it("prose that names one", () => {
    inert("// write resilint-ignore-next-line floating-promise: why\nbad();");
    inert("/* see\n * the docs of resilint-ignore-file floating-promise: why */\nbad();");
  });
});

describe("what is said of ignore comments", () => {
  it("one that silences nothing", () => {
    const { said, fixed, reports } = run("a();\n  // resilint-ignore-next-line raw-error: why\n  b();\n");
    assert.deepEqual(said, ["unused-ignore @ raw-error: the ignore comment for `raw-error` silences nothing"]);
    assert.deepEqual(fixed, ["a();\n  b();\n"]);
    assert.equal(reports[0]!.fixes[0]!.safety, "safe");
  });

  it("not of rules that did not run", () => {
    const { said } = run("// resilint-ignore-next-line raw-error: why\nb();\n", { off: "raw-error" });
    assert.deepEqual(said, []);
  });

  it("one of whose rules some silence nothing", () => {
    const comment = "// resilint-ignore-next-line raw-error, floating-promise, missing-timeout: why\n";
    const { said, fixed } = run(`${comment}bad();\n`);
    assert.equal(said.length, 1);
    assert.match(said[0]!, /for `raw-error`, `missing-timeout` silences nothing/);
    assert.deepEqual(fixed, ["// resilint-ignore-next-line floating-promise: why\nbad();\n"]);
  });

  it("two for the same finding: the narrower one is used", () => {
    const line = "bad(); // resilint-ignore-line floating-promise: one\n";
    assert.deepEqual(run(`// resilint-ignore-file floating-promise: all\n${line}`).fixed, [line]);
    const twice = run(`// resilint-ignore-next-line floating-promise: a\n${line}`);
    assert.deepEqual(twice.fixed, ["// resilint-ignore-next-line floating-promise: a\nbad();\n"]);
  });

  it("a block that silences nothing goes with its end", () => {
    const block = run("a();\n// resilint-ignore-start raw-error: why\nb();\n// resilint-ignore-end raw-error\nc();\n");
    assert.deepEqual(block.fixed, ["a();\nb();\nc();\n"]);
    const bare = run("// resilint-ignore-start raw-error, floating-promise: why\nbad();\n// resilint-ignore-end\n");
    assert.deepEqual(bare.fixed, ["// resilint-ignore-start floating-promise: why\nbad();\n// resilint-ignore-end\n"]);
  });

  it("removes comments without a trace", () => {
    const removed = (text: string, file = "/a.ts") => run(text, { file }).fixed;
    assert.deepEqual(removed("a(); // resilint-ignore-line raw-error: why\r\nb();\r\n"), ["a();\r\nb();\r\n"]);
    assert.deepEqual(removed("a();\r\n\t// resilint-ignore-line raw-error: why\r\nb();\r\n"), ["a();\r\nb();\r\n"]);
    assert.deepEqual(removed("a(/* resilint-ignore-line raw-error: why */ b);"), ["a(b);"]);
    assert.deepEqual(removed("a();\n// resilint-ignore-file raw-error: why"), ["a();\n"]);
    const jsx = "const a = (\n  <p>\n    {/* resilint-ignore-next-line raw-error: why */}\n    <b />\n  </p>\n);\n";
    assert.deepEqual(removed(jsx, "/a.tsx"), ["const a = (\n  <p>\n    <b />\n  </p>\n);\n"]);
  });

  it("leaves to a person what parts two texts of JSX", () => {
    const text = "const a = <p>\n  one\n  {/* resilint-ignore-next-line raw-error: why */}\n  two\n</p>;\n";
    assert.equal(run(text, { file: "/a.tsx" }).reports[0]!.fixes[0]!.safety, "suggestion");
  });

  it("one without a reason", () => {
    for (const reason of ["", ":", ": -", " because"]) {
      const text = `// resilint-ignore-next-line floating-promise${reason}\nbad();\n`;
      assert.deepEqual(run(text).reports.map(({ rule }) => rule), ["unexplained-ignore"], text);
      assert.deepEqual(run(text, { requireReason: false }).said, []);
    }
    assert.deepEqual(run("/* resilint-ignore-next-line floating-promise */\nbad();\n").reports.length, 1);
  });

  it("an unknown rule, with the nearest name", () => {
    const { said, fixed, kept } = run("// resilint-ignore-next-line raw-eror, floating-promise: why\nraw(); bad();\n");
    assert.deepEqual(said, ["unknown-ignore @ raw-eror: unknown rule `raw-eror`; did you mean `raw-error`?"]);
    assert.deepEqual(fixed, ["// resilint-ignore-next-line raw-error, floating-promise: why\nraw(); bad();\n"]);
    assert.deepEqual(kept, [2]);
    const stranger = run("// resilint-ignore-next-line no-console: why\n");
    assert.deepEqual(stranger.said, ["unknown-ignore @ no-console: unknown rule `no-console`"]);
  });

  it("a rule about comments, which no comment silences", () => {
    assert.match(run("// resilint-ignore-file unused-ignore: why\n").said[0]!, /^unknown-ignore @ unused-ignore/);
  });

  it("an unknown form, and no rule", () => {
    const next = run("// resilint-ignore-nextline raw-error: why\nraw();\n");
    assert.deepEqual(next.kept, [2]);
    assert.match(next.said[0]!, /did you mean `resilint-ignore-next-line`\?$/);
    assert.deepEqual(next.fixed, ["// resilint-ignore-next-line raw-error: why\nraw();\n"]);
    assert.match(run("// resilint-ignore raw-error\nraw();\n").said[0]!, /did you mean `resilint-ignore-next-line`\?$/);
    assert.match(run("// resilint-ignore-next-line\nraw();\n").said[0]!, /names no rule$/);
  });

  it("blocks that do not close or open", () => {
    const open = run("// resilint-ignore-start floating-promise: why\nbad();\n");
    assert.deepEqual(open.kept, []);
    assert.match(open.said[0]!, /the block that ignores `floating-promise` is never closed/);
    assert.match(run("bad();\n// resilint-ignore-end floating-promise\n").said[0]!, /was never opened/);
    assert.match(run("bad();\n// resilint-ignore-end\n").said[0]!, /was never opened/);
  });
});
