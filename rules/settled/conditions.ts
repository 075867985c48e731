/** Conditions that are true of what was fulfilled, and whether something is done where they are false. */
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { type IfStatement, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { escaped } from "../shared/mentions.ts";

export type Condition = "passes rejections by" | "tells them apart";

export function conditionOf(condition: Node): Condition {
  const { parent } = condition;
  if (is.isParenthesizedExpression(parent)) return conditionOf(parent);
  if (is.isBinaryExpression(parent)) {
    const isAnd = parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken;
    return isAnd ? conditionOf(parent) : "tells them apart";
  }
  if (is.isIfStatement(parent)) return parent.expression === condition ? ofIf(parent) : "tells them apart";
  if (is.isConditionalExpression(parent)) {
    const isDropped = parent.condition === condition && isEmptyList(parent.whenFalse) && !isChecked(parent);
    return isDropped ? "passes rejections by" : "tells them apart";
  }
  return isAnswerOfFilter(condition) ? "passes rejections by" : "tells them apart";
}

function ofIf({ thenStatement, elseStatement }: IfStatement): Condition {
  const last = is.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  if (elseStatement || (last && isJump(last))) return "tells them apart";
  const text = thenStatement.getText();
  // What is counted, or collected and counted, shows how many are missing.
  if (/\+\+|\+=|-=|--/.test(text)) return "tells them apart";
  const collected = [...text.matchAll(/([\w$]+)\.(?:push|set|add)\(/g)].map(([, name = ""]) => name);
  const scope = enclosingFunction(thenStatement).getText();
  const isCounted = (name: string) => new RegExp(`(?<![\\w$])${escaped(name)}\\??\\.(length|size)\\b`).test(scope);
  return collected.some(isCounted) ? "tells them apart" : "passes rejections by";
}

function isJump(node: Node): boolean {
  return (
    is.isReturnStatement(node) || is.isContinueStatement(node) || is.isBreakStatement(node) || is.isThrowStatement(node)
  );
}

/** `.filter((result) => result.status === "fulfilled")` */
function isAnswerOfFilter(condition: Node): boolean {
  const { parent } = condition;
  const fn = is.isReturnStatement(parent) ? enclosingFunction(parent) : parent;
  if (!isFunction(fn) || !is.isCallExpression(fn.parent)) return false;
  const { expression } = fn.parent;
  return is.isPropertyAccessExpression(expression) && /^(filter|find)$/.test(expression.name.text);
}

function isEmptyList(value: Node): boolean {
  if (is.isParenthesizedExpression(value) || is.isAsExpression(value)) return isEmptyList(value.expression);
  return is.isArrayLiteralExpression(value) && value.elements.length === 0;
}

/** Whether somebody asks how much there is of a list, or whether there is any: that shows what is missing. */
export function isChecked(list: Node): boolean {
  let at = list;
  for (; ; at = at.parent) {
    const { parent } = at;
    const member = is.isPropertyAccessExpression(parent) && parent.expression === at ? parent.name.text : "";
    if (/^(length|size|some|every)$/.test(member)) return true;
    const isPart =
      is.isParenthesizedExpression(parent) || is.isAwaitExpression(parent) || is.isAsExpression(parent) ||
      is.isPropertyAccessExpression(parent) || is.isSpreadElement(parent) || is.isArrayLiteralExpression(parent) ||
      is.isNonNullExpression(parent) || is.isSatisfiesExpression(parent) ||
      (is.isCallExpression(parent) && parent.expression === at);
    if (!isPart) break;
  }
  const { parent } = at;
  const name = is.isVariableDeclaration(parent) && is.isIdentifier(parent.name) ? parent.name.text : undefined;
  if (name === undefined) return false;
  const own = `(?<![\\w$.])${escaped(name)}`;
  const asked = `${own}\\??\\.(length|size)\\b|!${escaped(name)}\\b|${own}(\\[\\d+\\])?\\s*(===|!==|==|!=|\\?\\?)`;
  return new RegExp(asked).test(enclosingFunction(parent).getText());
}
