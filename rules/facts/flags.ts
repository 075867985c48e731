/** Failures that a caller asks for: `if (strict) throw …`, where `strict` is a flag that the function is given. */
import { type FunctionNode } from "../../core/functions.ts";
import { type Node, type ParameterDeclaration, SyntaxKind, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Outcome, fails, ifFalse, never, unknown } from "./outcome.ts";

/** What comes of a `throw`: that it fails, or that it does where a flag says so, or for a kind that no caller may ever name. */
export function thrownBy(statement: Node, fn: FunctionNode): Outcome {
  for (let at = statement; at !== fn; at = at.parent) {
    const { parent } = at;
    if (parent && is.isDefaultClause(at) && isOfParameter(at.parent.parent, fn)) return unknown;
    if (!parent || !is.isIfStatement(parent) || at === parent.expression) continue;
    const condition = skipWrapping(parent.expression);
    const isNegated = is.isPrefixUnaryExpression(condition) && condition.operator === SyntaxKind.ExclamationToken;
    const position = flagAt(isNegated ? skipWrapping(condition.operand) : condition, fn);
    if (position < 0) continue;
    const isOnTrue = (at === parent.thenStatement) !== isNegated;
    return { ...never, asked: 1 << (isOnTrue ? position : position + ifFalse) };
  }
  return fails;
}

/** Whether a flag is set that is given so; undefined where the code does not show it. */
export function isSet(given: Node | undefined, parameter: ParameterDeclaration | undefined): boolean | undefined {
  const value = given ?? parameter?.initializer;
  if (!value) return false;
  if (value.kind === SyntaxKind.TrueKeyword) return true;
  return value.kind === SyntaxKind.FalseKeyword ? false : undefined;
}

function isOfParameter(choice: Node, fn: FunctionNode): boolean {
  const value = is.isSwitchStatement(choice) ? choice.expression : choice;
  return is.isIdentifier(value) && "parameters" in fn && fn.parameters.some(({ name }) => name.getText() === value.text);
}

function flagAt(condition: Node, fn: FunctionNode): number {
  if (!is.isIdentifier(condition) || !("parameters" in fn)) return -1;
  const position = fn.parameters.findIndex(({ name }) => is.isIdentifier(name) && name.text === condition.text);
  const parameter = fn.parameters[position];
  return parameter && position < ifFalse && isFlag(parameter) ? position : -1;
}

function isFlag({ type, initializer }: ParameterDeclaration): boolean {
  if (type) return type.kind === SyntaxKind.BooleanKeyword;
  return initializer !== undefined && isSet(initializer, undefined) !== undefined;
}
