/**
 * Why something can reject: the steps from a place down to the first throw or call that leaves the program's own code.
 *
 * Worked out when a finding is made and not while the fact is: the values of a fixed point do not depend on the order in
 * which functions are looked at, but the first reason met on the way to it would.
 */
import type { RuleContext } from "../../core/context.ts";
import type { FunctionNode } from "../../core/functions.ts";
import type { Step } from "../../core/rule.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { Level } from "./outcome.ts";
import { linkOf } from "./promises.ts";
import { type Rejects, leading, rejects } from "./rejects.ts";
import type { Scene, Source } from "./scene.ts";
import { sourcesIn } from "./sources.ts";

/** What a rule judges an expression with. */
export function sceneOf(ctx: RuleContext): Scene {
  return { ctx, read: (fn) => ctx.fact(rejects, fn) };
}

/**
 * The way from the first of these sources that leads to a failure; the sources themselves stand in the finding's own code.
 * A way that ends in a call which leaves the program is worth more than one that ends in a check of arguments.
 */
export function* wayFrom(sources: readonly Source[], ctx: RuleContext): Asking<readonly Step[]> {
  return (yield* search(sources, isOperation, ctx)) ?? (yield* search(sources, () => true, ctx)) ?? [];
}

type Wanted = (leaf: Node) => boolean;

function* search(sources: readonly Source[], wanted: Wanted, ctx: RuleContext): Asking<Step[] | undefined> {
  const seen = new Set<string>();
  for (const { outcome, through, at } of sources) {
    if (outcome.level !== Level.fails) continue;
    const way = through ? yield* descend(through.fn, through.channel, wanted, ctx, seen) : wanted(at) ? [] : undefined;
    if (way) return way;
  }
  return undefined;
}

function* descend(
  fn: FunctionNode, channel: keyof Rejects, wanted: Wanted, ctx: RuleContext, seen: Set<string>,
): Asking<Step[] | undefined> {
  const key = `${fn.getSourceFile().fileName} ${fn.pos} ${channel}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  for (const { outcome, through, at } of leading(fn, yield* sourcesIn(fn, { ...sceneOf(ctx), fn }), channel)) {
    if (outcome.level !== Level.fails) continue;
    if (!through) {
      if (wanted(at)) return [{ at, message: is.isThrowStatement(at) ? "throws here" : "can fail here" }];
      continue;
    }
    const rest = yield* descend(through.fn, through.channel, wanted, ctx, seen);
    if (rest) return [{ at, message: through.channel === "throws" ? "calls this" : "waits for this" }, ...rest];
  }
  return undefined;
}

function isOperation(leaf: Node): boolean {
  return is.isCallExpression(leaf) && linkOf(leaf) === undefined && leaf.expression.getText() !== "JSON.parse";
}
