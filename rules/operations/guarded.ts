/** Whether somebody gives up on a call after a time, right where it stands. */
import { posix } from "node:path";
import type { Callee } from "../../core/callee.ts";
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { isGuard } from "../catalog/guards.ts";
import { guards, raced } from "../facts/guards.ts";

/** A promise, followed out of the expression it stands in: raced with a timer, or given to what gives up on it. */
export function* isGuarded(promise: Node, ctx: RuleContext): Asking<boolean> {
  const scope = enclosingFunction(promise);
  for (let at = promise; ; at = at.parent) {
    const { parent } = at;
    if (is.isCallExpression(parent) || is.isNewExpression(parent)) {
      if (parent.expression !== at && (yield* givesUpOn(at, parent, ctx))) return true;
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

/** Does a function give up on the promise or the callback that it is given? */
export function* givesUpOn(argument: Node, call: CallExpression | NewExpression, ctx: RuleContext): Asking<boolean> {
  if (isCombinator(call) || (is.isNewExpression(call) && call.expression.getText() === "Promise")) return false;
  const callee = yield* ctx.callee(call);
  if (isDeclared(call, callee, ctx)) return true;
  if (callee.kind === "library") return isGuard(callee.origin);
  if (callee.kind !== "functions") return false;
  const position = (call.arguments as readonly Node[] | undefined)?.indexOf(argument) ?? -1;
  for (const fn of callee.functions) {
    if (isTagged(fn)) return true;
    if (position < 0 || position > 30) continue;
    const { stops, signals } = yield* ctx.fact(guards, fn);
    const takesSignal = !isFunction(argument) || argument.parameters.length > 0;
    if (stops & (1 << position) || (takesSignal && signals & (1 << position))) return true;
  }
  return false;
}

/** Tagged `@resilience timeout` in the comment above it. */
export function isTagged(fn: FunctionNode): boolean {
  return tagsOf(fn)?.includes("timeout") ?? false;
}

/** The words behind `@resilience` in the comment above a function. */
export function tagsOf(fn: FunctionNode): readonly string[] | undefined {
  if (!isFunction(fn)) return undefined;
  let owner: Node = fn;
  while (holds(owner.parent)) owner = owner.parent;
  const comment = owner.getSourceFile().text.slice(owner.pos, owner.getStart());
  return /@resilience\s+([^\n*]*)/.exec(comment)?.[1]?.match(/\w+/g) ?? undefined;
}

/** A declaration of which a function is the value: what is said of the one is said of the other. */
function holds(node: Node): boolean {
  return (
    is.isVariableDeclaration(node) || is.isVariableDeclarationList(node) || is.isVariableStatement(node) ||
    is.isPropertyDeclaration(node)
  );
}

/** Named in the settings as a wrapper that gives up. */
function isDeclared(call: CallExpression | NewExpression, callee: Callee, ctx: RuleContext): boolean {
  const wrappers = ctx.settings.wrappers.filter(({ does }) => does.includes("timeout"));
  if (wrappers.length === 0) return false;
  const { expression } = call;
  const name = is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  return wrappers.some((wrapper) => {
    if (wrapper.name !== name) return false;
    const { module } = wrapper;
    if (module === undefined) return true;
    if (callee.kind === "library") return callee.origin.package === module;
    return callee.kind === "functions" && callee.functions.some((fn) => isModule(module, fn.getSourceFile().fileName));
  });
}

/** Settings name a module as imports do, so its ending may have been left out. */
export function isModule(module: string, file: string): boolean {
  const bare = (path: string): string => path.replace(/(\/index)?\.[cm]?[jt]sx?$/, "");
  return bare(posix.normalize(module)) === bare(file);
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
    if (is.isArrayLiteralExpression(parent) && raced(parent.parent, scope).includes(use)) return true;
    if (is.isCallExpression(parent) && parent.expression !== use && (yield* givesUpOn(use, parent, ctx))) return true;
  }
  return false;
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
