/** Whether somebody gives up on a call after a time, right where it stands. */
import type { Callee } from "../../core/callee.ts";
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import { all } from "../../core/together.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { isGuard } from "../catalog/guards.ts";
import { guards, raced } from "../facts/guards.ts";
import { isSaidTo } from "../shared/tags.ts";

/** A promise, followed out of the expression it stands in: raced with a timer, or given to what gives up on it. */
export function* isGuarded(promise: Node, ctx: RuleContext): Asking<boolean> {
  const scope = enclosingFunction(promise);
  for (let at = promise; ; at = at.parent) {
    const { parent } = at;
    if (is.isCallExpression(parent) || is.isNewExpression(parent)) {
      if (parent.expression !== at && (yield* givesUpOn(at, parent, ctx))) return true;
      if (yield* pipesIntoGuard(parent, ctx)) return true;
      if (parent.expression !== at && !isCombinator(parent)) return false;
      continue;
    }
    if (is.isArrayLiteralExpression(parent) && is.isCallExpression(parent.parent)) {
      if (raced(parent.parent, scope).includes(at)) return true;
      continue;
    }
    if (is.isPropertyAccessExpression(parent)) {
      // Bluebird and its like: `promise.timeout(…)`.
      if (parent.name.text === "timeout") return true;
      continue;
    }
    const isNamed = is.isVariableDeclaration(parent) && is.isIdentifier(parent.name);
    if (isNamed) return yield* isGuardedLater(parent.name.getText(), scope, ctx);
    if (!isTransparent(parent)) return false;
  }
}

/** Effect: `work.pipe(Effect.timeout(…))`, `pipe(work, Effect.timeout(…))`. */
function* pipesIntoGuard(call: CallExpression | NewExpression, ctx: RuleContext): Asking<boolean> {
  if (!/(^|\.)pipe$/.test(call.expression.getText())) return false;
  for (const step of call.arguments ?? []) {
    const callee = is.isCallExpression(step) ? yield* ctx.callee(step) : undefined;
    if (callee?.kind === "library" && isGuard(callee.origin)) return true;
  }
  return false;
}

/** Does a function give up on the promise or the callback that it is given? */
export function* givesUpOn(argument: Node, call: CallExpression | NewExpression, ctx: RuleContext): Asking<boolean> {
  if (isCombinator(call) || (is.isNewExpression(call) && call.expression.getText() === "Promise")) return false;
  const callee = yield* ctx.callee(call);
  if (isDeclared(call, callee, ctx)) return true;
  if (callee.kind === "library") return isGuard(callee.origin);
  if (callee.kind !== "functions") return false;
  const position = (call.arguments as readonly Node[] | undefined)?.indexOf(argument) ?? -1;
  for (const fn of callee.functions) {
    if (isSaidTo("timeout", fn, ctx)) return true;
    if (position < 0 || position > 30) continue;
    const { stops, signals } = yield* ctx.fact(guards, fn);
    const takesSignal = !isFunction(argument) || argument.parameters.length > 0;
    if (stops & (1 << position) || (takesSignal && signals & (1 << position))) return true;
  }
  return false;
}

/** Named in the settings as a wrapper that gives up, though it is none of the workspace's functions. */
function isDeclared(call: CallExpression | NewExpression, callee: Callee, ctx: RuleContext): boolean {
  const { expression } = call;
  const name = is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  const from = callee.kind === "library" ? callee.origin.package : undefined;
  return ctx.settings.wrappers.some(
    (each) => each.name === name && each.does.includes("timeout") && (each.module === undefined || each.module === from),
  );
}

/** `const work = load(); await Promise.race([work, timer])` */
function* isGuardedLater(name: string, scope: FunctionNode, ctx: RuleContext): Asking<boolean> {
  const uses: Node[] = [];
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && node.text === name && !is.isVariableDeclaration(node.parent)) uses.push(node);
    node.forEachChild(look);
  };
  look(scope);
  for (const use of uses) {
    const { parent } = use;
    const isPiped = is.isPropertyAccessExpression(parent) && parent.name.text === "pipe" && is.isCallExpression(parent.parent);
    if (isPiped && (yield* pipesIntoGuard(parent.parent as CallExpression, ctx))) return true;
    if (is.isArrayLiteralExpression(parent) && raced(parent.parent, scope).includes(use)) return true;
  }
  // Asked of all at once: a value may be handed to many.
  const takers = uses.flatMap((use) => (is.isCallExpression(use.parent) && use.parent.expression !== use ? [givesUpOn(use, use.parent, ctx)] : []));
  return (yield* all(...takers)).includes(true);
}

/** What settles as the promises that it is given do. */
function isCombinator(call: Node): boolean {
  return is.isCallExpression(call) && /^Promise\.(all|allSettled|any|race|resolve)$/.test(call.expression.getText());
}

function isTransparent(node: Node): boolean {
  return (
    is.isParenthesizedExpression(node) || is.isAsExpression(node) || is.isNonNullExpression(node) || is.isAwaitExpression(node) ||
    is.isConditionalExpression(node) || is.isArrayLiteralExpression(node) || is.isSatisfiesExpression(node)
  );
}
