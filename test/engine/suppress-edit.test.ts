/** "Ignore with a reason": the comment that is written silences the finding, compiles, and disturbs nothing. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { applySuppressions, ignoreCommentEdit } from "../../core/suppress.ts";
import { API } from "../../core/ts.ts";

const api = new API({ cwd: process.cwd() });
after(() => api.close());

interface Case {
  readonly file?: string;
  readonly scope?: "line" | "file";
  readonly reason?: string;
}

/** Ignores the finding at `bad` (marked by its first place in the text), and sees that it is silent afterwards. */
function ignore(text: string, { file = "/a.ts", scope = "line", reason }: Case = {}): string {
  const { sourceFile } = api.createSourceFile(file, text);
  const { span, text: inserted } = ignoreCommentEdit(sourceFile, text.indexOf("bad"), "raw-error", scope, reason);
  const edited = text.slice(0, span.start) + inserted + text.slice(span.end);
  const start = edited.indexOf("bad");
  const known = new Set(["raw-error", "missing-timeout"]);
  const outcome = applySuppressions(
    api.createSourceFile(file, edited).sourceFile,
    [{ rule: "raw-error", span: { start, end: start + 3 } }],
    { requireReason: false, known, ran: new Set(["raw-error"]) },
  );
  assert.equal(outcome.ignored, 1, edited);
  assert.deepEqual(outcome.reports, [], edited);
  return edited;
}

describe("a comment for the line", () => {
  it("stands above it, as far in as the line", () => {
    assert.equal(
      ignore("{\n\t  bad();\n}\n", { reason: "it is fine" }),
      "{\n\t  // resilint-ignore-next-line raw-error: it is fine\n\t  bad();\n}\n",
    );
  });

  it("keeps CRLF, and its reason to one line", () => {
    assert.equal(
      ignore("a();\r\nbad();\r\n", { reason: "one\ntwo */ three" }),
      "a();\r\n// resilint-ignore-next-line raw-error: one two * / three\r\nbad();\r\n",
    );
  });

  it("stands between the parts of a statement", () => {
    assert.equal(ignore("f(\n  bad(),\n);"), "f(\n  // resilint-ignore-next-line raw-error\n  bad(),\n);");
    assert.equal(
      ignore("try {\n} catch {\n} finally { bad() }"),
      "try {\n} catch {\n// resilint-ignore-next-line raw-error\n} finally { bad() }",
    );
  });

  it("stands in braces among the children of a JSX element", () => {
    assert.equal(
      ignore("const a = (\n  <p>\n    <b c={bad()} />\n  </p>\n);", { file: "/a.tsx", reason: "why" }),
      "const a = (\n  <p>\n    {/* resilint-ignore-next-line raw-error: why */}\n    <b c={bad()} />\n  </p>\n);",
    );
    assert.equal(
      ignore("const a = <>\n  {bad()}\n</>;", { file: "/a.tsx" }),
      "const a = <>\n  {/* resilint-ignore-next-line raw-error */}\n  {bad()}\n</>;",
    );
  });

  it("is a plain comment between JSX attributes and above a root element", () => {
    assert.equal(
      ignore("const a = <b\n  c={bad()}\n/>;", { file: "/a.tsx" }),
      "const a = <b\n  // resilint-ignore-next-line raw-error\n  c={bad()}\n/>;",
    );
    assert.equal(
      ignore("const a = (\n  <b c={bad()} />\n);", { file: "/a.tsx" }),
      "const a = (\n  // resilint-ignore-next-line raw-error\n  <b c={bad()} />\n);",
    );
  });

  it("stands right before the finding where its line begins in a template or in text", () => {
    assert.equal(
      ignore("const a = `\n  x ${bad()}\n`;"),
      "const a = `\n  x ${/* resilint-ignore-line raw-error */ bad()}\n`;",
    );
    assert.equal(
      ignore("const a = <p>\n  text {bad()}\n</p>;", { file: "/a.tsx" }),
      "const a = <p>\n  text {/* resilint-ignore-line raw-error */ bad()}\n</p>;",
    );
    assert.equal(
      ignore("const a = <p>\n  text <bad />\n</p>;".replace("<bad", "<b bad"), { file: "/a.tsx" }),
      "const a = <p>\n  text <b /* resilint-ignore-line raw-error */ bad />\n</p>;",
    );
  });

  it("adds its rule to a comment that is there", () => {
    assert.equal(
      ignore("// resilint-ignore-next-line missing-timeout: why\nbad();\n", { reason: "mine" }),
      "// resilint-ignore-next-line missing-timeout, raw-error: why\nbad();\n",
    );
    assert.equal(
      ignore("bad(); // resilint-ignore-line missing-timeout: why\n"),
      "bad(); // resilint-ignore-line missing-timeout, raw-error: why\n",
    );
  });
});

describe("a comment for the file", () => {
  const header = (before: string, after: string, newline = "\n") => {
    const edited = ignore(`${before}${after}`, { scope: "file", reason: "why" });
    assert.equal(edited, `${before}// resilint-ignore-file raw-error: why${newline}${after}`);
  };

  it("stands first", () => {
    header("", "bad();\n");
    header("", "// about the next line\nbad();\n");
  });

  it("stands below a shebang, a licence and directives", () => {
    header("#!/usr/bin/env node\n", "bad();\n");
    header("#!/usr/bin/env node\n/* Copyright 2026 */\n", "bad();\n");
    header("// Copyright 2026\n// Somebody\n", "\nbad();\n");
    header("/**\n * What this file is.\n */\n", "\n/** What bad is. */\nbad();\n");
    header("// licence\n'use strict';\n\"use client\"; // always\n", "bad();\n");
    header("'use strict';\r\n", "bad();\r\n", "\r\n");
  });

  it("adds its rule to a comment that is there", () => {
    assert.equal(
      ignore("a();\n// resilint-ignore-file missing-timeout: why\nbad();\n", { scope: "file", reason: "mine" }),
      "a();\n// resilint-ignore-file missing-timeout, raw-error: why\nbad();\n",
    );
  });
});
