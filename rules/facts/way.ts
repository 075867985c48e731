/**
 * Why something can reject: the steps from a place down to the first throw or call that leaves the program's own code.
 *
 * Found when the fact is worked out and not on the way there: the values of a fixed point do not depend on the order in
 * which functions are looked at, but the first reason met while looking would.
 */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import type { Step } from "../../core/rule.ts";
import { is } from "../../core/ts.ts";
import { Level, isRuledOut } from "./outcome.ts";
import { linkOf } from "./promises.ts";
import { type Rejects, leading, rejects, sourcesOf } from "./rejects.ts";
import type { Scene, Source } from "./scene.ts";

/** What a rule judges an expression with. */
export function sceneOf(ctx: RuleContext): Scene {
  return { ctx, read: (fn) => ctx.fact(rejects, fn) };
}

/**
 * The way from the first of these sources that leads to a failure; the sources themselves stand in the finding's own code.
 * A way that ends in what is known to fail is worth more than one that ends in a check of arguments, and one that is gone
 * whenever the functions on it are called, or but for a cache that it fills, more than one that hangs on conditions.
 */
export function wayFrom(sources: readonly Source[]): readonly Step[] {
  for (const by of [isAlways, isEachTime]) {
    const way = search(sources, isKnown, by);
    if (way) return way;
  }
  return search(sources, isKnown) ?? search(sources, isOperation) ?? search(sources, () => true) ?? [];
}

/** Is a failure among them that is known to happen on a bad day? */
export function failsOnBadDays(sources: readonly Source[]): boolean {
  return search(sources, isKnown) !== undefined;
}

/** Is a failure among them that more is known of than that a package which nobody has read hands back a promise? */
export function failsOfItself(sources: readonly Source[]): boolean {
  return search(sources, ({ unread = false }) => !unread) !== undefined;
}

type Wanted = (leaf: Source) => boolean;

function search(sources: readonly Source[], wanted: Wanted, by: Wanted = () => true): Step[] | undefined {
  const seen = new Map<FunctionNode, Set<keyof Rejects>>();
  for (const source of sources) {
    const { outcome, through } = source;
    if (outcome.level !== Level.fails) continue;
    const way = through ? descend(through, { wanted, by }, seen) : wanted(source) ? [] : undefined;
    if (way) return way;
  }
  return undefined;
}

function descend(
  { fn, channel, out = 0 }: NonNullable<Source["through"]>,
  goal: { readonly wanted: Wanted; readonly by: Wanted },
  seen: Map<FunctionNode, Set<keyof Rejects>>,
): Step[] | undefined {
  const channels = seen.get(fn) ?? new Set();
  if (channels.has(channel)) return undefined;
  seen.set(fn, channels.add(channel));
  for (const source of leading(fn, sourcesOf(fn), channel)) {
    const { outcome, through, at } = source;
    if (outcome.level !== Level.fails || isRuledOut(outcome, out) || !goal.by(source)) continue;
    if (!through) {
      if (goal.wanted(source)) return [{ at, message: is.isThrowStatement(at) ? "throws here" : "can fail here" }];
      continue;
    }
    const rest = descend(through, goal, seen);
    if (rest) return [{ at, message: through.channel === "throws" ? "calls this" : "waits for this" }, ...rest];
  }
  return undefined;
}

function isAlways({ at: from }: Source): boolean {
  for (let at = from; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (is.isIfStatement(parent) && parent.expression !== at) return false;
    if (is.isConditionalExpression(parent) && parent.condition !== at) return false;
    if (is.isCatchClause(parent) || is.isCaseClause(parent)) return false;
  }
  return true;
}

/** `if (!known) known = await ask();` asks once. */
function isEachTime({ at: from }: Source): boolean {
  for (let at = from; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (!is.isIfStatement(parent) || parent.thenStatement !== at) continue;
    const name = /^!?([\w$.#]+)(?: ={2,3} (?:undefined|null))?$/.exec(parent.expression.getText())?.[1];
    if (name && new RegExp(`(?<![\\w$.])${name.replace(/[.$]/g, "\\$&")}\\s*=[^=]`).test(at.getText())) return false;
  }
  return true;
}

function isKnown({ leaves = false }: Source): boolean {
  return leaves;
}

function isOperation({ at: leaf }: Source): boolean {
  return is.isCallExpression(leaf) && linkOf(leaf) === undefined && leaf.expression.getText() !== "JSON.parse";
}
