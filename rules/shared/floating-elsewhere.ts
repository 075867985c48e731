/** Dropped calls whose promise is nobody's here: somebody else is told, or holds it. */
import type { Questions } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { linkOf } from "../facts/promises.ts";
import type { Dropped } from "./dropped.ts";
import { tellsCallback, tellsNamedCallback } from "./told-callback.ts";

/** By syntax alone: what it hands back is not how its failure is told. */
export function isNoPromise(call: Dropped): boolean {
  return (!linkOf(call) && tellsCallback(call)) || throwsOnPurpose(call) || endsProcess(call) || handsBackArgument(call);
}

/** It is a library that is handed a callback. */
export function* tellsLibrarysCallback(call: Dropped, ctx: Questions): Asking<boolean> {
  return !linkOf(call) && tellsNamedCallback(call) && (yield* ctx.callee(call)).kind === "library";
}

/** `Object.defineProperty(promise, …)` is what was there before. */
function handsBackArgument(call: Dropped): boolean {
  const name = is.isCallExpression(call) ? call.expression.getText() : "";
  return /^Object\.(assign|define\w+|freeze|seal|preventExtensions|setPrototypeOf)$/.test(name);
}

/** `query.where(…)` and `child.on("exit", …)` hand back what they are called on: that is awaited, or not, elsewhere. */
export function* isOnThenable(call: Dropped, ctx: Questions): Asking<boolean> {
  if (linkOf(call) || !is.isCallExpression(call) || !is.isPropertyAccessExpression(call.expression)) return false;
  const holder = skipWrapping(rootOf(call));
  const isName = is.isIdentifier(holder) || is.isPropertyAccessExpression(holder);
  return isName && (yield* ctx.promised(holder)).thenable;
}

/** The `query` of `query.where(…).limit(…)`. */
function rootOf(call: CallExpression): Node {
  let at: Node = call;
  while (is.isCallExpression(at) && is.isPropertyAccessExpression(at.expression)) at = at.expression.expression;
  return at;
}

/** `Promise.resolve().then(() => { throw error; })` hands an error to whoever listens for what nobody handled. */
function throwsOnPurpose(call: Dropped): boolean {
  const link = linkOf(call);
  const made = link?.onSuccess && link.base.getText() === "Promise.resolve()" ? link.onSuccess : undefined;
  const body = made && isFunction(made) ? made.body : undefined;
  return body !== undefined && is.isBlock(body) && body.statements.length === 1 && is.isThrowStatement(body.statements[0] as Node);
}

/** `.finally(() => process.exit())`: the process is gone before anybody could hear of the rejection. */
function endsProcess(call: Dropped): boolean {
  const handler = linkOf(call)?.finally;
  return handler !== undefined && isFunction(handler) && /\bprocess\.exit\([^()]*\);?\s*\}?$/.test(handler.getText());
}
