/** Calls whose promise is put into a variable, and what can become of it. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction } from "../../core/functions.ts";
import type { Promised } from "../../core/promises.ts";
import { isNothing, skipWrapping } from "../../core/values.ts";
import {
  type Asking,
  type CallExpression,
  type NewExpression,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { Level, type Outcome, join, never } from "../facts/outcome.ts";
import { awaiting } from "../facts/promises.ts";
import type { Source } from "../facts/scene.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import { thenableType } from "../shared/lazy.ts";
import { usesOf } from "../shared/uses.ts";

export type Start = CallExpression | NewExpression;

/** The call that an expression is, if it is one. */
export function startOf(expression: Node | undefined): Start | undefined {
  const value = expression && skipWrapping(expression);
  return value && (is.isCallExpression(value) || is.isNewExpression(value)) ? value : undefined;
}

/** The call in `fresh ? load() : undefined` and `fresh && load()` as well. */
export function startIfAny(expression: Node | undefined): Start | undefined {
  const value = expression && skipWrapping(expression);
  if (value && is.isConditionalExpression(value)) {
    if (isNothing(value.whenFalse)) return startOf(value.whenTrue);
    return isNothing(value.whenTrue) ? startOf(value.whenFalse) : undefined;
  }
  if (!value || !is.isBinaryExpression(value)) return startOf(value);
  return value.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ? startOf(value.right) : undefined;
}

/** The variable of the same function that a name stands for. */
export function variableOf(name: Node): VariableDeclaration | undefined {
  const fn = enclosingFunction(name);
  for (const mention of usesOf(name, fn)) {
    const { parent } = mention;
    if (!is.isVariableDeclaration(parent) || parent.name !== mention) continue;
    return enclosingFunction(parent) === fn ? parent : undefined;
  }
  return undefined;
}

/** A promise in the strict sense: there is always one, it is under way, and it has a `catch`. */
export function* startsPromise(start: Start, ctx: RuleContext): Asking<Promised | undefined> {
  const promised = yield* ctx.promised(start);
  const isSure = promised.thenable && !promised.union && promised.handledBy === "catch" && !thenableType(promised);
  return isSure ? promised : undefined;
}

export function* failuresOf(start: Start, ctx: RuleContext): Asking<readonly Source[]> {
  return yield* awaiting(start, sceneOf(ctx));
}

export function levelOf(sources: readonly Source[]): Level {
  return sources.reduce((all: Outcome, { outcome }) => join(all, outcome), never).level;
}

/** Whether a failure among these comes from a call that leaves the program, and so from what takes its time. */
export function reachesOperation(sources: readonly Source[]): boolean {
  const first = sources.find(({ outcome, through }) => outcome.level === Level.fails && !through);
  const leaf = wayFrom(sources).at(-1)?.at ?? first?.at;
  return leaf !== undefined && is.isCallExpression(leaf) && leaf.expression.getText() !== "JSON.parse";
}
