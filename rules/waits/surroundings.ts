/** What the code around a wait says of it: whether somebody waits, and whether the time is looked at. */
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Node, SyntaxKind, is } from "../../core/ts.ts";
import { escaped } from "../shared/mentions.ts";
import { isLoop } from "../shared/walk.ts";

const ofTime = new RegExp(
  "setTimeout|setInterval|time[-_ ]?(d[-_ ]?)?out|timer\\b|deadline|signal|abort|expir|elapsed|give[-_ ]?up|" +
    "Date\\.now|new Date\\(|performance\\.now|hrtime",
  "i",
);

/**
 * Whether the function around a wait looks at the time or at a signal. What it does with them is not followed: a timer
 * that destroys the emitter ends the wait as well as one that settles it. Of `without`, nothing is read.
 */
export function looksAtTime(node: Node, without: readonly Node[] = []): boolean {
  return ofTime.test(textWithout(scopeOf(node), without));
}

/** A call that ends the wait by other means, or settles together with something else. */
export function isRaced(node: Node): boolean {
  return /\bPromise\.(race|any)\(/.test(scopeOf(node).getText());
}

/**
 * Whether somebody waits for a promise right here: it is awaited, returned, or one of several that are. A promise that
 * is kept or handed on may be given up on by whoever has it.
 */
export function isWaitedFor(promise: Node): boolean {
  for (let at = promise; ; at = at.parent) {
    const { parent } = at;
    if (is.isAwaitExpression(parent) || is.isReturnStatement(parent)) return true;
    if (is.isArrowFunction(parent)) return parent.body === at;
    if (is.isVariableDeclaration(parent)) {
      return is.isIdentifier(parent.name) && isAwaitedLater(parent.name.text, parent);
    }
    if (is.isPropertyAccessExpression(parent) && /^(then|catch|finally)$/.test(parent.name.text)) continue;
    if (is.isCallExpression(parent)) {
      if (parent.expression !== at && !/^Promise\.(all|allSettled)$/.test(parent.expression.getText())) return false;
      continue;
    }
    const isTransparent =
      is.isParenthesizedExpression(parent) || is.isAsExpression(parent) || is.isNonNullExpression(parent) ||
      is.isConditionalExpression(parent) || is.isArrayLiteralExpression(parent) || is.isSatisfiesExpression(parent);
    if (!isTransparent) return false;
  }
}

/** Whether a node stands in a loop that is meant to go on for ever, such as that of a consumer. */
export function isInLastingLoop(node: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (isEndless(at) || (is.isForOfStatement(at) && at.awaitModifier)) return true;
    if ((is.isWhileStatement(at) || is.isDoStatement(at)) && isFlag(at.expression)) return true;
  }
  return false;
}

/** `for (;;)`, `while (true)` */
export function isEndless(node: Node): node is Node & { readonly statement: Node } {
  if (is.isForStatement(node)) return node.condition === undefined || node.condition.kind === SyntaxKind.TrueKeyword;
  return (is.isWhileStatement(node) || is.isDoStatement(node)) && /^(true|1)$/.test(node.expression.getText());
}

/** `running`, `!this.stopped`: what decides is kept elsewhere. */
export function isFlag(condition: Node): boolean {
  if (is.isPrefixUnaryExpression(condition)) return isFlag(condition.operand);
  if (is.isParenthesizedExpression(condition)) return isFlag(condition.expression);
  if (is.isBinaryExpression(condition)) return isFlag(condition.left) && isFlag(condition.right);
  if (is.isPropertyAccessExpression(condition)) return true;
  return is.isIdentifier(condition) || condition.kind === SyntaxKind.ThisKeyword;
}

/** Whether a loop's body can leave it. */
export function leaves(body: Node): boolean {
  let found = false;
  const look = (node: Node, mayBreak: boolean): void => {
    if (isFunction(node)) return;
    const isBreak = is.isBreakStatement(node) && (mayBreak || node.label !== undefined);
    found ||= isBreak || is.isReturnStatement(node) || is.isThrowStatement(node);
    const isBreakable = is.isSwitchStatement(node) || isLoop(node);
    node.forEachChild((child) => look(child, mayBreak && !isBreakable));
  };
  look(body, true);
  return found;
}

/** The text of a node, that of some nodes inside left out. */
export function textWithout(node: Node, without: readonly Node[]): string {
  const { text } = node.getSourceFile();
  let from = node.getStart();
  let found = "";
  for (const each of [...without].sort((a, b) => a.pos - b.pos)) {
    if (each.pos < from || each.end > node.end) continue;
    found += text.slice(from, each.getStart());
    from = each.end;
  }
  return found + text.slice(from, node.end);
}

/** The function that a node stands in, out of the callbacks in it; the whole file at its top level. */
function scopeOf(node: Node): Node {
  let scope: Node = enclosingFunction(node);
  while (isFunction(scope) && !isNamed(scope) && !isRegistered(scope)) {
    const outer = enclosingFunction(scope);
    if (!isFunction(outer)) break;
    scope = outer;
  }
  return scope;
}

/** `app.get("/users", async () => …)`: what stands around it runs at another time. */
function isRegistered(fn: Node): boolean {
  const call = fn.parent;
  if (!is.isCallExpression(call) || !is.isExpressionStatement(call.parent)) return false;
  if (/\.(on|once)$/.test(call.expression.getText())) return false;
  const [first] = call.arguments;
  return first !== undefined && first !== fn && (is.isStringLiteral(first) || is.isTemplateExpression(first));
}

function isNamed(fn: Node): boolean {
  if (!is.isArrowFunction(fn) && !is.isFunctionExpression(fn)) return true;
  const { parent } = fn;
  return is.isVariableDeclaration(parent) || is.isPropertyDeclaration(parent) || is.isExportAssignment(parent);
}

function isAwaitedLater(name: string, declaration: Node): boolean {
  const own = escaped(name);
  const text = scopeOf(declaration).getText();
  const alone = `\\b(await|return)\\s+${own}(?![\\w$.(\\[])`;
  const amongOthers = `Promise\\.all(Settled)?\\([^;]*(?<![\\w$.])${own}(?![\\w$])`;
  return new RegExp(`${alone}|${amongOthers}`).test(text);
}
