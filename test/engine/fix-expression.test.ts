import assert from "node:assert/strict";
import test from "node:test";
import { buildFix } from "../../core/fix/build.ts";
import { fixed, parse } from "./fix-harness.ts";

/** A file, the node in it, and the file with the node awaited. */
const awaited: readonly (readonly [string, string, string])[] = [
  ["foo();", "foo()", "await foo();"],
  ["foo().bar;", "foo()", "(await foo()).bar;"],
  ["foo()?.bar;", "foo()", "(await foo())?.bar;"],
  ["foo()[0];", "foo()", "(await foo())[0];"],
  ["a[foo()];", "foo()", "a[await foo()];"],
  ["foo()();", "foo()", "(await foo())();"],
  ["f(foo());", "foo()", "f(await foo());"],
  ["new (foo())();", "foo()", "new (await foo())();"],
  ["foo()`x`;", "foo()", "(await foo())`x`;"],
  ["foo()!;", "foo()", "(await foo())!;"],
  ["x = foo() + 1;", "foo()", "x = await foo() + 1;"],
  ["x = foo() ** 2;", "foo()", "x = (await foo()) ** 2;"],
  ["x = 2 ** foo();", "foo()", "x = 2 ** await foo();"],
  ["x = foo() as T;", "foo()", "x = await foo() as T;"],
  ["x = foo() as T;", "foo() as T", "x = await (foo() as T);"],
  ["x = !foo();", "foo()", "x = !await foo();"],
  ["x = a ?? b();", "a ?? b()", "x = await (a ?? b());"],
  ["x = (a ?? b()).c;", "a ?? b()", "x = (await (a ?? b())).c;"],
  ["x = a ? b() : c();", "a ? b() : c()", "x = await (a ? b() : c());"],
  ["x = new P;", "new P", "x = await new P;"],
  ["x = <T>foo();", "<T>foo()", "x = await <T>foo();"],
  ["x = { p };", "p", "x = { p: await p };"],
  ["x = [...foo()];", "foo()", "x = [...await foo()];"],
  ["x = async () => foo();", "foo()", "x = async () => await foo();"],
  ["(async () => {})();", "(async () => {})()", "await (async () => {})();"],
  // A line that begins with a parenthesis goes on with the one before it, unless that has a semicolon.
  ["let a = b\nfoo().bar", "foo()", "let a = b\n;(await foo()).bar"],
  ["let a = b;\nfoo().bar", "foo()", "let a = b;\n(await foo()).bar"],
  ["let a = {}\nfoo().bar.baz()", "foo()", "let a = {}\n;(await foo()).bar.baz()"],
  ["if (a) {}\nfoo().bar", "foo()", "if (a) {}\n(await foo()).bar"],
  ["if (a) b\nfoo().bar", "foo()", "if (a) b\n;(await foo()).bar"],
  ["for (;;) b()\nfoo().bar", "foo()", "for (;;) b()\n;(await foo()).bar"],
  ["a()\nif (b) foo().bar", "foo()", "a()\nif (b) (await foo()).bar"],
  ["a()\nx = foo().bar", "foo()", "a()\nx = (await foo()).bar"],
  ["async () => { a()\n  foo().bar }", "foo()", "async () => { a()\n  ;(await foo()).bar }"],
  ["async () => {\n  foo().bar }", "foo()", "async () => {\n  (await foo()).bar }"],
  ["a()\n// why\nfoo().bar", "foo()", "a()\n// why\n;(await foo()).bar"],
];

for (const [before, node, after] of awaited) {
  test(`await: ${JSON.stringify(before)}`, () => {
    assert.equal(fixed(before, (writer, at) => writer.awaitExpression(at(node))), after);
  });
}

const chained: readonly (readonly [string, string, string])[] = [
  ["foo();", "foo()", "foo().catch(h);"],
  ["foo() // why", "foo()", "foo().catch(h) // why"],
  ["a?.foo();", "a?.foo()", "a?.foo().catch(h);"],
  ["new Promise(f);", "new Promise(f)", "new Promise(f).catch(h);"],
  ["new Job;", "new Job", "(new Job).catch(h);"],
  ["a ?? b();", "a ?? b()", "(a ?? b()).catch(h);"],
  ["a && b();", "a && b()", "(a && b()).catch(h);"],
  ["a ? b() : c();", "a ? b() : c()", "(a ? b() : c()).catch(h);"],
  ["void foo();", "void foo()", "void foo().catch(h);"],
  ["void (a ?? b());", "void (a ?? b())", "void (a ?? b()).catch(h);"],
  ["p = foo() as T;", "foo() as T", "p = (foo() as T).catch(h);"],
  ["await foo();", "await foo()", "(await foo()).catch(h);"],
  ["let a = b\nc ?? d()", "c ?? d()", "let a = b\n;(c ?? d()).catch(h)"],
  ["foo(\n  a,\n);", "foo(\n  a,\n)", "foo(\n  a,\n).catch(h);"],
];

for (const [before, node, after] of chained) {
  test(`chain: ${JSON.stringify(before)}`, () => {
    assert.equal(fixed(before, (writer, at) => writer.chain(at(node), ".catch(h)")), after);
  });
}

test("what is inserted at one place keeps its order, outer around inner", () => {
  const after = fixed("foo();", (writer, at) => {
    writer.insertBefore(at("foo"), "e");
    writer.insertAfter(at("foo()"), ".y");
    writer.insertBefore(at("foo()"), "c");
    writer.insertAfter(at("foo()"), ".z");
    writer.insertBefore(at("foo()"), "d");
    writer.insertBefore(at("foo();"), "ab");
    writer.insertAfter(at("foo"), "f");
    writer.replace(at("foo"), "_");
  });
  assert.equal(after, "abcde_f().y.z;");
});

test("edits that overlap are refused", () => {
  const sourceFile = parse("foo(bar());");
  const [statement]: readonly any[] = sourceFile.statements;
  const call = statement.expression;
  assert.throws(
    () =>
      buildFix(sourceFile, (writer) => {
        writer.replace(call, "x");
        writer.insertBefore(call.arguments[0], "await ");
      }),
    /overlap at 4/,
  );
  assert.throws(
    () =>
      buildFix(sourceFile, (writer) => {
        writer.replace(call, "x");
        writer.replace(call, "y");
      }),
    /overlap at 0/,
  );
});

test("a replacement is no larger than it need be, and keeps words whole", () => {
  const sourceFile = parse('throw new Error("x");');
  const [thrown]: readonly any[] = sourceFile.statements;
  const { edits } = buildFix(sourceFile, (writer) => writer.replace(thrown, 'throw new AppError("x");'));
  assert.deepEqual(edits, [{ start: 10, end: 15, text: "AppError" }]);
  assert.deepEqual(buildFix(sourceFile, (writer) => writer.replace(thrown, writer.text(thrown))).edits, []);
});
