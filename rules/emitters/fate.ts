/** What becomes of an emitter: whether anybody listens to its `error`, here or wherever it is handed to. */
import type { Questions } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isAsync, isFunction, isGenerator } from "../../core/functions.ts";
import { mentionedValue } from "../../core/references.ts";
import {
  type Asking, type BinaryExpression, type CallExpression, type Node, type PropertyAccessExpression, SyntaxKind, is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { textOf } from "../operations/values.ts";
import { isTest } from "../shared/paths.ts";
import { type Making } from "./made.ts";
import {
  addsListener, consumes, handlesErrors, isKept, keepsQuiet, looksUp, passesOn, promisesItself, returnsItself,
} from "./members.ts";
import { ofDefault, usesOf } from "./uses.ts";

export type Fate =
  | { readonly kind: "watched" }
  /** Somebody may listen whom we cannot see. */
  | { readonly kind: "unknown" }
  | { readonly kind: "unwatched"; readonly uses: readonly Use[] }

/** A place where an emitter that nobody watches is put to use. */
export interface Use {
  readonly node: Node;
  /** `source.pipe(end)`: which of them it is. */
  readonly pipe?: { readonly call: CallExpression; readonly as: "source" | "end" };
  /** The name of the member that is called. */
  readonly member?: string;
}

const watched: Fate = { kind: "watched" };
const unknown: Fate = { kind: "unknown" };
const harmless: Fate = { kind: "unwatched", uses: [] };

const farthest = 10;

/** `promised` says that the value is a promise of the emitter. */
export function fateOf(value: Node, promised: boolean, ctx: Questions): Asking<Fate> {
  return follow(value, promised, { ctx, path: [] });
}

/** What becomes of the emitter that a parameter or variable holds. */
export function fateOfNamed(declaration: Node, ctx: Questions): Asking<Fate> {
  return named(declaration, false, { ctx, path: [] });
}

/** The parameter of a function that holds an emitter, where it has a name. */
export function parameterOf(fn: FunctionNode, at: number): Node | undefined {
  const parameter = isFunction(fn) ? fn.parameters[at] : undefined;
  return parameter && !parameter.dotDotDotToken && is.isIdentifier(parameter.name) ? parameter : undefined;
}

interface Way {
  readonly ctx: Questions;
  /** The values and declarations on the way, which may lead back to themselves. */
  readonly path: readonly Node[];
  /** A name holds it. */
  readonly held?: boolean;
  /** What a method of something held hands back is at hand: `() => socket.end()` hands out nothing on purpose. */
  readonly aside?: boolean;
}

function* follow(value: Node, promised: boolean, way: Way): Asking<Fate> {
  let at = value;
  while (skipWrapping(at.parent) === skipWrapping(at)) at = at.parent;
  if (way.path.includes(at)) return harmless;
  if (way.path.length > farthest) return unknown;
  const on: Way = { ...way, path: [...way.path, at] };
  const { parent } = at;
  if (is.isAwaitExpression(parent)) return promised ? yield* follow(parent, false, on) : unknown;
  if (is.isPropertyAccessExpression(parent)) return yield* (promised ? ofPromise(parent, on) : member(parent, on));
  if (is.isElementAccessExpression(parent)) return /asyncIterator/.test(parent.getText()) ? watched : unknown;
  const isCall = is.isCallExpression(parent) || is.isNewExpression(parent);
  if (isCall) return promised ? unknown : yield* handed(at, parent, on);
  if (is.isVariableDeclaration(parent)) return yield* held(parent, promised, on);
  if (is.isBinaryExpression(parent)) return yield* operand(at, parent, promised, on);
  if (is.isConditionalExpression(parent)) {
    return parent.condition === at ? harmless : yield* follow(parent, promised, on);
  }
  if (is.isReturnStatement(parent)) return yield* handedBack(enclosingFunction(parent), promised, on);
  if (isFunction(parent)) return yield* handedBack(parent, promised, on);
  if (is.isPropertyDeclaration(parent)) return yield* named(parent, promised, on);
  if (is.isPropertyAssignment(parent)) return yield* inLiteral(parent.parent, parent.name.getText(), on);
  if (is.isShorthandPropertyAssignment(parent)) return yield* inLiteral(parent.parent, parent.name.getText(), on);
  if (is.isArrayLiteralExpression(parent)) return yield* inArray(parent, on);
  if (is.isForOfStatement(parent)) return parent.awaitModifier ? watched : unknown;
  if (is.isExportAssignment(parent)) return yield* each(yield* ofDefault(at, way.ctx), promised, on);
  return looksOn(parent) ? (promised ? unknown : harmless) : unknown;
}

/** What only asks whether it is there, or drops it. */
function looksOn(parent: Node): boolean {
  return (
    is.isExpressionStatement(parent) || is.isVoidExpression(parent) || is.isIfStatement(parent) ||
    is.isTypeOfExpression(parent) || is.isTypeQueryNode(parent) || is.isPrefixUnaryExpression(parent) ||
    is.isExportSpecifier(parent) || is.isWhileStatement(parent) || is.isDeleteExpression(parent) ||
    is.isTemplateSpan(parent)
  );
}

function* each(uses: readonly Node[] | undefined, promised: boolean, way: Way): Asking<Fate> {
  if (!uses) return unknown;
  const found: Use[] = [];
  let isKnown = true;
  for (const use of uses) {
    const fate = yield* follow(mentionedValue(use), promised, way);
    if (fate.kind === "watched") return watched;
    if (fate.kind === "unknown") isKnown = false;
    else found.push(...fate.uses);
  }
  return isKnown ? { kind: "unwatched", uses: found } : unknown;
}

function* named(declaration: Node, promised: boolean, way: Way): Asking<Fate> {
  if (way.path.includes(declaration)) return harmless;
  const on = { ctx: way.ctx, path: [...way.path, declaration], held: true };
  return yield* each(yield* usesOf(declaration, way.ctx), promised, on);
}

function* held(declaration: Node & { readonly name: Node }, promised: boolean, way: Way): Asking<Fate> {
  if (is.isIdentifier(declaration.name)) return yield* named(declaration, promised, way);
  // Taken apart: the parts are not it.
  const { name } = declaration;
  const isApart = is.isObjectBindingPattern(name) && !/\b(on|once)\b|\.\.\./.test(name.getText());
  return isApart && !promised ? harmless : unknown;
}

function* operand(at: Node, expression: BinaryExpression, promised: boolean, way: Way): Asking<Fate> {
  const { left, right, operatorToken } = expression;
  switch (operatorToken.kind) {
    case SyntaxKind.EqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
    case SyntaxKind.BarBarEqualsToken: {
      if (at === left) return harmless;
      const target = skipWrapping(left);
      const name = is.isPropertyAccessExpression(target) ? target.name : target;
      if (/^(module\.)?exports\b|\.prototype\b/.test(target.getText())) return unknown;
      const declaration = yield* way.ctx.declarationOf(name);
      if (!declaration || /\/node_modules\//.test(declaration.getSourceFile().fileName)) return unknown;
      const kept = yield* named(declaration, promised, way);
      if (kept.kind !== "unwatched" || is.isExpressionStatement(expression.parent)) return kept;
      return either(kept, yield* follow(expression, promised, way));
    }
    case SyntaxKind.QuestionQuestionToken:
    case SyntaxKind.BarBarToken:
      return yield* follow(expression, promised, way);
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.CommaToken:
      return at === right ? yield* follow(expression, promised, way) : harmless;
    default:
      return promised ? unknown : harmless;
  }
}

function either(first: Fate, second: Fate): Fate {
  if (first.kind === "watched" || second.kind === "watched") return watched;
  if (first.kind === "unknown" || second.kind === "unknown") return unknown;
  return { kind: "unwatched", uses: [...first.uses, ...second.uses] };
}

/** `emitter.on("error", …)`, and whatever else is done with it. */
function* member(access: PropertyAccessExpression, way: Way): Asking<Fate> {
  const name = access.name.text;
  const call = access.parent;
  if (!is.isCallExpression(call) || call.expression !== access) {
    if (addsListener.test(name)) return unknown;
    const isSet = is.isBinaryExpression(call) && call.left === access;
    return isSet && name === "onerror" ? watched : used({ node: access, member: name });
  }
  if (addsListener.test(name)) {
    const event = call.arguments[0];
    const text = event && textOf(skipWrapping(event));
    if (text === "error") return watched;
    // A constant, or the variable of a loop over several.
    if (text === undefined) return /error/i.test(event?.getText() ?? "") ? watched : unknown;
    return yield* follow(call, false, aside(way));
  }
  if (name === "pipe") return used({ node: access.expression, pipe: { call, as: "source" }, member: name });
  if (consumes.test(name)) return watched;
  const use = used({ node: access, member: name });
  if (!returnsItself.test(name)) return use;
  if (!isAwaited(call)) return either(use, yield* follow(call, false, aside(way)));
  const { ctx } = way;
  const callee = yield* ctx.callee(call);
  const isItself = callee.kind === "library" && promisesItself(callee.origin);
  return isItself ? either(use, yield* follow(call, true, way)) : use;
}

function used(use: Use): Fate {
  return { kind: "unwatched", uses: [use] };
}

function aside(way: Way): Way {
  return way.held ? { ...way, aside: true } : way;
}

function isAwaited(call: Node): boolean {
  const { parent } = call;
  if (is.isAwaitExpression(parent)) return true;
  return is.isPropertyAccessExpression(parent) && /^(then|catch|finally)$/.test(parent.name.text);
}

function* ofPromise({ name, parent: call }: PropertyAccessExpression, way: Way): Asking<Fate> {
  if (!is.isCallExpression(call)) return unknown;
  if (name.text === "catch" || name.text === "finally") return yield* follow(call, true, way);
  const callback = call.arguments[0] && skipWrapping(call.arguments[0]);
  if (name.text !== "then" || !callback || !isFunction(callback)) return unknown;
  const parameter = parameterOf(callback, 0);
  return parameter ? yield* named(parameter, false, way) : callback.parameters.length === 0 ? harmless : unknown;
}

/** It is an argument of a call. */
function* handed(at: Node, call: Making, way: Way): Asking<Fate> {
  const given = (call.arguments ?? []).indexOf(at as never);
  if (given < 0) return unknown;
  const callee = skipWrapping(call.expression);
  const isMethod = is.isPropertyAccessExpression(callee);
  if (isMethod && callee.name.text === "pipe" && is.isCallExpression(call)) {
    const piped = used({ node: at, pipe: { call, as: "end" } });
    // `pipe` returns the end of the pipe.
    return either(piped, yield* follow(call, false, way));
  }
  if (isMethod && /^console$/.test(callee.expression.getText())) return harmless;
  const found = yield* way.ctx.callee(call);
  if (found.kind === "functions" && !found.open) {
    const fates: Fate[] = [];
    for (const fn of found.functions) {
      const parameter = parameterOf(fn, given);
      fates.push(parameter ? yield* named(parameter, false, way) : unknown);
    }
    return fates.reduce(either, harmless);
  }
  if (found.kind !== "library") return unknown;
  if (handlesErrors(found.origin)) return watched;
  if (passesOn(found.origin)) return yield* follow(call, false, way);
  if (keepsQuiet(found.origin) || looksUp(found.origin)) return harmless;
  // What is collected is taken out again somewhere; in a file that listens to no error at all, not to listen.
  return isKept(found.origin) && !/["'`]error["'`]/.test(at.getSourceFile().text) ? harmless : unknown;
}

/** `createInterface({ input: stream })` */
function* inLiteral(literal: Node, key: string, way: Way): Asking<Fate> {
  const { parent: call } = literal;
  if (!is.isCallExpression(call) && !is.isNewExpression(call)) return unknown;
  const callee = yield* way.ctx.callee(call);
  if (callee.kind !== "library") return unknown;
  if (key === "input" && passesOn(callee.origin)) return yield* follow(call, false, way);
  return /^(pool|client)$/.test(key) && keepsQuiet(callee.origin) ? harmless : unknown;
}

function* inArray(list: Node, way: Way): Asking<Fate> {
  const { parent: call } = list;
  if (!is.isCallExpression(call)) return unknown;
  const callee = yield* way.ctx.callee(call);
  return callee.kind === "library" && handlesErrors(callee.origin) ? watched : unknown;
}

/** A function hands it back: its callers decide. Nobody sees who calls a function that has no name. */
function* handedBack(fn: FunctionNode, promised: boolean, way: Way): Asking<Fate> {
  if (!isFunction(fn) || isGenerator(fn)) return unknown;
  const references = yield* way.ctx.references(fn);
  const callers = (references ?? []).filter(({ node }) => !isTest(way.ctx.relativePath(node)));
  if (callers.length === 0) return way.aside && isCallback(fn) ? harmless : unknown;
  const calls = callers.map(({ call }) => call);
  if (!calls.every((call) => call !== undefined)) return unknown;
  return yield* each(calls, promised || isAsync(fn), way);
}

function isCallback({ parent }: Node): boolean {
  return is.isCallExpression(parent) || is.isNewExpression(parent);
}
