import assert from "node:assert/strict";
import test from "node:test";
import { whyNotAsync } from "../../core/fix/async.ts";
import { applyEdits, buildFix, mergeFixes } from "../../core/fix/build.ts";
import { SyntaxKind } from "../../core/ts.ts";
import { assertParses, find, fixed, parse } from "./fix-harness.ts";

/** A file in which the function around `work()` becomes async. */
const cases: readonly (readonly [string, string])[] = [
  ["function f() { work(); }", "async function f() { work(); }"],
  ["export default function () { work(); }", "export default async function () { work(); }"],
  ["export function f(): number { return work(); }", "export async function f(): Promise<number> { return work(); }"],
  ["const f = function () { work(); };", "const f = async function () { work(); };"],
  ["const f = () => work();", "const f = async () => work();"],
  ["const f = x => work();", "const f = async x => work();"],
  ["const f = /* why */ <T,>(x: T): T => work();", "const f = /* why */ async <T,>(x: T): Promise<T> => work();"],
  ["const o = { m(): void { work(); } };", "const o = { async m(): Promise<void> { work(); } };"],
  ["const o = { 'a b'() { work(); } };", "const o = { async 'a b'() { work(); } };"],
  [
    "class A {\n  /** Why. */\n  m(): void { work(); }\n}",
    "class A {\n  /** Why. */\n  async m(): Promise<void> { work(); }\n}",
  ],
  [
    "class A { @d() public static override m() { work(); } }",
    "class A { @d() public static override async m() { work(); } }",
  ],
  ["class A { private p = (): string => work(); }", "class A { private p = async (): Promise<string> => work(); }"],
  ["function f(): Promise<void> { work(); }", "async function f(): Promise<void> { work(); }"],
  ["function f(): PromiseLike<A> { work(); }", "async function f(): Promise<A> { work(); }"],
  ["function f(): void | Promise<void> { work(); }", "async function f(): Promise<void> { work(); }"],
  ["function f(): A | B { work(); }", "async function f(): Promise<A | B> { work(); }"],
  ["function f(): A | Promise<B> { work(); }", "async function f(): Promise<A | B> { work(); }"],
  [
    "function f(): // why\n  Map<A, B> /* b */ { work(); }",
    "async function f(): // why\n  Promise<Map<A, B>> /* b */ { work(); }",
  ],
  ["function f(): {\r\n  a: 1,\r\n} { work(); }", "async function f(): Promise<{\r\n  a: 1,\r\n}> { work(); }"],
  ["async function f(): Promise<void> { work(); }", "async function f(): Promise<void> { work(); }"],
  ["function f() { g(() => { work(); }); }", "function f() { g(async () => { work(); }); }"],
  ["const é = '😀'; function f(): number { work(); }", "const é = '😀'; async function f(): Promise<number> { work(); }"],
  ["async;\nfunction async() { work(); }", "async;\nasync function async() { work(); }"],
];

for (const [before, after] of cases) {
  test(`async: ${JSON.stringify(before)}`, () => {
    assert.equal(fixed(before, (writer, at) => writer.makeAsync(at("work()", SyntaxKind.CallExpression))), after);
  });
}

test("in JavaScript the comment declares the type", () => {
  const before = "/** @returns {number} how many */\nexport const f = () => work();\n";
  const after = "/** @returns {Promise<number>} how many */\nexport const f = async () => work();\n";
  assert.equal(fixed(before, (writer, at) => writer.makeAsync(at("work()")), "/file.js"), after);
});

test("markup", () => {
  const before = "export const A = (): void => { const b = <b>x</b>; work(); };\n";
  const after = "export const A = async (): Promise<void> => { const b = <b>x</b>; work(); };\n";
  assert.equal(fixed(before, (writer, at) => writer.makeAsync(at("work()")), "/file.tsx"), after);
});

const refused: readonly (readonly [string, RegExp])[] = [
  ["work();", /no function/],
  ["class A { constructor() { work(); } }", /constructor/],
  ["class A { get a() { return work(); } }", /accessor/],
  ["class A { set a(v) { work(); } }", /accessor/],
  ["function* f() { work(); }", /generator/],
  ["function f(a = work()) {}", /parameter/],
  ["function f() { class A { a = work(); } }", /class body/],
  ["function f() { class A { static { work(); } } }", /class body/],
  ["function f(a): a is string { work(); }", /type guard/],
  ["function f(a: 1): 1;\nfunction f(a) { work(); }", /overloads/],
  ["class A { f(a: 1): 1; f(a) { work(); } }", /overloads/],
];

for (const [before, why] of refused) {
  test(`not async: ${before}`, () => {
    const sourceFile = parse(before);
    const call = find(sourceFile, "work()", SyntaxKind.CallExpression);
    assert.match(whyNotAsync(call)!, why);
    assert.throws(() => buildFix(sourceFile, (writer) => writer.makeAsync(call)), why);
  });
}

test("await, async and what stands before the function, at once", () => {
  const before = "export const f = () => work().then(g);\n";
  const after = fixed(before, (writer, at) => {
    writer.makeAsync(at("work()"));
    writer.awaitExpression(at("work()"));
    writer.insertBefore(at("() => work().then(g)"), "wrap(");
    writer.insertAfter(at("() => work().then(g)"), ")");
  });
  assert.equal(after, "export const f = wrap(async () => (await work()).then(g));\n");
});

test("two fixes in one function make it async once", () => {
  const before = "function f(): number {\n  one();\n  two();\n  return 1;\n}\n";
  const sourceFile = parse(before);
  const fixes = ["one()", "two()"].map((text) =>
    buildFix(sourceFile, (writer) => {
      writer.makeAsync(find(sourceFile, text));
      writer.awaitExpression(find(sourceFile, text));
    }),
  );
  const after = applyEdits(before, mergeFixes(fixes).edits);
  assert.equal(after, "async function f(): Promise<number> {\n  await one();\n  await two();\n  return 1;\n}\n");
  assertParses(after);
});
