/** What can fail between a timer's being set and its being cleared. */
import { enclosingFunction, isFunction, walkBody } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type CallExpression, type Node, SyntaxKind, type TryStatement, is } from "../../core/ts.ts";

/** The promises whose rejection leaves the timer running, where these calls alone clear it, when all goes well. */
export function riskyAwaits(set: CallExpression, clears: readonly CallExpression[]): readonly Node[] {
  const first = clears.reduce((earliest, each) => (each.pos < earliest.pos ? each : earliest));
  const fn = enclosingFunction(first);
  const chained = chainAbove(first);
  if (chained) return [chained];
  const found: Node[] = [];
  walkBody(fn, (node) => {
    const isBetween = is.isAwaitExpression(node) && node.end > set.end && node.end <= first.pos;
    if (isBetween && mayFail(node.expression) && !goesOn(node, fn, clears)) found.push(node.expression);
  });
  return found;
}

/** The promise whose `.then(…)` clears the timer. */
function chainAbove(clear: CallExpression): Node | undefined {
  const handler = enclosingFunction(clear);
  const { parent } = handler;
  if (!isFunction(handler) || !is.isCallExpression(parent)) return undefined;
  const { expression } = parent;
  const isThen = is.isPropertyAccessExpression(expression) && expression.name.text === "then";
  return isThen ? expression.expression : undefined;
}

function mayFail(promise: Node): boolean {
  return !/\.catch\s*\(|\.allSettled\s*\(/.test(skipWrapping(promise).getText());
}

/** Whether a failure is caught on the way to one of the clears. */
function goesOn(failing: Node, fn: Node, clears: readonly CallExpression[]): boolean {
  const around = catching(failing, fn);
  if (!around?.catchClause || leaves(around.catchClause.block)) return false;
  return clears.some((clear) => clear.pos >= around.end);
}

function catching(node: Node, fn: Node): TryStatement | undefined {
  for (let at = node; at !== fn; at = at.parent) {
    const { parent } = at;
    if (is.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause) return parent;
  }
  return undefined;
}

function leaves(block: Node): boolean {
  let found = false;
  walkBody(block, ({ kind }) => {
    found ||= kind === SyntaxKind.ReturnStatement || kind === SyntaxKind.ThrowStatement;
    found ||= kind === SyntaxKind.BreakStatement || kind === SyntaxKind.ContinueStatement;
  });
  return found;
}
