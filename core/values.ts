/** Expressions, as far as syntax says what they stand for. */
import { type BinaryExpression, type Expression, type Node, SyntaxKind, is } from "./ts.ts";

type Wrapping = Node & { readonly expression: Expression };

/** Parentheses, casts, `!` and `satisfies` say nothing of the value. */
export function skipWrapping(node: Node): Node {
  let at = node;
  while (isWrapping(at)) at = at.expression;
  return at;
}

export function isWrapping(node: Node): node is Wrapping {
  return (
    is.isParenthesizedExpression(node) || is.isNonNullExpression(node) || is.isAsExpression(node) ||
    is.isSatisfiesExpression(node) || is.isTypeAssertion(node)
  );
}

/** `null` or `undefined`. */
export function isNothing(node: Node): boolean {
  return node.kind === SyntaxKind.NullKeyword || (is.isIdentifier(node) && node.text === "undefined");
}

export function isAssignment(node: Node): node is BinaryExpression {
  return is.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken;
}

/** Given to a call or a construction. */
export function isArgument(value: Node): boolean {
  const { parent } = value;
  return (is.isCallExpression(parent) || is.isNewExpression(parent)) && parent.expression !== value;
}

/** The node that names what an expression stands for, if one does. */
export function nameNode(expression: Node): Node | undefined {
  if (is.isIdentifier(expression)) return expression;
  if (is.isPropertyAccessExpression(expression)) return expression.name;
  if (is.isElementAccessExpression(expression) && is.isStringLiteral(expression.argumentExpression)) {
    return expression.argumentExpression;
  }
  return undefined;
}
