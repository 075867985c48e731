/**
 * What can come of calling a function: whether the call throws, and whether what it hands back rejects.
 *
 * The two are told apart because a `try` around `return f()` or around `f()` covers the one and not the other. An async
 * function never throws at its call. A generator's body runs when it is iterated over, so what its body does counts as
 * the fate of what it hands back.
 *
 * What we cannot see is taken not to throw (or no function with a logger in it would be safe), but a promise that we
 * cannot see is unknown.
 */
import { type Fact, defineFact } from "../../core/fact.ts";
import { type FunctionNode, isAsync, isGenerator } from "../../core/functions.ts";
import { type Outcome, equal, join, never, print } from "./outcome.ts";
import type { Source } from "./scene.ts";
import { isSaidTo } from "../shared/tags.ts";
import { sourcesIn } from "./sources.ts";

export interface Rejects {
  readonly throws: Outcome;
  readonly rejects: Outcome;
}

export const rejects: Fact<Rejects> = defineFact<Rejects>({
  id: "rejects",
  bottom: { throws: never, rejects: never },
  join: (a, b) => ({ throws: join(a.throws, b.throws), rejects: join(a.rejects, b.rejects) }),
  equal: (a, b) => equal(a.throws, b.throws) && equal(a.rejects, b.rejects),
  *of(fn, ctx) {
    if (isSaidTo("catch", fn, ctx)) return { throws: never, rejects: never };
    const sources = yield* sourcesIn(fn, { ctx, fn, *read(callee) { return ctx.read(rejects, callee); } });
    lastSources.set(fn, sources);
    const over = (channel: keyof Rejects) => leading(fn, sources, channel).reduce((all, { outcome }) => join(all, outcome), never);
    return { throws: over("throws"), rejects: over("rejects") };
  },
  print: (value) => [...print(value.throws, "throw"), ...print(value.rejects, "reject")].join(", ") || "does not fail",
});

/**
 * What the last look at a body found. A body is looked at again whenever what is known of one of its callees changes, so
 * once the fact is worked out these are the sources under its final values, in whatever order that came about.
 */
const lastSources = new WeakMap<FunctionNode, readonly Source[]>();

/** The sources of a function whose fact is worked out. */
export function sourcesOf(fn: FunctionNode): readonly Source[] {
  return lastSources.get(fn) ?? [];
}

/** Those sources of failure in a function's body that lead to its throwing, or to the rejection of what it hands back. */
export function leading(fn: FunctionNode, sources: readonly Source[], channel: keyof Rejects): readonly Source[] {
  const deferred = isAsync(fn) || isGenerator(fn);
  if (channel === "throws") return deferred ? [] : sources.filter((source) => !source.returned);
  return deferred ? sources : sources.filter((source) => source.returned);
}
