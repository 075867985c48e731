/**
 * Why something can reject: the steps from a place down to the first throw or call that leaves the program's own code.
 *
 * Found when the fact is worked out and not on the way there: the values of a fixed point do not depend on the order in
 * which functions are looked at, but the first reason met while looking would.
 */
import type { RuleContext } from "../../core/context.ts";
import type { FunctionNode } from "../../core/functions.ts";
import type { Step } from "../../core/rule.ts";
import { type Node, is } from "../../core/ts.ts";
import { isCheck } from "./checks.ts";
import { Level } from "./outcome.ts";
import { linkOf } from "./promises.ts";
import { type Rejects, leading, rejects, sourcesOf } from "./rejects.ts";
import type { Scene, Source } from "./scene.ts";

/** What a rule judges an expression with. */
export function sceneOf(ctx: RuleContext): Scene {
  return { ctx, read: (fn) => ctx.fact(rejects, fn) };
}

/**
 * The way from the first of these sources that leads to a failure; the sources themselves stand in the finding's own code.
 * A way that ends in a call which leaves the program is worth more than one that ends in a check of arguments.
 */
export function wayFrom(sources: readonly Source[]): readonly Step[] {
  return search(sources, isOperation) ?? search(sources, (leaf) => !isCheck(leaf)) ?? search(sources, () => true) ?? [];
}

/** Is all that is seen to fail a check that something is there? */
export function failsByChecksAlone(sources: readonly Source[]): boolean {
  const isSeen = sources.some(({ outcome }) => outcome.level === Level.fails);
  return isSeen && search(sources, (leaf) => !isCheck(leaf)) === undefined;
}

type Wanted = (leaf: Node) => boolean;

function search(sources: readonly Source[], wanted: Wanted): Step[] | undefined {
  const seen = new Map<FunctionNode, Set<keyof Rejects>>();
  for (const { outcome, through, at } of sources) {
    if (outcome.level !== Level.fails) continue;
    const way = through ? descend(through.fn, through.channel, wanted, seen) : wanted(at) ? [] : undefined;
    if (way) return way;
  }
  return undefined;
}

function descend(
  fn: FunctionNode, channel: keyof Rejects, wanted: Wanted, seen: Map<FunctionNode, Set<keyof Rejects>>,
): Step[] | undefined {
  const channels = seen.get(fn) ?? new Set();
  if (channels.has(channel)) return undefined;
  seen.set(fn, channels.add(channel));
  for (const { outcome, through, at } of leading(fn, sourcesOf(fn), channel)) {
    if (outcome.level !== Level.fails) continue;
    if (!through) {
      if (wanted(at)) return [{ at, message: is.isThrowStatement(at) ? "throws here" : "can fail here" }];
      continue;
    }
    const rest = descend(through.fn, through.channel, wanted, seen);
    if (rest) return [{ at, message: through.channel === "throws" ? "calls this" : "waits for this" }, ...rest];
  }
  return undefined;
}

function isOperation(leaf: Node): boolean {
  return is.isCallExpression(leaf) && linkOf(leaf) === undefined && leaf.expression.getText() !== "JSON.parse";
}
