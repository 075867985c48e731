/** `Promise.race([work, timer])`: which of its elements a timer settles. */
import type { Questions } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isAsync, isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import {
  type Asking,
  type CallExpression,
  type NewExpression,
  type Node,
  NodeFlags,
  SyntaxKind,
  is,
} from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";

export interface RacingTimer {
  /** What sets it: `setTimeout(…)`, beside the race or in a helper. */
  readonly set: CallExpression;
  /** The promise that it settles, where that is made beside the race. */
  readonly made?: NewExpression;
  /** The call of the helper that makes the promise. */
  readonly helper?: CallExpression;
  /** The time, as it is written beside the race. */
  readonly delay?: Node;
  /** The race fails when the timer ends it. */
  readonly rejects: boolean;
  /** The helper, or the library, has a way to end the timer early. */
  readonly endable: boolean;
}

export function elementsOfRace(call: CallExpression): readonly Node[] | undefined {
  const { expression } = call;
  if (!is.isPropertyAccessExpression(expression) || expression.name.text !== "race") return undefined;
  if (!is.isIdentifier(expression.expression) || expression.expression.text !== "Promise") return undefined;
  const list = call.arguments[0] && skipWrapping(call.arguments[0]);
  if (!list || !is.isArrayLiteralExpression(list)) return undefined;
  const isSpread = list.elements.some((each) => is.isSpreadElement(each));
  return list.elements.length > 1 && !isSpread ? list.elements : undefined;
}

/** The timer that settles an element of a race; undefined where something else does, or where that cannot be seen. */
export function* timerOf(element: Node, ctx: Questions): Asking<RacingTimer | undefined> {
  const { start, throws } = unchained(yield* writtenAs(element, ctx));
  const made = yield* writtenAs(start, ctx);
  if (is.isCallExpression(made)) {
    const timer = yield* timerOfCall(made, ctx);
    return timer && { ...timer, rejects: timer.rejects || throws };
  }
  const settling = settlingTimer(made);
  if (!settling || !is.isNewExpression(made) || !(yield* isSetTimeout(settling.set, ctx))) return undefined;
  const [, delay] = settling.set.arguments;
  return { set: settling.set, made, ...(delay && { delay }), rejects: settling.rejects || throws, endable: false };
}

/** What a constant was written as; anything else is what it is. */
export function* writtenAs(value: Node, ctx: Questions): Asking<Node> {
  const name = skipWrapping(value);
  if (!is.isIdentifier(name)) return name;
  const declaration = yield* ctx.declarationOf(name);
  if (!declaration || !is.isVariableDeclaration(declaration) || !is.isIdentifier(declaration.name)) return name;
  const isConstant = declaration.parent.flags & NodeFlags.Const;
  return isConstant && declaration.initializer ? skipWrapping(declaration.initializer) : name;
}

/** A promise that is used for more than one race: somebody may still want what comes of it. */
export function* isUsedElsewhere(promise: Node, ctx: Questions): Asking<boolean> {
  const name = skipWrapping(promise);
  const declaration = (yield* writtenAs(name, ctx)).parent;
  if (!is.isIdentifier(name) || !is.isVariableDeclaration(declaration)) return false;
  const scope = enclosingFunction(declaration);
  return is.isSourceFile(scope) || usesOf(declaration.name, scope).some((use) => use !== name && !isQuieted(use));
}

/** `late.catch(() => {})` only says that nobody minds. */
function isQuieted({ parent }: Node): boolean {
  const isCatch = is.isPropertyAccessExpression(parent) && parent.name.text === "catch";
  return isCatch && is.isExpressionStatement(parent.parent.parent);
}

/** A promise before its `.then(…)`, `.catch(…)` and `.finally(…)`, and whether one of these throws. */
export function unchained(promise: Node): { readonly start: Node; readonly throws: boolean } {
  let start = skipWrapping(promise);
  let throws = false;
  while (is.isCallExpression(start) && is.isPropertyAccessExpression(start.expression)) {
    if (!/^(then|catch|finally)$/.test(start.expression.name.text)) break;
    throws ||= start.arguments.some((handler) => /\bthrow\b|Promise\.reject/.test(handler.getText()));
    start = skipWrapping(start.expression.expression);
  }
  return { start, throws };
}

/** `setTimeout(…)`, `globalThis.setTimeout(…)` */
export function looksLikeSetTimeout({ expression }: CallExpression): boolean {
  if (is.isIdentifier(expression)) return expression.text === "setTimeout";
  if (!is.isPropertyAccessExpression(expression) || expression.name.text !== "setTimeout") return false;
  return is.isIdentifier(expression.expression) && /^(globalThis|window)$/.test(expression.expression.text);
}

