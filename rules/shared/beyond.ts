/** What stands around a callback and looks as if it took the callback's failures, but is over when the callback runs. */
import { type Callable, isAsync, isFunction, isGenerator } from "../../core/functions.ts";
import { type CatchClause, type Node, is } from "../../core/ts.ts";
import { mentions } from "./mentions.ts";
import { isExecutor, settlersOf } from "./promise-maker.ts";

export type Beyond =
  | { readonly kind: "catch"; readonly clause: CatchClause }
  /** The executor of a promise. `settles` says that the callback has to do with the promise's end. */
  | { readonly kind: "executor"; readonly executor: Callable; readonly settles: boolean };

/** An executor goes before a `catch`: the callback's failure can still reject the promise. */
export function beyond(callback: Callable): Beyond | undefined {
  const clause = catchAround(callback);
  const executor = executorAround(callback);
  if (!executor) return clause && { kind: "catch", clause };
  const settles = Object.values(settlersOf(executor)).some((name: string) => mentions(callback, name));
  if (!settles && (clause || !isDirectly(callback, executor))) return clause && { kind: "catch", clause };
  return { kind: "executor", executor, settles };
}

function catchAround(callback: Node): CatchClause | undefined {
  for (let at = callback; at.parent && (at === callback || !isFunction(at)); at = at.parent) {
    const { parent } = at;
    if (is.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause) return parent.catchClause;
  }
  return undefined;
}

/** Callbacks of callbacks still belong to the promise that they are to settle. */
function executorAround(callback: Node): Callable | undefined {
  for (let at = callback.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    if (isExecutor(at)) return at;
    if (isAsync(at) || isGenerator(at) || !isArgument(at)) return undefined;
  }
  return undefined;
}

function isDirectly(callback: Node, executor: Node): boolean {
  let at = callback.parent;
  while (!isFunction(at)) at = at.parent;
  return at === executor;
}

function isArgument(fn: Node): boolean {
  return is.isCallExpression(fn.parent) && fn.parent.expression !== fn;
}
