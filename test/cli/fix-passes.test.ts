/** Passes over rules that are made for them: what is applied, what waits, what is taken back, and when it ends. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Fixed, fixInPasses } from "../../cli/fix/passes.ts";
import type { Notice } from "../../core/finding.ts";
import { type Report, type Rule, defineRule, met } from "../../core/rule.ts";
import { openSession } from "../../core/session.ts";
import type { CallExpression } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { tsconfig, workspace } from "./workspace.ts";

const shared = {
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "for a test",
  explain: "For a test.",
  examples: [],
} as const;

/** Finds calls of `name` and fixes them as `write` says. */
function callsOf(name: string, write: (call: CallExpression, writer: Writer) => void): Rule {
  return defineRule({
    ...shared,
    id: `no-${name}`,
    check: {
      CallExpression(node) {
        const call = node as CallExpression;
        const callee = call.expression.getText();
        if (callee !== name) return met(node);
        const words = { message: `\`${name}\` is called`, why: "why", remedy: "remedy" };
        const fix = { title: `Do without ${name}`, safety: "safe" as const, write: (w: Writer) => write(call, w) };
        return { at: node, ...words, fixes: [fix] } satisfies Report;
      },
    },
  });
}

function rename(from: string, to: string): Rule {
  return callsOf(from, (call, writer) => writer.replace(call.expression, to));
}

interface Outcome extends Fixed {
  text(name: string): string | undefined;
  readonly folder: string;
  /** By the session. */
  readonly said: readonly Notice[];
}

function fix(t: TestContext, rules: readonly Rule[], texts: Readonly<Record<string, string>>): Outcome {
  const globals = "declare function a(...all: unknown[]): number;\ndeclare function b(...all: unknown[]): number;\n";
  const folder = workspace(t, { "tsconfig.json": tsconfig, "globals.d.ts": globals, ...texts });
  const session = openSession({ folders: [folder], rules });
  t.after(() => session.dispose());
  const fixed = fixInPasses(session, { safety: "safe", files: () => session.files(), progress: () => {} });
  return { ...fixed, folder, said: session.notices(), text: (name) => fixed.texts.text(join(folder, name)) };
}

