import assert from "node:assert/strict";
import test from "node:test";
import { SyntaxKind } from "../../core/ts.ts";
import { fixed } from "./fix-harness.ts";

/** Before and after adding `signal: s` to the first object literal. */
const literals: readonly (readonly [string, string])[] = [
  ["f({});", "f({ signal: s });"],
  ["f({ });", "f({ signal: s });"],
  ["f({\n});", "f({ signal: s });"],
  ["f({a})", "f({a, signal: s})"],
  ["f({})\nimport {x} from 'y'", "f({signal: s})\nimport {x} from 'y'"],
  ["f({ a: 1 });", "f({ a: 1, signal: s });"],
  ["f({ a: 1, });", "f({ a: 1, signal: s, });"],
  ["f({ ...o });", "f({ ...o, signal: s });"],
  ["f({ a /* why */ });", "f({ a, signal: s /* why */ });"],
  ["f({ /* none */ });", "f({ /* none */ signal: s });"],
  ["f({\n  // none\n});", "f({\n  // none\n  signal: s\n});"],
  ["f({\n  a: 1,\n});", "f({\n  a: 1,\n  signal: s,\n});"],
  ["f({\n  a: 1\n});", "f({\n  a: 1,\n  signal: s\n});"],
  ["f({\r\n\ta: 1\r\n});\r\n", "f({\r\n\ta: 1,\r\n\tsignal: s\r\n});\r\n"],
  ["f({\n  a: 1, // one\n  b: 2, // two\n});", "f({\n  a: 1, // one\n  b: 2, // two\n  signal: s,\n});"],
  ["f({\n  a: 1, // one\n  b: 2 // two\n});", "f({\n  a: 1, // one\n  b: 2, // two\n  signal: s\n});"],
  ["f({\n  a: 1,\n  // b: 2,\n});", "f({\n  a: 1,\n  signal: s,\n  // b: 2,\n});"],
  ["f({\n  a: {\n    b: 1,\n  },\n});", "f({\n  a: {\n    b: 1,\n  },\n  signal: s,\n});"],
  ["f({ a: {\n  b: 1,\n} });", "f({ a: {\n  b: 1,\n}, signal: s });"],
  ["f({ a: 1,\n    b: 2 });", "f({ a: 1,\n    b: 2,\n    signal: s });"],
  ["f({\n  a, b\n});", "f({\n  a, b, signal: s\n});"],
  ["f({\n  m() {\n    return 1;\n  }\n});", "f({\n  m() {\n    return 1;\n  },\n  signal: s\n});"],
  ['f({ a: "é😀,}" });', 'f({ a: "é😀,}", signal: s });'],
  ["f({ a: (1, 2) /* ,} */ });", "f({ a: (1, 2), signal: s /* ,} */ });"],
];

for (const [before, after] of literals) {
  test(`property: ${JSON.stringify(before)}`, () => {
    const literal = /\{[^]*\}(?=\))/.exec(before)![0];
    const write = (name: string, value: string) =>
      fixed(before, (writer, at) => writer.addProperty(at(literal, SyntaxKind.ObjectLiteralExpression), name, value));
    assert.equal(write("signal", "s"), after);
    assert.equal(write("signal", "signal"), after.replace("signal: s", "signal"));
    assert.equal(write("x-y", "s"), after.replace("signal", before.includes("'") ? "'x-y'" : '"x-y"'));
  });
}

const wide = 'const x = f("https://example.com/a/long/path", { method: "POST", headers, body });\n';
const wideLiteral = '{ method: "POST", headers, body }';

test("a one-line literal that would become longer than the file's lines is broken", () => {
  const before = `${wide}const y = {\n  a,\n};\n`;
  assert.equal(
    fixed(before, (writer, at) => writer.addProperty(at(wideLiteral), "signal", "AbortSignal.timeout(10_000)")),
    'const x = f("https://example.com/a/long/path", {\n  method: "POST",\n  headers,\n  body,\n' +
      "  signal: AbortSignal.timeout(10_000),\n});\nconst y = {\n  a,\n};\n",
  );
});

test("a line as long as the file's longest is kept", () => {
  const before = `// ${"-".repeat(117)}\n${wide}`;
  assert.match(
    fixed(before, (writer, at) => writer.addProperty(at(wideLiteral), "signal", "AbortSignal.timeout(10)")),
    /body, signal: AbortSignal.timeout\(10\) \}\);/,
  );
});

test("two properties of one literal", () => {
  const both = [
    ["f({});", "f({ a: 1, b: 2 });"],
    ["f({\n  c,\n});", "f({\n  c,\n  a: 1,\n  b: 2,\n});"],
  ] as const;
  for (const [before, after] of both) {
    const write = fixed(before, (writer, at) => {
      const literal = at(before.slice(2, -2), SyntaxKind.ObjectLiteralExpression);
      writer.addProperty(literal, "a", "1");
      writer.addProperty(literal, "b", "2");
    });
    assert.equal(write, after);
  }
});

test("a property and an edit of the one before it", () => {
  const after = fixed("f({ a: g() });", (writer, at) => {
    writer.addProperty(at("{ a: g() }"), "b", "1");
    writer.chain(at("g()"), ".h()");
    writer.awaitExpression(at("g()"));
  });
  assert.equal(after, "f({ a: await g().h(), b: 1 });");
});

/** Before and after adding `x` to the arguments of the call that stands first. */
const calls: readonly (readonly [string, string])[] = [
  ["f()", "f(x)"],
  ["f( )", "f(x)"],
  ["f(a)", "f(a, x)"],
  ["f(a, )", "f(a, x, )"],
  ["f<T, U>(a)", "f<T, U>(a, x)"],
  ["f<T>()", "f<T>(x)"],
  ["new F", "new F(x)"],
  ["new F()", "new F(x)"],
  ["a?.f(b)", "a?.f(b, x)"],
  ["f(/* none */)", "f(/* none */ x)"],
  ["f(a, (b) => {\n  c;\n})", "f(a, (b) => {\n  c;\n}, x)"],
  ["f(\n  a,\n  b,\n)", "f(\n  a,\n  b,\n  x,\n)"],
  ["f(\n  a,\n  b\n)", "f(\n  a,\n  b,\n  x\n)"],
  ["f({\n  a,\n})", "f({\n  a,\n}, x)"],
  ["f(...a)", "f(...a, x)"],
  ["f(a // why\n)", "f(a, x // why\n)"],
];

for (const [before, after] of calls) {
  test(`argument: ${JSON.stringify(before)}`, () => {
    const kind = before.startsWith("new") ? SyntaxKind.NewExpression : SyntaxKind.CallExpression;
    assert.equal(fixed(before, (writer, at) => writer.addArgument(at(before, kind), "x")), after);
  });
}
