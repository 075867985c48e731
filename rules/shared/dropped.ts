/** Expressions whose value nobody uses. */
import { type CallExpression, type NewExpression, type Node, SyntaxKind, type TaggedTemplateExpression, is } from "../../core/ts.ts";

export type Dropped = CallExpression | NewExpression | TaggedTemplateExpression;

/** The calls whose value is lost when that of `expression` is: both arms of a condition, the last operand of a list. */
export function dropped(expression: Node): readonly Dropped[] {
  const found: Dropped[] = [];
  collect(expression, found);
  return found;
}

function collect(node: Node, found: Dropped[]): void {
  if (is.isParenthesizedExpression(node) || is.isNonNullExpression(node) || is.isAsExpression(node)) {
    return collect(node.expression, found);
  }
  if (is.isSatisfiesExpression(node) || is.isTypeAssertion(node)) return collect(node.expression, found);
  if (is.isConditionalExpression(node)) {
    collect(node.whenTrue, found);
    return collect(node.whenFalse, found);
  }
  if (is.isArrayLiteralExpression(node)) return node.elements.forEach((element) => collect(element, found));
  if (is.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === SyntaxKind.CommaToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) collect(node.left, found);
    const handsOn = kind === SyntaxKind.CommaToken || kind === SyntaxKind.AmpersandAmpersandToken;
    if (handsOn || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) collect(node.right, found);
    return;
  }
  const isCall = is.isCallExpression(node) || is.isNewExpression(node) || is.isTaggedTemplateExpression(node);
  if (isCall && !isPlain(node)) found.push(node);
}

/** `console.log(…)` and `super(…)`: so frequent that asking for their type is worth avoiding. */
function isPlain(call: Dropped): boolean {
  if (!is.isCallExpression(call)) return false;
  const { expression } = call;
  if (expression.kind === SyntaxKind.SuperKeyword) return true;
  return is.isPropertyAccessExpression(expression) && is.isIdentifier(expression.expression) && expression.expression.text === "console";
}
