/** Failures by which a function tells its caller of a mistake: of an argument it cannot take, of a state that cannot be. */
import { enclosingFunction } from "../../core/functions.ts";
import { type Node, SyntaxKind, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";

/** Is this place of a failure a check, which fails on the day the code is written and not on a bad one? */
export function isCheck(leaf: Node): boolean {
  if (is.isThrowStatement(leaf)) return namesMistake(leaf.expression) || looksAtArgument(leaf);
  if (!is.isCallExpression(leaf)) return false;
  if (/^assert\b/.test(leaf.expression.getText())) return true;
  const [reason] = leaf.arguments;
  return reason !== undefined && namesMistake(reason);
}

/** `new TypeError(…)`, and an error whose text says what a caller has to hand over. */
function namesMistake(thrown: Node): boolean {
  const made = skipWrapping(thrown);
  if (!is.isNewExpression(made) && !is.isCallExpression(made)) return false;
  if (kinds.test(made.expression.getText())) return true;
  const [message] = made.arguments ?? [];
  return message !== undefined && isText(message) && words.test(message.getText());
}

function isText(node: Node): boolean {
  return is.isStringLiteral(node) || is.isTemplateExpression(node) || is.isNoSubstitutionTemplateLiteral(node);
}

const kinds = /(Type|Range|Assertion|Invariant|Argument|NotImplemented|Unreachable)(Error|Exception)$|^(TypeError|RangeError)$/;

const words = new RegExp(
  [
    "must( not)? (be|have|contain|provide|specify|pass|call|give|set)\\b",
    "(argument|parameter|param|option|field|property|callback|[\"'`]) (is|are) required",
    "(invalid|missing|illegal|unexpected|unknown) ([\\w.]+ )?(arguments?|param(eter)?s?|options?|type|kind|operator)\\b",
    "not (yet )?implemented|unimplemented|unreachable|should (never|not) (happen|be|get)|can(not|'t) happen|never happens?",
    "cannot be (null|undefined|empty|negative)",
    "expected .*\\b(to be|to have) |expected (an?|the) (string|number|object|array|function|boolean)\\b",
    "invariant|assertion",
  ].join("|"),
  "i",
);

/** `if (!id) throw …`, where `id` is what the function is given. */
function looksAtArgument(statement: Node): boolean {
  const fn = enclosingFunction(statement);
  const { parent } = is.isBlock(statement.parent) ? statement.parent : statement;
  if (!("parameters" in fn) || !is.isIfStatement(parent)) return false;
  const given = new Set(fn.parameters.map(({ name }) => name.getText()));
  return isAbsence(parent.expression, given);
}

/** Does a condition say of a parameter alone that it is missing, or not of its type? */
function isAbsence(condition: Node, given: ReadonlySet<string>): boolean {
  const value = skipWrapping(condition);
  if (is.isPrefixUnaryExpression(value)) {
    return value.operator === SyntaxKind.ExclamationToken && isGiven(skipWrapping(value.operand), given);
  }
  if (!is.isBinaryExpression(value)) return false;
  const { left, operatorToken, right } = value;
  switch (operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.AmpersandAmpersandToken:
      return isAbsence(left, given) && isAbsence(right, given);
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return is.isTypeOfExpression(left) && isGiven(left.expression, given);
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.EqualsEqualsToken:
      return isGiven(left, given) && /^(null|undefined)$/.test(right.getText());
    default:
      return false;
  }
}

function isGiven(value: Node, given: ReadonlySet<string>): boolean {
  return is.isIdentifier(value) && given.has(value.text);
}
