/** Values with a `then` that are no promises, and calls that only change one. */
import { packageOf } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import type { Promised } from "../../core/promises.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { type Thenable, thenableOf } from "../catalog/thenables.ts";
import type { Dropped } from "./dropped.ts";

export function thenableType({ type }: Promised): Thenable | undefined {
  return type && thenableOf(type.name, type.package);
}

/** As well where its type is made of others (`Omit<Query, "limit">`): who declares the method tells then. */
export function* thenableMade(call: Dropped, promised: Promised, ctx: Questions): Asking<Thenable | undefined> {
  const { type } = promised;
  if (type?.package === "mongoose" && (yield* runsAtOnce(call, ctx))) return undefined;
  if (type && (type.package !== "lib" || type.name === "Promise")) return thenableType(promised);
  if (promised.union) return undefined;
  const callee = yield* ctx.callee(call);
  return callee.kind === "library" ? thenableOf(type?.name ?? "", callee.origin.package) : undefined;
}

/** Up to version 7 a document's own `deleteOne` is a function that deletes, whatever its type says. */
function* runsAtOnce(call: Dropped, ctx: Questions): Asking<boolean> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library" || callee.origin.member !== "deleteOne" || callee.origin.container === "Model") return false;
  return (ctx.majorVersion(call.getSourceFile().fileName, "mongoose") ?? 0) < 8;
}

/** `query.where(…)` and `filtered(query).limit(…)`: a builder that stands in a variable is changed, and awaited elsewhere. */
export function* modifiesBuilder(call: Dropped, thenable: Thenable, ctx: Questions): Asking<boolean> {
  let at: Node = call;
  const given: Node[] = [];
  while (is.isCallExpression(at)) {
    given.push(...at.arguments);
    if (!is.isPropertyAccessExpression(at.expression)) break;
    at = at.expression.expression;
  }
  for (const each of is.isCallExpression(at) ? given : [at, ...given]) {
    const isName = is.isIdentifier(each) || is.isPropertyAccessExpression(each) || each.kind === SyntaxKind.ThisKeyword;
    if (isName && (yield* declaredType(each, ctx))?.package === thenable.package) return true;
  }
  return false;
}

/** A builder need not be a thenable itself. */
function* declaredType(value: Node, ctx: Questions): Asking<Thenable | undefined> {
  const declared = yield* ctx.kept(value, "declared type", function* () {
    const symbol = yield* (yield* ctx.type(value)).getSymbol.gen();
    const path = symbol?.declarations[0]?.path;
    return symbol && path !== undefined ? [symbol.name, packageOf(path)] : undefined;
  });
  const [name, from] = declared ?? [];
  return name !== undefined && from !== undefined ? thenableOf(name, from) : undefined;
}
