/** Settlements in a `try` whose `catch` settles again, and in a `then` whose `catch` does so. */
import { isFunction } from "../../core/functions.ts";
import { type AwaitExpression, type Node, type TryStatement, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { linkOf } from "../facts/promises.ts";
import { Walk } from "../shared/walk.ts";
import { contains, guardsIn } from "./sequel.ts";
import { type Event, type Settlers, runsIn } from "./settlers.ts";

export interface Caught {
  readonly first: Event;
  /** In the `catch`. */
  readonly second: Event;
  /** What is awaited between the first and the end of the `try`. */
  readonly waits: readonly AwaitExpression[];
}

export function caughtIn({ events }: Settlers): readonly Caught[] {
  return events.flatMap((first) => {
    if (first.effect !== "settles" || !isAtOnce(first) || (first.kind !== "callback" && first.kind !== "response")) return [];
    const run = runsIn(first.at);
    const chained = run && first.kind === "callback" ? caughtByChain(first, run, events) : undefined;
    if (chained) return [{ first, second: chained, waits: [] }];
    const around = run && tryAround(first.at, run);
    const clause = around?.catchClause;
    if (!run || !around || !clause || guardsIn(clause).length > 0) return [];
    const second = events.find((event) => isAgain(event, first) && contains(clause, event.at) && runsIn(event.at) === run);
    if (!second) return [];
    const walk = new Walk([], []);
    if (!isReturned(first.at, run)) walk.after(first.at, run);
    return [{ first, second, waits: walk.waits.filter((wait) => is.isAwaitExpression(wait) && contains(around.tryBlock, wait)) as AwaitExpression[] }];
  });
}

/** `.then((value) => callback(null, value)).catch(callback)` */
function caughtByChain(first: Event, run: Node, events: readonly Event[]): Event | undefined {
  const link = is.isCallExpression(run.parent) ? linkOf(run.parent) : undefined;
  if (!link || !is.isPropertyAccessExpression(run.parent.parent) || skipWrapping(link.onSuccess ?? first.at) !== run) return undefined;
  const next = linkOf(run.parent.parent.parent);
  const handler = next?.member === "catch" && next.base === run.parent ? next.onFailure : undefined;
  if (!handler || guardsIn(handler).length > 0) return undefined;
  return events.find((event) => event.name.text === first.name.text && contains(handler, event.name));
}

/** What `process.nextTick` is given throws where no `try` is. */
function isAtOnce({ at, kind, name }: Event): boolean {
  return kind === "response" || (is.isCallExpression(at) && at.expression === name);
}

function isAgain({ kind, effect, at }: Event, first: Event): boolean {
  if (kind !== first.kind || effect !== "settles" || !is.isCallExpression(at)) return false;
  const isPlainEnd = is.isPropertyAccessExpression(at.expression) && at.expression.name.text === "end" && at.arguments.length === 0;
  return kind !== "response" || !isPlainEnd || at.expression.getText().includes("(");
}

function tryAround(node: Node, run: Node): TryStatement | undefined {
  for (let at = node; at !== run; at = at.parent) {
    if (isFunction(at)) return undefined;
    if (is.isTryStatement(at.parent) && at.parent.tryBlock === at && at.parent.catchClause) return at.parent;
  }
  return undefined;
}

function isReturned(node: Node, run: Node): boolean {
  for (let at = node; at !== run; at = at.parent) if (is.isReturnStatement(at)) return true;
  return false;
}
