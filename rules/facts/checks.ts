/** Throws by which a function says that something is not there which its callers see to. */
import { isFunction } from "../../core/functions.ts";
import { type Node, SyntaxKind, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";

/** `if (!this.client) throw …`: it fails where the code around it is wrong already, and not on a bad day. */
export function isCheck(leaf: Node): boolean {
  if (!is.isThrowStatement(leaf)) return false;
  const { parent } = is.isBlock(leaf.parent) ? leaf.parent : leaf;
  return is.isIfStatement(parent) && !isFunction(leaf.parent) && isAbsence(parent.expression);
}

/** Does a condition say of names alone that they are missing, or not of their type? */
function isAbsence(condition: Node): boolean {
  const value = skipWrapping(condition);
  if (is.isPrefixUnaryExpression(value)) {
    return value.operator === SyntaxKind.ExclamationToken && isName(skipWrapping(value.operand));
  }
  if (!is.isBinaryExpression(value)) return false;
  const { left, operatorToken, right } = value;
  switch (operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.AmpersandAmpersandToken:
      return isAbsence(left) && isAbsence(right);
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return is.isTypeOfExpression(left) && isName(left.expression);
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.EqualsEqualsToken:
      return isName(left) && /^(null|undefined)$/.test(right.getText());
    default:
      return false;
  }
}

function isName(value: Node): boolean {
  if (is.isPropertyAccessExpression(value)) return isName(value.expression);
  return is.isIdentifier(value) || value.kind === SyntaxKind.ThisKeyword;
}
