/** The ways that lead to an operation: from where it is called, and whether somebody gives up on it there. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { type Entrance, entranceOf } from "../catalog/boundaries/index.ts";
import { boundaryOfMethod } from "../escaping/given.ts";
import { escaped } from "../shared/mentions.ts";
import { type Reached, type Search, type Taking, reached, reachedNear } from "../shared/reached.ts";
import { isSaidTo } from "../shared/tags.ts";
import { givesUpOn, isGuarded } from "./guarded.ts";

export interface Ways {
  /** On every way somebody gives up after a time. */
  readonly bounded: boolean;
  /** A way on which nobody does, from an entrance of the program: who waits there, and how it comes to the operation. */
  readonly from?: NonNullable<Reached<Entrance>["from"]>;
}

const waiting: Search<Entrance> = {
  isDealtWith: isGuarded,
  dealsWithAll: (fn, ctx) => isSaidTo("timeout", fn, ctx),
  dealsWith: givesUpOn,
  isLeft: isDropped,
  entranceBy: entranceByDecorator,
  entranceThrough: entranceByCallback,
};

export function* waysTo(operation: Node, ctx: RuleContext): Asking<Ways> {
  return waysOf(yield* reached(operation, waiting, ctx));
}

/** The same, no further than the function with a name that the operation stands in. */
export function* waysNear(operation: Node, ctx: RuleContext): Asking<Ways> {
  return waysOf(yield* reachedNear(operation, waiting, ctx));
}

function waysOf({ dealtWith, from }: Reached<Entrance>): Ways {
  return { bounded: dealtWith, ...(from && { from }) };
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
      const uses = `(?<![\\w$.])${escaped(name.getText())}\\s*[.(]`;
      if (is.isIdentifier(name) && new RegExp(uses).test(callbacks)) return true;
    }
  }
  return false;
}

/** A callback that somebody waits for while it runs. */
function* entranceByCallback(_callback: Node, call: Taking, ctx: RuleContext): Asking<Ways["from"]> {
  const callee = yield* ctx.callee(call);
  const entrance = callee.kind === "library" ? entranceOf(callee.origin, call.getSourceFile(), ctx) : undefined;
  return entrance && { entrance, steps: [{ at: call.expression, message: `in ${entrance.name}` }] };
}

/** Methods that a framework calls by their decorators: `@Get()`. */
function* entranceByDecorator(fn: FunctionNode, ctx: RuleContext): Asking<Ways["from"]> {
  const found = is.isMethodDeclaration(fn) ? yield* boundaryOfMethod(fn, ctx) : undefined;
  if (!found?.boundary.asked) return undefined;
  const entrance: Entrance = { name: found.boundary.is ?? "a callback" };
  return { entrance, steps: [{ at: found.decorator.parent, message: `in ${entrance.name}` }] };
}
