/** Settlements in a `try` whose `catch` settles again. */
import { isFunction } from "../../core/functions.ts";
import { type AwaitExpression, type Node, type TryStatement, is } from "../../core/ts.ts";
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
