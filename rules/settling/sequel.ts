/** What follows on a settlement, on paths that go on behind it. */
import { type Callable, isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import { isNothing } from "../../core/values.ts";
import { settlersOf } from "../shared/promise-maker.ts";
import { Walk, isLoop, isShortCut } from "../shared/walk.ts";
import { guardsIn } from "./guards.ts";
import { missingValue, partsOf, workIn } from "./harm.ts";
import { type Event, type Settlers, isIteration, runsIn } from "./settlers.ts";

export interface Sequel {
  readonly first: Event;
  /** Settles again; undefined where the code goes on with what is not there. */
  readonly second: Event | undefined;
  /** What the code goes on with. */
  readonly work: Node | undefined;
  /** The first stands in a branch, whose end is where a `return` belongs. */
  readonly inBranch: boolean;
}

export function sequelsOf(settlers: Settlers): readonly Sequel[] {
  return settlers.events.flatMap((first) => (first.effect === "settles" ? (sequelOf(first, settlers) ?? []) : []));
}

function sequelOf(first: Event, { owner, events }: Settlers): Sequel | undefined {
  const run = runsIn(first.at);
  if (!run || !isFunction(run) || isResultOf(first.at, run)) return undefined;
  const ends = new Map<Node, Event>();
  for (const event of events) {
    const at = event === first ? undefined : endIn(run, first, event);
    if (at && !ends.has(at) && mayFollow(first, event) && !isRepeated(at, first.at, run)) ends.set(at, event);
  }
  const walk = new Walk(ends.keys(), guardsIn(run, first.name.text));
  const pending = walk.after(first.at, run);
  const inBranch = isInBranch(first.at, run);
  const isSure = !walk.unclear && !pending && walk.exits.length === 0;
  const second = walk.reached.find((at) => (inBranch && isSure) || (isDirect(at) && isBehind(at, first.at)));
  const event = second && ends.get(second);
  const steps = [...walk.passed, ...(second && event && first.kind === "promise" ? partsOf(second, event) : [])];
  if (second && event) {
    const work = workIn(steps);
    // Who has an answer at hand may give it, and then ask anew for those who come later.
    const isRefresh = isSuccess(first, owner) && (event.effect === "handed" || !isDirect(second));
    if (!isRefresh && !isHarmless(first, event, second, inBranch, work)) return { first, second: event, work, inBranch };
  }
  const work = inBranch ? missingValue(first.at, run, steps) : undefined;
  return work && { first, second: undefined, work, inBranch };
}

/** A promise is settled once, whatever comes later: only what is done meanwhile can harm. */
function isHarmless(first: Event, second: Event, at: Node, inBranch: boolean, work: Node | undefined): boolean {
  if (first.kind === "promise") return !inBranch || !work;
  // Others may look at a request that has been answered, where that is said in so many words.
  if (first.kind === "response" && second.kind === "next") return !inBranch || isBehind(at, first.at);
  return first.kind === "next" && !isDirect(at) && !isWithError(first.at);
}

function isSuccess({ at, kind, name }: Event, owner: Callable): boolean {
  if (kind === "promise") return settlersOf(owner).resolve === name.text;
  const [error] = kind === "callback" && is.isCallExpression(at) && at.expression === name ? at.arguments : [at];
  return error === undefined || isNothing(error);
}

function isWithError(call: Node): boolean {
  return is.isCallExpression(call) && call.arguments.length > 0;
}

/** A plain `end()` on what has ended does nothing. Headers are of the response alone. */
function mayFollow(first: Event, { at, kind, effect }: Event): boolean {
  if (effect === "touches") return first.kind === "response";
  if (kind !== "response" || !is.isCallExpression(at) || !is.isPropertyAccessExpression(at.expression)) return true;
  return at.expression.name.text !== "end" || at.arguments.length > 0 || first.kind !== "response";
}

/** Where the search from the first settlement ends: at the second, or at the function that it stands in. */
function endIn(run: Node, first: Event, { at, effect }: Event): Node | undefined {
  let end = at;
  for (let each: Node = at; each !== run; each = each.parent) {
    if (!each.parent) return undefined;
    if (!isFunction(each) || contains(each, first.at)) continue;
    // What only has a name may be called where the first is not.
    if (!is.isCallExpression(each.parent) && !is.isNewExpression(each.parent)) return undefined;
    end = each;
  }
  return effect === "touches" && end !== at ? undefined : end;
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.pos <= inner.pos && outer.end >= inner.end;
}

function isDirect(end: Node): boolean {
  return !isFunction(end) && is.isCallExpression(end);
}

/** Does it stand in the list of statements that the other is one of, so that whoever comes to it has run that? */
function isBehind(later: Node, { parent }: Node): boolean {
  return is.isExpressionStatement(parent) && contains(parent.parent, later);
}

/** In a loop, or a callback that is called for each item, which the first does not stand in. */
function isRepeated(end: Node, first: Node, run: Node): boolean {
  for (let at = end; at !== run; at = at.parent) {
    if (isLoop(at) && !contains(at, first)) return true;
    if (isFunction(at) && isIteration(at) && !contains(at, first)) return true;
  }
  return false;
}

/** `return callback(error)` has nothing behind it, nor has the expression that an arrow function is. */
function isResultOf(call: Node, run: Callable): boolean {
  for (let at = call; at !== run; at = at.parent) {
    if (is.isThrowStatement(at) || at === run.body) return !is.isBlock(at);
    if (is.isReturnStatement(at)) return runsDirectlyIn(at, run);
  }
  return false;
}

function runsDirectlyIn(node: Node, run: Node): boolean {
  let at = node.parent;
  while (!isFunction(at)) at = at.parent;
  return at === run;
}

function isInBranch(node: Node, run: Node): boolean {
  for (let at = node; at !== run; at = at.parent) {
    const { parent } = at;
    if (is.isIfStatement(parent) || is.isConditionalExpression(parent)) return true;
    if (is.isCaseClause(at) || is.isDefaultClause(at) || is.isCatchClause(at) || isLoop(at)) return true;
    if (is.isBinaryExpression(parent) && parent.right === at && isShortCut(parent.operatorToken.kind)) return true;
    if (isFunction(at)) return true;
  }
  return false;
}