/** Whether a call is of the timer that the platform brings. */
export function* isSetTimeout(call: CallExpression, ctx: Questions): Asking<boolean> {
  const callee = yield* ctx.callee(call);
  if (callee.kind === "unknown") return true;
  if (callee.kind !== "library" || callee.origin.member !== "setTimeout") return false;
  return callee.origin.global === true || callee.origin.module === "timers" || callee.origin.container !== undefined;
}

/** The first `setTimeout(…)` that an executor sets to settle its promise. */
function settlingTimer(made: Node): { readonly set: CallExpression; readonly rejects: boolean } | undefined {
  if (!is.isNewExpression(made) || made.expression.getText() !== "Promise") return undefined;
  const executor = made.arguments?.[0] && skipWrapping(made.arguments[0]);
  if (!executor || !isFunction(executor) || !executor.body) return undefined;
  const [resolve, reject] = executor.parameters.map(({ name }) => name.getText());
  for (const set of callsIn(executor.body)) {
    if (!looksLikeSetTimeout(set)) continue;
    const callback = set.arguments[0];
    if (callback && mentions(callback, reject)) return { set, rejects: true };
    if (callback && mentions(callback, resolve)) return { set, rejects: false };
  }
  return undefined;
}

function mentions(scope: Node, name: string | undefined): boolean {
  if (name === undefined) return false;
  let found = false;
  const look = (node: Node): void => {
    found ||= is.isIdentifier(node) && node.text === name;
    if (!found) node.forEachChild(look);
  };
  look(scope);
  return found;
}

/** The calls that run when a body does, functions inside left out. */
function callsIn(body: Node): readonly CallExpression[] {
  const found: CallExpression[] = [];
  const look = (node: Node): void => {
    if (isFunction(node)) return;
    if (is.isCallExpression(node)) found.push(node);
    node.forEachChild(look);
  };
  look(body);
  return found;
}

function* timerOfCall(call: CallExpression, ctx: Questions): Asking<RacingTimer | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind === "library") {
    const { module, member } = callee.origin;
    if (module !== "timers/promises" || !/^(setTimeout|wait)$/.test(member)) return undefined;
    const [delay, ...more] = call.arguments;
    const isGivenOptions = more.length > (member === "wait" ? 0 : 1);
    return { set: call, helper: call, ...(delay && { delay }), rejects: false, endable: isGivenOptions };
  }
  if (callee.kind !== "functions" || callee.open || callee.functions.length !== 1) return undefined;
  const [fn] = callee.functions;
  return fn && (yield* timerOfHelper(fn, call, ctx));
}

const endings = /clearTimeout|unref|signal|abort|dispos/i;

/** `sleep(ms)`: a function that does nothing but make a promise which a timer settles. */
function* timerOfHelper(fn: FunctionNode, call: CallExpression, ctx: Questions): Asking<RacingTimer | undefined> {
  const body = isFunction(fn) ? fn.body : undefined;
  const result = body && isFunction(fn) ? madeBy(fn, body) : undefined;
  const { start, throws } = result ? unchained(result) : { start: undefined, throws: false };
  const settling = start && settlingTimer(start);
  if (!body || !settling || !isFunction(fn) || !(yield* isSetTimeout(settling.set, ctx))) return undefined;
  const delay = givenFor(settling.set.arguments[1], fn, call);
  const fails = settling.rejects || throws || (isAsync(fn) && /\bthrow\b/.test(body.getText()));
  const endable = endings.test(fn.getText());
  return { set: settling.set, helper: call, ...(delay && { delay }), rejects: fails, endable };
}

/** The promise that a function returns, or awaits first where it is async. */
function madeBy(fn: FunctionNode, body: Node): Node | undefined {
  if (!is.isBlock(body)) return skipAwait(body);
  const [first] = body.statements;
  if (!first) return undefined;
  if (is.isReturnStatement(first)) return first.expression && skipAwait(first.expression);
  const isAwaited = isAsync(fn) && is.isExpressionStatement(first) && is.isAwaitExpression(first.expression);
  return isAwaited ? skipAwait(first.expression) : undefined;
}

function skipAwait(value: Node): Node {
  const plain = skipWrapping(value);
  return is.isAwaitExpression(plain) ? plain.expression : plain;
}

/** What stands for a helper's time where it is called: the argument that becomes it, or the helper's own number. */
function givenFor(delay: Node | undefined, fn: FunctionNode, call: CallExpression): Node | undefined {
  if (!delay || is.isNumericLiteral(delay)) return delay;
  const parameters: readonly Node[] = isFunction(fn) ? fn.parameters.map(({ name }) => name) : [];
  const at = parameters.findIndex((name) => name.kind === SyntaxKind.Identifier && name.getText() === delay.getText());
  return at < 0 ? undefined : call.arguments[at];
}

/** Its milliseconds, where a time is written as a number. */
export function milliseconds(delay: Node | undefined): number | undefined {
  const value = delay && skipWrapping(delay);
  return value && is.isNumericLiteral(value) ? Number(value.getText().replaceAll("_", "")) : undefined;
}
