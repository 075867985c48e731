/** Expressions, as far as syntax says what they stand for. */
import { type Node, is } from "./ts.ts";

/** Parentheses, casts, `!` and `satisfies` say nothing of the value. */
export function skipWrapping(node: Node): Node {
  let at = node;
  while (
    is.isParenthesizedExpression(at) || is.isNonNullExpression(at) || is.isAsExpression(at) ||
    is.isSatisfiesExpression(at) || is.isTypeAssertion(at)
  ) {
    at = at.expression;
  }
  return at;
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
