/** Failures that rest on what a function is given: `if (strict) throw …`, `if (channel) await channel.send()`. */
import type { FunctionNode } from "../../core/functions.ts";
import { type Node, type ParameterDeclaration, SyntaxKind, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { escaped } from "../shared/mentions.ts";
import { isOfEnvironment } from "./configuration.ts";
import { givenFor, inputNamed, inputsOf } from "./inputs.ts";
import { Level, type Outcome, fails, ifFalse, never, unknown } from "./outcome.ts";

/** What comes of a `throw`: that it fails, or that it does where a flag says so, or for a kind that no caller may ever name. */
export function thrownBy(statement: Node, fn: FunctionNode): Outcome {
  for (let at = statement; at !== fn; at = at.parent) {
    const { parent } = at;
    if (parent && is.isDefaultClause(at) && isOfParameter(at.parent.parent, fn)) return unknown;
    if (!parent || !is.isIfStatement(parent) || at === parent.expression) continue;
    if (isOfEnvironment(parent.expression) || isMissingFromRoute(parent.expression, fn)) return unknown;
    const { value, isNegated } = plain(parent.expression);
    const position = flagAt(value, fn);
    if (position < 0) continue;
    const isOnTrue = (at === parent.thenStatement) !== isNegated;
    return { ...never, asked: 1 << (isOnTrue ? position : position + ifFalse) };
  }
  return fails;
}

/** What comes of a place in a body, told apart by the parameter that it is under. */
export function conditioned(outcome: Outcome, at: Node, fn: FunctionNode): Outcome {
  if (outcome.level === Level.never || outcome.under !== 0) return outcome;
  const bit = conditionOf(at, fn);
  return bit === undefined ? outcome : { ...outcome, under: 1 << bit, otherwise: Level.never };
}

/** The conditions of a callee that the arguments of a call rule out. `null` stands for an argument that cannot be told. */
export function ruledOut(fn: FunctionNode, argumentAt: (position: number) => Node | undefined | null): number {
  const inputs = inputsOf(fn);
  // A `this` that is declared stands among the parameters, and no argument is given for it.
  if (inputs[0]?.name === "this") return 0;
  let bits = 0;
  for (const [at, input] of inputs.slice(0, ifFalse).entries()) {
    const given = givenFor(input, argumentAt(input.position));
    const truth = given === null ? undefined : isSet(given, input.fallback);
    if (truth !== undefined) bits |= 1 << (truth ? at + ifFalse : at);
  }
  return bits;
}

/** Whether a flag is set that is given so; undefined where the code does not show it. */
export function isSet(given: Node | undefined, fallback: Node | undefined): boolean | undefined {
  const value = given && !isUndefined(given) ? given : fallback;
  if (!value || isUndefined(value)) return false;
  switch (value.kind) {
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.ObjectLiteralExpression:
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
      return true;
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
      return false;
    default:
      return undefined;
  }
}

function isUndefined(value: Node): boolean {
  return is.isIdentifier(value) && value.text === "undefined";
}

/** The innermost condition around a place that is a parameter alone: `if`, `? :`, `&&`, or an `if (!given) return` before it. */
function conditionOf(place: Node, fn: FunctionNode): number | undefined {
  for (let at = place; at !== fn && at.parent; at = at.parent) {
    const found = conditionBetween(at, at.parent);
    for (const part of found ? partsOf(found) : []) {
      const tested = parameterTested(part, fn);
      if (tested) return tested.isNegated === found?.isOnTrue ? tested.position + ifFalse : tested.position;
    }
  }
  return undefined;
}

/** `a && b` holds where both do, and `a || b` does not where neither does. */
function partsOf({ condition, isOnTrue }: Condition): readonly Node[] {
  const value = skipWrapping(condition);
  const joins = isOnTrue ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
  if (!is.isBinaryExpression(value) || value.operatorToken.kind !== joins) return [value];
  return [value.left, value.right].flatMap((part) => partsOf({ condition: part, isOnTrue }));
}

interface Condition {
  readonly condition: Node;
  /** What is meant happens where the condition holds. */
  readonly isOnTrue: boolean;
}

function conditionBetween(at: Node, parent: Node): Condition | undefined {
  if (is.isIfStatement(parent) && at !== parent.expression) {
    return { condition: parent.expression, isOnTrue: at === parent.thenStatement };
  }
  if (is.isConditionalExpression(parent) && at !== parent.condition) {
    return { condition: parent.condition, isOnTrue: at === parent.whenTrue };
  }
  if (is.isBinaryExpression(parent) && at === parent.right && parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) {
    return { condition: parent.left, isOnTrue: true };
  }
  if (!is.isBlock(parent)) return undefined;
  const before = parent.statements.slice(0, parent.statements.indexOf(at as never));
  const leaving = before.findLast((each) => is.isIfStatement(each) && !each.elseStatement && leaves(each.thenStatement));
  return leaving && is.isIfStatement(leaving) ? { condition: leaving.expression, isOnTrue: false } : undefined;
}

function leaves(statement: Node): boolean {
  const last = is.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && is.isReturnStatement(last);
}

function parameterTested(condition: Node, fn: FunctionNode): { readonly position: number; readonly isNegated: boolean } | undefined {
  const { value, isNegated } = plain(condition);
  const position = inputNamed(value, fn);
  return position >= 0 && position < ifFalse && !isAssigned(value.getText(), fn) ? { position, isNegated } : undefined;
}

function isAssigned(name: string, fn: FunctionNode): boolean {
  const body = "body" in fn ? fn.body : undefined;
  return new RegExp(`(?<![\\w$.])${escaped(name).replace(".", "\\??\\.")}\\s*(?:[|&?]{2}|[-+*/])?=[^=>]`).test(body?.getText() ?? "");
}

/** A condition without the `!` before it. */
function plain(condition: Node): { readonly value: Node; readonly isNegated: boolean } {
  const value = skipWrapping(condition);
  const isNegated = is.isPrefixUnaryExpression(value) && value.operator === SyntaxKind.ExclamationToken;
  return { value: isNegated ? skipWrapping(value.operand) : value, isNegated };
}

/** `const { id } = request.params; if (!id) throw …`: where the path names it, it is there. */
function isMissingFromRoute(condition: Node, fn: FunctionNode): boolean {
  const { value, isNegated } = plain(condition);
  if (!isNegated) return false;
  if (is.isPropertyAccessExpression(value)) return /\.params$/.test(value.expression.getText());
  const body = "body" in fn ? fn.body?.getText() : undefined;
  if (!is.isIdentifier(value) || !body) return false;
  return new RegExp(`\\{[^{}]*\\b${escaped(value.text)}\\b[^{}]*\\}\\s*=\\s*[\\w.]*\\bparams\\b|\\b${escaped(value.text)}\\s*=\\s*[\\w.]*\\bparams\\.`).test(body);
}

function isOfParameter(choice: Node, fn: FunctionNode): boolean {
  const value = is.isSwitchStatement(choice) ? choice.expression : choice;
  return parameterNamed(value, fn) >= 0;
}

/** The position of the parameter that a name stands for; negative where it stands for none. */
function parameterNamed(value: Node, fn: FunctionNode): number {
  if (!is.isIdentifier(value) || !("parameters" in fn)) return -1;
  return fn.parameters.findIndex(({ name }) => is.isIdentifier(name) && name.text === value.text);
}

function flagAt(condition: Node, fn: FunctionNode): number {
  const position = parameterNamed(condition, fn);
  const parameter = "parameters" in fn ? fn.parameters[position] : undefined;
  return parameter && position < ifFalse && isFlag(parameter) ? position : -1;
}

function isFlag({ type, initializer }: ParameterDeclaration): boolean {
  if (type) return type.kind === SyntaxKind.BooleanKeyword;
  return initializer?.kind === SyntaxKind.TrueKeyword || initializer?.kind === SyntaxKind.FalseKeyword;
}
