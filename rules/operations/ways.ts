/** The ways that lead to an operation: from where it is called, and whether somebody gives up on it there. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Reference } from "../../core/references.ts";
import type { Step } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { type Entrance, entranceOf } from "../catalog/boundaries/index.ts";
import { boundaryOfMethod } from "../escaping/given.ts";
import { givesUpOn, isGuarded, isTagged } from "./guarded.ts";

export interface Ways {
  /** On every way somebody gives up after a time. */
  readonly bounded: boolean;
  /** A way on which nobody does, from an entrance of the program: who waits there, and how it comes to the operation. */
  readonly from?: { readonly entrance: Entrance; readonly steps: readonly Step[] };
}

const bounded: Ways = { bounded: true };
const open: Ways = { bounded: false };

/** How many calls outward a way is followed, and how many functions in all. */
const depthLimit = 6;
const functionLimit = 40;

type Known = Map<FunctionNode, Ways>;

export function* waysTo(operation: Node, ctx: RuleContext): Asking<Ways> {
  return (yield* isDropped(operation, ctx)) ? open : yield* outward(operation, ctx, 0, new Map());
}

/** The same, no further than the function with a name that the operation stands in. */
export function waysNear(operation: Node, ctx: RuleContext): Asking<Ways> {
  return outward(operation, ctx, depthLimit, new Map());
}

function* outward(site: Node, ctx: RuleContext, depth: number, seen: Known): Asking<Ways> {
  if (yield* isGuarded(site, ctx)) return bounded;
  const fn = enclosingFunction(site);
  if (!isFunction(fn)) return open;
  if (isTagged(fn)) return bounded;
  const { parent } = fn;
  if (isArgument(fn)) return yield* throughCall(fn, parent, ctx, depth, seen);
  if (is.isCallExpression(parent) || is.isParenthesizedExpression(parent)) return yield* outward(parent, ctx, depth, seen);
  const decorated = yield* entranceByDecorator(fn, ctx);
  if (decorated) return { bounded: false, from: decorated };
  const known = seen.get(fn);
  if (known) return known;
  if (depth >= depthLimit || seen.size >= functionLimit) return open;
  // A function that calls itself is entered from elsewhere: that way counts, this one adds nothing.
  seen.set(fn, bounded);
  const ways = yield* throughCallers(yield* ctx.references(fn), ctx, depth, seen);
  seen.set(fn, ways);
  return ways;
}

/** A callback: who takes it may give up on it, be an entrance of the program, or call it as part of its own work. */
function* throughCall(callback: Node, call: Node, ctx: RuleContext, depth: number, seen: Known): Asking<Ways> {
  if (!is.isCallExpression(call) && !is.isNewExpression(call)) return open;
  if (yield* givesUpOn(callback, call, ctx)) return bounded;
  const callee = yield* ctx.callee(call);
  const entrance = callee.kind === "library" ? entranceOf(callee.origin, call.getSourceFile(), ctx) : undefined;
  if (entrance) return { bounded: false, from: { entrance, steps: [{ at: call.expression, message: `in ${entrance.name}` }] } };
  return yield* outward(call, ctx, depth, seen);
}

function* throughCallers(
  references: readonly Reference[] | undefined, ctx: RuleContext, depth: number, seen: Known,
): Asking<Ways> {
  const found: Ways[] = [];
  for (const reference of inOrder(references ?? [])) {
    const ways = yield* throughReference(reference, ctx, depth, seen);
    const from = ways.from && { ...ways.from, steps: [calledHere(reference), ...ways.from.steps] };
    found.push(from ? { ...ways, from } : ways);
  }
  const shortest = found.flatMap(({ from }) => from ?? []).sort((a, b) => a.steps.length - b.steps.length)[0];
  return { bounded: found.length > 0 && found.every((ways) => ways.bounded), ...(shortest && { from: shortest }) };
}

function* throughReference({ node, call }: Reference, ctx: RuleContext, depth: number, seen: Known): Asking<Ways> {
  if (call) return (yield* isDropped(call, ctx)) ? open : yield* outward(call, ctx, depth + 1, seen);
  const value = is.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  return isArgument(value) ? yield* throughCall(value, value.parent, ctx, depth + 1, seen) : open;
}

/** A promise that is started and left: nobody waits for it, and nobody gives up on it. */
function* isDropped(call: Node, ctx: RuleContext): Asking<boolean> {
  let at = call;
  for (let link = linkOn(at); link; link = linkOn(at)) {
    if (answers(link)) return false;
    at = link;
  }
  if (is.isVoidExpression(at.parent)) return true;
  return is.isExpressionStatement(at.parent) && (yield* ctx.promised(call)).thenable;
}

/** `promise.then(…)`, and the like */
function linkOn(promise: Node): CallExpression | undefined {
  const { parent } = promise;
  if (!is.isPropertyAccessExpression(parent) || !/^(then|catch|finally)$/.test(parent.name.text)) return undefined;
  return is.isCallExpression(parent.parent) ? parent.parent : undefined;
}

/** A callback that calls what a function around it was given tells somebody: `.then((user) => response.json(user))`. */
function answers(link: CallExpression): boolean {
  const callbacks = link.arguments.map((argument) => argument.getText()).join();
  for (let fn = enclosingFunction(link); isFunction(fn); fn = enclosingFunction(fn)) {
    for (const { name } of fn.parameters) {
      const uses = `(?<![\\w$.])${name.getText().replaceAll("$", "\\$")}\\s*[.(]`;
      if (is.isIdentifier(name) && new RegExp(uses).test(callbacks)) return true;
    }
  }
  return false;
}

function calledHere({ node, call }: Reference): Step {
  return { at: node, message: call ? "called here" : "handed on here" };
}

/** Methods that a framework calls by their decorators: `@Get()`. */
function* entranceByDecorator(fn: FunctionNode, ctx: RuleContext): Asking<Ways["from"]> {
  const found = is.isMethodDeclaration(fn) ? yield* boundaryOfMethod(fn, ctx) : undefined;
  if (!found?.boundary.asked) return undefined;
  const entrance: Entrance = { name: found.boundary.is ?? "a callback" };
  return { entrance, steps: [{ at: found.decorator.parent, message: `in ${entrance.name}` }] };
}

function isArgument(value: Node): boolean {
  const { parent } = value;
  return (is.isCallExpression(parent) || is.isNewExpression(parent)) && parent.expression !== value;
}

/** Always the same way is shown, in whatever order the files were read. */
function inOrder(references: readonly Reference[]): readonly Reference[] {
  const key = ({ node }: Reference) => node.getSourceFile().fileName as string;
  return [...references].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.node.pos - b.node.pos));
}
