/** `for await` loops: what they iterate over, and which failures of a function are those of its loops. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type ForOfStatement, type Node, TypeFlags, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { calling } from "../facts/calls.ts";
import { Level, type Outcome, join, never } from "../facts/outcome.ts";
import { leading, sourcesOf } from "../facts/rejects.ts";
import type { Source } from "../facts/scene.ts";
import { sceneOf } from "../facts/way.ts";
import { settlingOf } from "../catalog/settling.ts";
import { typeName } from "../shared/types.ts";

export interface Iterated {
  readonly level: Level;
  readonly sources: readonly Source[];
}

/** What can come of iterating, by what is iterated over. */
export function* iterated({ expression }: ForOfStatement, ctx: RuleContext): Asking<Iterated> {
  const over = skipWrapping(expression);
  if (is.isCallExpression(over)) {
    const callee = yield* ctx.callee(over);
    if (callee.kind === "functions") {
      const sources = yield* calling(over, "rejects", sceneOf(ctx));
      return { level: sources.reduce((all: Outcome, { outcome }) => join(all, outcome), never).level, sources };
    }
    if (callee.kind === "library" && callee.origin.package !== "lib") {
      const how = settlingOf(callee.origin);
      const isSure = how === "never" || (typeof how === "number" && over.arguments.length <= how);
      return { level: isSure ? Level.never : Level.fails, sources: [] };
    }
  }
  return { level: yield* ofType(over, ctx), sources: [] };
}

/** What the language's own library declares says nothing of where it comes from; lists are no source that could fail. */
const lists = /^((Readonly)?(Set|Map)|\w*Array|String|Generator|Iterable(Iterator)?|Iterator(Object)?)$/;
const generic = /^Async(Iterable(Iterator)?|Iterator(Object)?|Generator)$/;

function* ofType(over: Node, ctx: RuleContext): Asking<Level> {
  if (yield* isUnknown(over, ctx)) return Level.unknown;
  const name = (yield* typeName(over, ctx)) ?? "Array";
  if (lists.test(name)) return Level.never;
  return generic.test(name) || name.startsWith("__") ? Level.unknown : Level.fails;
}

function isUnknown(over: Node, ctx: RuleContext): Asking<boolean> {
  return ctx.kept(over, "any or unknown", function* () {
    return ((yield* ctx.type(over)).flags & TypeFlags.AnyOrUnknown) !== 0;
  });
}

/** The loops that alone make a function reject; undefined where something else does as well. */
export function loopsFailing(fn: FunctionNode): readonly Node[] | undefined {
  if (!isFunction(fn)) return undefined;
  const failing = leading(fn, sourcesOf(fn), "rejects").filter(({ outcome }) => outcome.level !== Level.never);
  const loops = failing.map(({ at }) => at.parent);
  const isEach = failing.every(({ at, returned }) => !returned && isHead(at));
  return failing.length > 0 && isEach ? loops : undefined;
}

function isHead(node: Node): boolean {
  const { parent } = node;
  return is.isForOfStatement(parent) && parent.awaitModifier !== undefined && parent.expression === node;
}
