/** Whether what `Promise.allSettled` is given can reject, with nobody else who would report that. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction, walkBody } from "../../core/functions.ts";
import { type Asking, type CatchClause, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { initializerOf } from "../facts/guards.ts";
import { Level, join, never } from "../facts/outcome.ts";
import { awaiting, awaitingElements, linkOf, mappedBy } from "../facts/promises.ts";
import { leading, sourcesOf } from "../facts/rejects.ts";
import type { Source } from "../facts/scene.ts";
import { sceneOf } from "../facts/way.ts";
import { usesOf } from "../shared/uses.ts";

export interface Failing {
  readonly level: Level;
  readonly sources: readonly Source[];
  /** All of the promises are seen to be made. */
  readonly isSeen: boolean;
}

/** Undefined where the promises are looked after elsewhere as well. */
export function* failingIn(list: Node, ctx: RuleContext): Asking<Failing | undefined> {
  const parts = partsOf(list);
  if (!parts) return undefined;
  const sources: Source[] = [];
  for (const { value, isList } of parts) {
    sources.push(...(yield* isList ? awaitingElements(value, sceneOf(ctx)) : awaiting(value, sceneOf(ctx))));
  }
  const fails = sources.some(({ outcome }) => outcome.level === Level.fails);
  if (fails && sources.every((each) => isReported(each, new Set()))) return undefined;
  const { level } = sources.reduce((all, { outcome }) => join(all, outcome), never);
  return { level, sources, isSeen: parts.every(isMade) };
}

interface Part {
  readonly value: Node;
  readonly isList: boolean;
}

/** The list, or what is put into the constant that it is; undefined where its promises have other uses. */
function partsOf(list: Node): readonly Part[] | undefined {
  const value = skipWrapping(list);
  if (is.isArrayLiteralExpression(value)) {
    return value.elements.some(isUsedElsewhere) ? undefined : [{ value, isList: true }];
  }
  if (!is.isIdentifier(value)) return [{ value, isList: true }];
  const scope = enclosingFunction(value);
  const made = initializerOf(value.text, scope);
  if (!made || !is.isVariableDeclaration(made.parent)) return [{ value, isList: true }];
  const parts: Part[] = [{ value: made, isList: true }];
  for (const use of usesOf(made.parent.name, scope)) {
    if (use === value || isTyped(use)) continue;
    const access = use.parent;
    if (!is.isPropertyAccessExpression(access) || access.expression !== use) return undefined;
    if (access.name.text === "length") continue;
    const call = access.parent;
    if (access.name.text !== "push" || !is.isCallExpression(call)) return undefined;
    if (call.arguments.some(isUsedElsewhere)) return undefined;
    parts.push(...call.arguments.map((argument): Part => ({ value: argument, isList: false })));
  }
  return parts;
}

function isMade({ value, isList }: Part): boolean {
  const made = skipWrapping(value);
  if (!isList) return is.isCallExpression(made) || is.isNewExpression(made);
  if (!is.isArrayLiteralExpression(made)) return mappedBy(made) !== undefined;
  return made.elements.every((each) =>
    isMade(is.isSpreadElement(each) ? { value: each.expression, isList: true } : { value: each, isList: false }),
  );
}

/** A promise with a name may be awaited, or be given a handler, where else the name stands. */
function isUsedElsewhere(element: Node): boolean {
  const value = is.isSpreadElement(element) ? skipWrapping(element.expression) : skipWrapping(element);
  if (!is.isIdentifier(value)) return is.isPropertyAccessExpression(value);
  const made = initializerOf(value.text, enclosingFunction(value));
  if (!made || !is.isVariableDeclaration(made.parent)) return true;
  return usesOf(made.parent.name, enclosingFunction(value)).some((use) => use !== value);
}

function isTyped(use: Node): boolean {
  return is.isTypeNode(use.parent);
}

/** Whether what fails there has reported it before it passes it on: `catch (error) { log(error); throw error; }`. */
function isReported({ at, outcome, through }: Source, seen: Set<FunctionNode>): boolean {
  if (outcome.level !== Level.fails) return true;
  if (!through) return reportsBefore(at);
  if (seen.has(through.fn)) return true;
  seen.add(through.fn);
  const inside = leading(through.fn, sourcesOf(through.fn), through.channel);
  return inside.some((each) => each.outcome.level === Level.fails) && inside.every((each) => isReported(each, seen));
}

function reportsBefore(place: Node): boolean {
  if (!is.isThrowStatement(place)) return false;
  for (let at: Node = place; at.parent && !isFunction(at); at = at.parent) {
    if (is.isCatchClause(at.parent)) return calls(at.parent);
  }
  const fn = enclosingFunction(place);
  return isFunction(fn) && linkOf(fn.parent)?.onFailure === fn && fn.body !== undefined && calls({ block: fn.body });
}

/** Anything that is called as a statement of its own may be the report. */
function calls({ block }: Pick<CatchClause, "block"> | { readonly block: Node }): boolean {
  let found = false;
  walkBody(block, (node) => {
    const statement = is.isExpressionStatement(node) ? node.expression : undefined;
    const value = statement && is.isAwaitExpression(statement) ? statement.expression : statement;
    if (value && is.isCallExpression(value)) found = true;
  });
  return found;
}
