/** What the `catch` around a place is there for, as far as the code shows. */
import type { RuleContext } from "../../core/context.ts";
import { isFunction, walkBody } from "../../core/functions.ts";
import { type Asking, type CatchClause, type Node, type TryStatement, is } from "../../core/ts.ts";
import { calling } from "../facts/calls.ts";
import { Level } from "../facts/outcome.ts";
import { leading, rejects, sourcesOf } from "../facts/rejects.ts";
import type { Source } from "../facts/scene.ts";
import { sceneOf } from "../facts/way.ts";

/** The next `try` around a place whose `catch` does something about a failure there. */
export function catchAround(place: Node): TryStatement | undefined {
  for (let at = place; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (!is.isTryStatement(parent) || parent.tryBlock !== at) continue;
    if (parent.catchClause && !onlyRethrows(parent.catchClause)) return parent;
  }
  return undefined;
}

function onlyRethrows({ block, variableDeclaration }: CatchClause): boolean {
  const [only, ...more] = block.statements;
  return only !== undefined && more.length === 0 && isRethrow(only, variableDeclaration?.name.getText());
}

function isRethrow(statement: Node, name: string | undefined): boolean {
  return is.isThrowStatement(statement) && name !== undefined && statement.expression.getText() === name;
}

/** It throws again in the end, or an error of the same words: a log line is lost, and no more. */
export function passesOn({ block, variableDeclaration }: CatchClause): boolean {
  const last = block.statements.at(-1);
  const name = variableDeclaration?.name.getText();
  if (!last || !name) return false;
  return isRethrow(last, name) || (is.isThrowStatement(last) && isCopy(last.expression, name));
}

/** `new Error(error.message)` */
function isCopy(thrown: Node, name: string): boolean {
  if (!is.isNewExpression(thrown) || thrown.expression.getText() !== "Error" || thrown.arguments?.length !== 1) return false;
  return [name, `${name}.message`, `String(${name})`].includes(thrown.arguments[0]?.getText() ?? "");
}

/** It throws an error of the kind that all these are of already. */
export function* isTranslatedAlready(
  { block }: CatchClause, sources: readonly Source[], ctx: RuleContext,
): Asking<boolean> {
  const kind = kindThrown(block.statements.at(-1));
  if (kind === undefined) return false;
  for (const { outcome, through } of sources) {
    if (outcome.level === Level.never) continue;
    if (!through) return false;
    yield* ctx.fact(rejects, through.fn);
    const failing = leading(through.fn, sourcesOf(through.fn), through.channel);
    if (!failing.every(({ at }) => kindThrown(at) === kind)) return false;
  }
  return true;
}

function kindThrown(statement: Node | undefined): string | undefined {
  const thrown = statement && is.isThrowStatement(statement) ? statement.expression : undefined;
  return thrown && is.isNewExpression(thrown) ? thrown.expression.getText() : undefined;
}

/** In a plain function the `catch` is right for what is thrown at a call. */
export function* throwsAtOnce({ tryBlock }: TryStatement, ctx: RuleContext): Asking<boolean> {
  const calls: Node[] = [];
  let throws = false;
  walkBody(tryBlock, (node) => {
    if (is.isThrowStatement(node)) throws = true;
    calls.push(node);
  });
  for (const call of calls) {
    if (throws) return true;
    if (!is.isCallExpression(call) && !is.isNewExpression(call)) continue;
    const sources = yield* calling(call, "throws", sceneOf(ctx));
    throws = sources.some(({ outcome }) => outcome.level !== Level.never);
  }
  return throws;
}

/** Anything else that the `catch` could be there for. */
export function hasOtherCalls(block: Node, promise: Node): boolean {
  let found = false;
  walkBody(block, (node) => {
    if (node === promise) return false;
    if (is.isCallExpression(node) || is.isNewExpression(node)) found = true;
    return undefined;
  });
  return found;
}
