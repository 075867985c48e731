/** Settlements in a `try` whose `catch` settles again, and in a `then` whose `catch` does so. */
import { isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type AwaitExpression, type Node, type TryStatement, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Writer } from "../../core/writer.ts";
import { linkOf } from "../facts/promises.ts";
import { Walk } from "../shared/walk.ts";
import { guardsIn } from "./guards.ts";
import { contains } from "./sequel.ts";
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
    if (first.effect !== "settles" || !isAtOnce(first)) return [];
    const run = runsIn(first.at);
    const chained = run && first.kind === "callback" ? caughtByChain(first, run, events) : undefined;
    if (chained) return [{ first, second: chained, waits: [] }];
    const around = run && tryAround(first.at, run);
    const clause = around?.catchClause;
    if (!run || !around || !clause || guardsIn(clause, first.name.text).length > 0) return [];
    const inCatch = events.filter(({ at }) => contains(clause, at) && runsIn(at) === run);
    const second = inCatch.find((event) => isAgain(event, first));
    if (!second) return [];
    const walk = new Walk([], []);
    if (!isReturned(first.at, run)) walk.after(first.at, run);
    const inTry = walk.waits.filter((wait) => contains(around.tryBlock, wait));
    const waits = inTry.filter((wait) => is.isAwaitExpression(wait));
    return [{ first, second, waits }];
  });
}

/** `.then((value) => callback(null, value)).catch(callback)` */
function caughtByChain(first: Event, run: Node, events: readonly Event[]): Event | undefined {
  const link = linkOf(run.parent);
  const holder = run.parent.parent;
  if (!link?.onSuccess || skipWrapping(link.onSuccess) !== run) return undefined;
  if (!is.isPropertyAccessExpression(holder)) return undefined;
  const next = linkOf(holder.parent);
  const handler = next?.member === "catch" && next.base === run.parent ? next.onFailure : undefined;
  if (!handler || guardsIn(handler, first.name.text).length > 0) return undefined;
  return events.find((event) => event.name.text === first.name.text && contains(handler, event.name));
}

/** Both callbacks go to the `then`, where all that the first does is to call back. */
export function besideEachOther({ first }: Caught): readonly Fix[] {
  const { parent } = first.at;
  const then = parent.parent;
  if (!is.isArrowFunction(parent) || parent.body !== first.at) return [];
  if (!is.isCallExpression(then) || then.arguments.length > 1) return [];
  const next = linkOf(then.parent.parent);
  if (!next?.onFailure) return [];
  const span = { start: parent.end, end: next.onFailure.getStart() };
  const between = first.at.getSourceFile().text.slice(span.start, span.end);
  if (!/^,?\s*\)\s*\.catch\(\s*$/.test(between)) return [];
  const write = (writer: Writer) => writer.replaceSpan(span, ", ");
  return [{ title: "Give `then` both callbacks", safety: "suggestion", write }];
}

/** What `process.nextTick` is given throws where no `try` is. Promises take no harm, and `next` catches for itself. */
function isAtOnce({ at, kind, name }: Event): boolean {
  return kind === "response" || (kind === "callback" && is.isCallExpression(at) && at.expression === name);
}

function isAgain({ kind, effect, at }: Event, first: Event): boolean {
  if (kind !== first.kind || effect !== "settles" || !is.isCallExpression(at)) return false;
  const { expression } = at;
  const isPlainEnd = at.arguments.length === 0 && /^[\w.]+\.end$/.test(expression.getText());
  return kind !== "response" || !isPlainEnd;
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