function remaining({ reports }: Outcome): string[] {
  return reports.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

test("fixes that overlap wait for the next pass", (t) => {
  const unwrap = callsOf("a", (call, writer) => writer.replace(call, writer.text(call.arguments[0]!)));
  const outcome = fix(t, [unwrap], { "x.ts": "export const x = a(a(a(a(1))));\n" });
  assert.equal(outcome.text("x.ts"), "export const x = 1;\n");
  assert.equal(outcome.findings.length, 4);
  assert.deepEqual(remaining(outcome), []);
  assert.deepEqual(outcome.notices, []);
});

test("equal places in one file are all fixed", (t) => {
  const text = (call: string): string => `export const c = { a: Number };\n${`${call}(1);\n`.repeat(3)}`;
  const outcome = fix(t, [rename("a", "c.a")], { "x.ts": text("a") });
  assert.equal(outcome.text("x.ts"), text("c.a"));
  assert.equal(outcome.findings.length, 3);
});

test("a fix that leaves its finding is taken back; those beside it stay", (t) => {
  const useless = callsOf("b", (call, writer) => writer.insertAfter(call, " /* still */"));
  const text = "export const x = [a(1), b(2)];\nexport const y = b(3);\n";
  const outcome = fix(t, [rename("a", "Number"), useless], { "x.ts": text, "y.ts": "a(1);\nexport {};\n" });
  assert.equal(outcome.text("x.ts"), "export const x = [Number(1), b(2)];\nexport const y = b(3);\n");
  assert.equal(outcome.text("y.ts"), "Number(1);\nexport {};\n");
  assert.deepEqual(remaining(outcome), ["no-b", "no-b"]);
  assert.deepEqual(
    outcome.notices.map(({ message, position }) => [message, position?.line]),
    [0, 1].map((line) => [
      'the fix "Do without b" of `no-b` was left out: it did not remove the finding, or broke something else',
      line,
    ]),
  );
});

test("a fix that breaks the syntax is taken back", (t) => {
  const breaks = callsOf("b", (call, writer) => writer.replace(call, "("));
  const outcome = fix(t, [rename("a", "Number"), breaks], { "x.ts": "export const x = [a(1), b(2)];\n" });
  assert.equal(outcome.text("x.ts"), "export const x = [Number(1), b(2)];\n");
  assert.deepEqual(remaining(outcome), ["no-b"]);
  assert.equal(outcome.notices.length, 1);
});

test("two rules that undo each other do not go round in a circle", (t) => {
  const outcome = fix(t, [rename("a", "b"), rename("b", "a")], { "x.ts": "export const x = a(1);\n" });
  assert.equal(outcome.text("x.ts"), "export const x = b(1);\n");
  assert.deepEqual(remaining(outcome), ["no-b"]);
  assert.equal(outcome.notices.length, 1);
});

test("fixes that make work without end are stopped, and it is said once", (t) => {
  const numbered: Rule = defineRule({
    ...shared,
    id: "no-numbers",
    check: {
      NumericLiteral(node) {
        const next = String(Number(node.getText()) + 1);
        const fixes = [{ title: "Count", safety: "safe" as const, write: (w: Writer) => w.replace(node, next) }];
        return { at: node, message: `found ${node.getText()}`, why: "why", remedy: "remedy", fixes };
      },
    },
  });
  const outcome = fix(t, [numbered], { "x.ts": "export const x = 0;\n" });
  assert.equal(outcome.text("x.ts"), "export const x = 10;\n");
  assert.deepEqual(
    outcome.notices.map(({ message }) => message),
    ["the fixes did not settle in 10 passes; run it again to go on"],
  );
});

const helperText = "export const helper = (n: number): number => a(n);\n";

/** Replaces a call by the helper, which it adds to the project; in a file called `bad` so that it does not parse. */
function adding(folderOf: (file: string) => string): Rule {
  return callsOf("b", (call, writer) => {
    const { fileName } = call.getSourceFile();
    writer.createFile(`${folderOf(fileName)}/helper.ts`, helperText);
    writer.replace(call.expression, fileName.includes("bad") ? "(" : writer.importName("helper", "./helper.js"));
  });
}

const besides = (file: string): string => file.slice(0, file.lastIndexOf("/"));

test("a file that two fixes add is added once, and checked like the others", (t) => {
  const outcome = fix(t, [adding(besides), rename("a", "Number")], {
    "x.ts": "export const x = b(1);\n",
    "y.ts": "export const y = b(1);\n",
  });
  assert.equal(outcome.text("x.ts"), 'import { helper } from "./helper.js";\n\nexport const x = helper(1);\n');
  assert.equal(outcome.text("helper.ts"), helperText.replace("a(n)", "Number(n)"));
  const [first, ...others] = outcome.texts.changes();
  assert.equal(first?.file, join(outcome.folder, "helper.ts"), "what is imported is written before who imports it");
  assert.equal(first?.before, undefined);
  assert.equal(others.length, 2);
  assert.deepEqual(remaining(outcome), []);
  assert.ok(!existsSync(join(outcome.folder, "helper.ts")), "nothing is written yet");
});

test("a file that is there stays as it is", (t) => {
  const own = "export const helper = String;\n";
  const outcome = fix(t, [adding(besides)], { "x.ts": "export const x = b(1);\n", "helper.ts": own });
  assert.deepEqual(
    outcome.texts.changes().map(({ file }) => file),
    [join(outcome.folder, "x.ts")],
  );
});

test("no file is added outside of the folders that were opened", (t) => {
  const outcome = fix(t, [adding((file) => besides(besides(file)))], { "x.ts": "export const x = b(1);\n" });
  assert.deepEqual(outcome.texts.changes(), []);
  assert.deepEqual(remaining(outcome), ["no-b"]);
  const isSaid = /^a fix of `no-b` could not be written: it would add .*, which is outside of what was opened$/;
  assert.match(outcome.said.map(({ message }) => message).join(), isSaid);
});

test("a file whose only fix is taken back is not added", (t) => {
  const bad = fix(t, [adding(besides)], { "bad.ts": "export const x = b(1);\n" });
  assert.deepEqual(bad.texts.changes(), []);
  const mixed = fix(t, [adding(besides)], { "bad.ts": "export const x = b(1);\n", "x.ts": "export const x = b(1);\n" });
  assert.deepEqual(
    mixed.texts.changes().map(({ file }) => file),
    ["helper.ts", "x.ts"].map((name) => join(mixed.folder, name)),
  );
});
