/**
 * A result that is awaited on one branch and not on the other, where types are silent: `result = this.run(…)` beside
 * `result = await …`, of a function whose other calls are awaited.
 */
import type { Questions } from "../../core/context.ts";
import { enclosingFunction, isAsync } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import {
  type Asking,
  type BinaryExpression,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { linkOf } from "../facts/promises.ts";
import { usesOf } from "../shared/uses.ts";
import { type Start, startOf } from "./started.ts";
import { unwrapped } from "./uses.ts";

const fewest = 3;

/** The call, if it looks like one that an `await` was forgotten for. */
export function* halfAwaited(
  assignment: BinaryExpression, declaration: VariableDeclaration, ctx: Questions,
): Asking<Start | undefined> {
  const start = startOf(assignment.right);
  const fn = enclosingFunction(assignment);
  if (!start || !is.isCallExpression(start) || !isAsync(fn)) return undefined;
  const uses = usesOf(declaration.name, fn);
  const isBeside = uses.some((use) => awaitedInto(use));
  if (!isBeside || uses.some((use) => isWaitedFor(use)) || !(yield* ctx.promised(start)).any) return undefined;
  const callee = yield* ctx.callee(start);
  if (callee.kind !== "functions" || callee.functions.some((each) => isAsync(each))) return undefined;
  for (const each of callee.functions) {
    const calls = ((yield* ctx.references(each)) ?? []).flatMap(({ call }) => (call && call !== start ? [call] : []));
    const waited = calls.filter((call) => isWaitedFor(call)).length;
    if (waited < fewest || waited < calls.length * 0.9) return undefined;
  }
  return start;
}

/** `name = await …` */
function awaitedInto(use: Node): boolean {
  const { parent } = use;
  if (!is.isBinaryExpression(parent) || parent.left !== use) return false;
  return parent.operatorToken.kind === SyntaxKind.EqualsToken && is.isAwaitExpression(skipWrapping(parent.right));
}

/** It is awaited, or handed back to who awaits it. */
function isWaitedFor(value: Node): boolean {
  const at = unwrapped(value);
  const { parent } = at;
  if (is.isPropertyAccessExpression(parent)) return parent.expression === at && linkOf(parent.parent) !== undefined;
  return is.isAwaitExpression(parent) || is.isReturnStatement(parent) || is.isArrowFunction(parent);
}
