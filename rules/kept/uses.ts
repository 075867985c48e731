/** What is done with a promise that stands in a variable or a private field. */
import { isFunction } from "../../core/functions.ts";
import { type BinaryExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { isNothing, isWrapping } from "../../core/values.ts";

/**
 * `handed`: somebody gets it who may handle it.
 * `value`: it is taken for what it resolves to: compared, added, tested.
 * `idle`: nothing comes of it.
 * `unclear`: another thing of the same name.
 */
export type Use = "handed" | "value" | "idle" | "unclear";

export function useOf(mention: Node): Use {
  const at = unwrapped(mention);
  const { parent } = at;
  if (declares(parent, at)) return "unclear";
  if (is.isExpressionStatement(parent) || is.isVoidExpression(parent) || is.isTypeOfExpression(parent)) return "idle";
  if (is.isTemplateSpan(parent) || isCondition(parent, at) || isNot(parent)) return "value";
  if (is.isBinaryExpression(parent)) return usedByOperator(parent, at);
  return "handed";
}

/** The whole expression, with the parentheses and casts around it. */
export function unwrapped(node: Node): Node {
  let at = node;
  while (isWrapping(at.parent)) at = at.parent;
  return at;
}

/** Whether a node is a condition: of a statement, of `? :`, or on the left of `&&`. */
function isCondition(parent: Node, node: Node): boolean {
  const isHead = is.isIfStatement(parent) || is.isWhileStatement(parent) || is.isDoStatement(parent);
  if (isHead) return parent.expression === node;
  return (is.isConditionalExpression(parent) || is.isForStatement(parent)) && parent.condition === node;
}

export function isNot(node: Node): boolean {
  return is.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken;
}

const equalities: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

export function isEquality(operator: SyntaxKind): boolean {
  return equalities.has(operator);
}

/** Operators that look at a value and hand none of it on. */
const looking: ReadonlySet<SyntaxKind> = new Set([
  ...equalities, SyntaxKind.LessThanToken, SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken, SyntaxKind.PlusToken, SyntaxKind.MinusToken,
  SyntaxKind.AsteriskToken, SyntaxKind.SlashToken, SyntaxKind.PercentToken,
]);

export function looksOnly(operator: SyntaxKind): boolean {
  return looking.has(operator);
}

/** Operators whose value may be that of their right side. */
const choosing: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken, SyntaxKind.CommaToken,
]);

function usedByOperator({ left, operatorToken, right }: BinaryExpression, at: Node): Use {
  if (looksOnly(operatorToken.kind)) return isNothing(at === left ? right : left) ? "idle" : "value";
  if (operatorToken.kind === SyntaxKind.InstanceOfKeyword) return "idle";
  if (at === right && choosing.has(operatorToken.kind)) return useOf(right.parent);
  return operatorToken.kind === SyntaxKind.AmpersandAmpersandToken && at === left ? "value" : "handed";
}

function declares(parent: Node, name: Node): boolean {
  if (is.isBindingElement(parent)) return parent.initializer !== name;
  const isNamed = is.isVariableDeclaration(parent) || is.isParameterDeclaration(parent) || isFunction(parent);
  if (isNamed) return (parent as { name?: Node }).name === name;
  return is.isTypeNode(parent) || is.isLabeledStatement(parent);
}
