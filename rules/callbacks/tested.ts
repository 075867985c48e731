/** Whether a mention of a value finds out if there is anything. */
import { type Node, SyntaxKind, is } from "../../core/ts.ts";
import { isEquality, isNot, unwrapped } from "../kept/uses.ts";

export function isTested(mention: Node): boolean {
  const at = unwrapped(mention);
  const { parent } = at;
  if (isNot(parent) || is.isTypeOfExpression(parent)) return true;
  if (is.isPropertyAccessExpression(parent) || is.isElementAccessExpression(parent) || is.isCallExpression(parent)) {
    const holder = parent as { readonly expression: Node; readonly questionDotToken?: Node };
    if (holder.expression === at && holder.questionDotToken !== undefined) return true;
    return is.isCallExpression(parent) && parent.expression.getText() === "Array.isArray";
  }
  if (is.isIfStatement(parent) || is.isWhileStatement(parent)) return parent.expression === at;
  if (is.isConditionalExpression(parent)) return parent.condition === at;
  return is.isBinaryExpression(parent) && isTestedBy(parent.operatorToken.kind, parent.left === at);
}

function isTestedBy(operator: SyntaxKind, isLeft: boolean): boolean {
  if (isEquality(operator) || operator === SyntaxKind.InstanceOfKeyword) return true;
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = SyntaxKind;
  return isLeft && [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].includes(operator as number);
}
