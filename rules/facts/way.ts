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
import { type Rejects, leading, rejects } from "./rejects.ts";
import type { Scene, Source } from "./scene.ts";
import { sourcesIn } from "./sources.ts";

/** What a rule judges an expression with. */
export function sceneOf(ctx: RuleContext): Scene {
  return { ctx, read: (fn) => ctx.fact(rejects, fn) };
}

/** The way from the first of these sources that leads to a failure. The sources themselves stand in the finding's own code. */
export function* wayFrom(sources: readonly Source[], ctx: RuleContext): Asking<readonly Step[]> {
  const first = sources.find((source) => source.outcome.level === Level.fails);
  if (!first?.through) return [];
  return (yield* descend(first.through.fn, first.through.channel, ctx, new Set())) ?? [];
}

function* descend(fn: FunctionNode, channel: keyof Rejects, ctx: RuleContext, seen: Set<string>): Asking<Step[] | undefined> {
  const key = `${fn.getSourceFile().fileName} ${fn.pos} ${channel}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const sources = leading(fn, yield* sourcesIn(fn, { ...sceneOf(ctx), fn }), channel);
  for (const source of sources) {
    if (source.outcome.level !== Level.fails) continue;
    if (!source.through) return [{ at: source.at, message: leaf(source.at) }];
    const rest = yield* descend(source.through.fn, source.through.channel, ctx, seen);
    if (rest) return [{ at: source.at, message: source.through.channel === "throws" ? "calls this" : "waits for this" }, ...rest];
  }
  return undefined;
}

function leaf(at: Node): string {
  if (is.isThrowStatement(at)) return "throws here";
  return "can fail here";
}
