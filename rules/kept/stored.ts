/** Lists, objects and fields into which promises are put. */
import { hasModifier, isFunction } from "../../core/functions.ts";
import { isAssignment, skipWrapping } from "../../core/values.ts";
import { type Node, type PropertyDeclaration, SyntaxKind, type VariableDeclaration, is } from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";
import { type Start, startOf } from "./started.ts";
import { useOf } from "./uses.ts";

/** Calls whose results are put into a list or an object that nobody takes them out of. */
export function storedIn(declaration: VariableDeclaration): readonly Start[] {
  const statement = declaration.parent.parent;
  const literal = declaration.initializer && skipWrapping(declaration.initializer);
  if (!literal || !statement || !is.isVariableStatement(statement) || statement.modifiers?.length) return [];
  if (is.isSourceFile(statement.parent)) return [];
  const inside = startsIn(literal);
  if (!inside) return [];
  const starts = [...inside];
  for (const use of usesOf(declaration.name, statement.parent)) {
    const pushed = pushedTo(use);
    if (pushed) starts.push(...pushed.map(startOf).filter((each) => each !== undefined));
    else if (!isIdle(use)) return [];
  }
  return starts;
}

/** Calls whose promise is kept in a private field that nobody looks at but to see whether it is there. */
export function keptIn(field: PropertyDeclaration): readonly Start[] {
  const isPrivate = hasModifier(field, SyntaxKind.PrivateKeyword) || field.name.kind === SyntaxKind.PrivateIdentifier;
  const isSpecial = hasModifier(field, SyntaxKind.StaticKeyword) || hasModifier(field, SyntaxKind.Decorator);
  if (!isPrivate || isSpecial) return [];
  const values: Node[] = field.initializer ? [field.initializer] : [];
  for (const use of usesOf(field.name, field.parent)) {
    const access = use.parent;
    if (!is.isPropertyAccessExpression(access) || access.name !== use) return [];
    if (access.expression.kind !== SyntaxKind.ThisKeyword) return [];
    const { parent } = access;
    const isStored = isAssignment(parent) && parent.left === access && is.isExpressionStatement(parent.parent);
    if (isStored) values.push(parent.right);
    else if (!isLook(access)) return [];
  }
  return values.map(startOf).filter((each) => each !== undefined);
}

function startsIn(literal: Node): readonly Start[] | undefined {
  if (is.isArrayLiteralExpression(literal)) return literal.elements.map(startOf).filter((each) => each !== undefined);
  if (!is.isObjectLiteralExpression(literal)) return undefined;
  const isPlain = literal.properties.every((each) => is.isPropertyAssignment(each) && !isFunction(each.initializer));
  if (!isPlain) return undefined;
  return literal.properties.flatMap((each) => (is.isPropertyAssignment(each) ? (startOf(each.initializer) ?? []) : []));
}

/** What `list.push(…)` is given, as a statement. */
function pushedTo(list: Node): readonly Node[] | undefined {
  const access = list.parent;
  if (!is.isPropertyAccessExpression(access) || access.expression !== list || access.name.text !== "push") return undefined;
  const call = access.parent;
  if (!is.isCallExpression(call) || call.expression !== access) return undefined;
  return is.isExpressionStatement(call.parent) ? call.arguments : undefined;
}

/** Only its length is asked for, or whether it is there. */
export function isIdle(use: Node): boolean {
  const access = use.parent;
  const isLength = is.isPropertyAccessExpression(access) && access.expression === use && access.name.text === "length";
  return isLength || isLook(use);
}

function isLook(value: Node): boolean {
  const use = useOf(value);
  return use === "idle" || use === "value";
}
