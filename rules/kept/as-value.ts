/** Places that take a promise for what it resolves to: always true, always unequal, printed as `[object Promise]`. */
import type { Origin } from "../../core/callee.ts";
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, isAsync, returnedValues, returnsOf } from "../../core/functions.ts";
import type { Promised } from "../../core/promises.ts";
import { all } from "../../core/together.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import {
  type Asking,
  type BinaryExpression,
  type CallExpression,
  type Node,
  SyntaxKind,
  type TemplateExpression,
  is,
} from "../../core/ts.ts";
import { type Start, startOf, startsPromise } from "./started.ts";
import { isEquality, looksOnly } from "./uses.ts";

export interface Misuse {
  readonly start: Start;
  /** What the place makes of the promise, after "is a promise, ". */
  readonly effect: string;
  readonly why: string;
}

type Place = Omit<Misuse, "start">;

const truthy = place("which is always true", "the condition is the same whatever the answer is");
const compared = place("which equals no value", "the comparison is the same whatever the answer is");
const counted = place("which is no number", "the result is the same whatever the answer is");
const printed = place("which reads `[object Promise]`", "the text holds no answer");
const spread = place("which has no properties to spread", "nothing is copied");
const serialised = place("which is sent as `{}`", "who reads it gets no answer");

function place(effect: string, result: string): Place {
  return { effect, why: `${result}, and a failure is handled by nobody` };
}

/** The calls whose truth decides `condition`. */
export function tested(condition: Node | undefined): readonly Misuse[] {
  if (!condition) return [];
  const value = skipWrapping(condition);
  if (is.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken) return tested(value.right);
    return [];
  }
  return is.isCallExpression(value) ? called(value, truthy) : [];
}

/** What an operator does with calls that stand next to it. `(message && message.reply()) || send()` picks one of two promises. */
export function operated({ left, operatorToken: { kind }, right }: BinaryExpression): readonly Misuse[] {
  const first = skipWrapping(left);
  const isChosen = is.isBinaryExpression(first) && first.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken;
  if (kind === SyntaxKind.BarBarToken && isChosen) return [];
  if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken) return tested(left);
  if (kind === SyntaxKind.PlusToken) return [left, right].flatMap((each) => called(each, printed));
  if (!looksOnly(kind)) return [];
  const misuse = isEquality(kind) ? compared : counted;
  if (isLiteral(left)) return called(right, misuse);
  return isLiteral(right) ? called(left, misuse) : [];
}

/** What a template prints. A tag is given the promises themselves. */
export function interpolated(template: TemplateExpression): readonly Misuse[] {
  if (is.isTaggedTemplateExpression(template.parent)) return [];
  return template.templateSpans.flatMap((span) => called(span.expression, printed));
}

/** `{ ...load() }`, `{ ...(fresh ? load() : {}) }` and `{ ...(fresh && load()) }`. */
export function spreadOut(expression: Node): readonly Misuse[] {
  const value = skipWrapping(expression);
  if (is.isConditionalExpression(value)) return [...spreadOut(value.whenTrue), ...spreadOut(value.whenFalse)];
  if (is.isBinaryExpression(value)) return spreadOut(value.right);
  return called(value, spread);
}

/** `JSON.stringify({ user: load() })` and `response.json({ user: load() })`: calls that are values in what is sent. */
export function* sent(call: CallExpression, ctx: RuleContext): Asking<readonly Misuse[]> {
  const [first] = call.arguments;
  const name = is.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
  if (!first || !/^(stringify|json|jsonp|send)$/.test(name)) return [];
  const found = values(first).flatMap((value) => called(value, serialised));
  if (found.length === 0) return [];
  const callee = yield* ctx.callee(call);
  return callee.kind === "library" && serialises(callee.origin) ? found : [];
}

/** Reading a map or a list may give nothing, which loose types do not say. */
const mayBeMissing = /^(get|find|findLast|at|pop|shift)$/;

/** A promise that is sure to be there, whatever the strictness of the types, and that is nothing more than that. */
export function* givesAlways(start: Start, ctx: RuleContext): Asking<Promised | undefined> {
  const promised = yield* startsPromise(start, ctx);
  if (!promised?.type?.name.endsWith("Promise")) return undefined;
  const callee = yield* ctx.callee(start);
  const isSure = callee.kind === "functions"
    ? (yield* all(...callee.functions.map((fn) => handsBackPromise(fn, ctx)))).every(Boolean)
    : !(callee.kind === "library" && callee.origin.package === "lib" && mayBeMissing.test(callee.origin.member));
  return isSure ? promised : undefined;
}

/** In JavaScript a comment may say that it does, and nobody checks that. */
function* handsBackPromise(fn: FunctionNode, ctx: RuleContext): Asking<boolean> {
  if (isAsync(fn)) return true;
  if (looksUp(fn)) return false;
  if (!/\.[cm]?jsx?$/.test(fn.getSourceFile().fileName)) return true;
  const values = yield* all(...returnedValues(fn).map((value) => ctx.promised(value)));
  return values.every(({ thenable }) => thenable);
}

function looksUp(fn: FunctionNode): boolean {
  if (is.isSourceFile(fn) || !fn.body) return true;
  if (!is.isBlock(fn.body)) return !isMade(fn.body);
  const returns = returnsOf(fn);
  return returns.length === 0 || returns.some(({ expression }) => !expression || !isMade(expression));
}

function isMade(expression: Node): boolean {
  const start = startOf(expression);
  const name = start && nameNode(start.expression);
  return start !== undefined && !(name && mayBeMissing.test(name.getText()));
}

/** So frequent, and so surely no promise, that asking for their type is worth avoiding. */
const plain: ReadonlySet<string> = new Set([
  "Boolean", "Number", "String", "endsWith", "includes", "indexOf", "isArray", "isFinite", "isInteger", "isNaN", "join", "padStart",
  "parseFloat", "parseInt", "replace", "slice", "split", "startsWith", "toFixed", "toISOString", "toLowerCase", "toString",
  "toUpperCase", "trim",
]);

function called(expression: Node, misuse: Place): readonly Misuse[] {
  const start = startOf(expression);
  const name = start && nameNode(start.expression);
  return start && !(name && plain.has(name.getText())) ? [{ start, ...misuse }] : [];
}

function isLiteral(node: Node): boolean {
  const value = skipWrapping(node);
  if (value.kind === SyntaxKind.TrueKeyword || value.kind === SyntaxKind.FalseKeyword) return true;
  return is.isStringLiteral(value) || is.isNumericLiteral(value) || is.isNoSubstitutionTemplateLiteral(value);
}

/** The values inside of a literal that is written out, and inside of those in it. */
function values(literal: Node): readonly Node[] {
  const value = skipWrapping(literal);
  if (is.isArrayLiteralExpression(value)) return value.elements.flatMap((each) => values(each));
  if (!is.isObjectLiteralExpression(value)) return [value];
  return value.properties.flatMap((each) => (is.isPropertyAssignment(each) ? values(each.initializer) : []));
}

function serialises({ package: from, container, member }: Origin): boolean {
  if (from === "lib") return member === (container === "JSON" ? "stringify" : "json");
  return from === "express-serve-static-core" && /^(json|jsonp|send)$/.test(member);
}
