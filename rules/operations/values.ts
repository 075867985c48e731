/** Following a value to where it was written: through names, parameters, fields and the functions that make it. */
import type { Questions } from "../../core/context.ts";
import { isClass, isFunction, returnedValues } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type Node, NodeFlags, type ParameterDeclaration, SyntaxKind, is } from "../../core/ts.ts";
import { isTest } from "../shared/paths.ts";
import { injected } from "./injected.ts";

/** Where a value comes from. */
export type Origins =
  /** One of these, whichever it is. `passed` says that each of them does occur: callers pass them. */
  | { readonly kind: "expressions"; readonly expressions: readonly Node[]; readonly passed?: true }
  /** It may be absent, too: some callers pass none. */
  | { readonly kind: "optional"; readonly expressions: readonly Node[]; readonly passed: true }
  | { readonly kind: "unknown" };

const unknown: Origins = { kind: "unknown" };

/** Parentheses, casts and `await` say nothing of what is inside a value. */
export function plain(node: Node): Node {
  let at = skipWrapping(node);
  while (is.isAwaitExpression(at)) at = skipWrapping(at.expression);
  return at;
}

/** The operands that a value may be one of; undefined where it is not a choice. */
export function choices(value: Node): readonly Node[] | undefined {
  if (is.isConditionalExpression(value)) return [value.whenTrue, value.whenFalse];
  if (!is.isBinaryExpression(value)) return undefined;
  switch (value.operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return [value.left, value.right];
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.CommaToken:
      return [value.right];
    default:
      return undefined;
  }
}

/** What a name, a property or a call stands for. */
export function* originsOf(value: Node, ctx: Questions): Asking<Origins> {
  if (is.isCallExpression(value)) return yield* returned(value, ctx);
  const name = is.isPropertyAccessExpression(value) ? value.name : is.isIdentifier(value) ? value : undefined;
  const declaration = name && (yield* ctx.declarationOf(name));
  return declaration ? yield* declared(declaration, ctx) : unknown;
}

/** What a constant, or a property of one, was written as. */
export function* constantOf(value: Node, ctx: Questions): Asking<Node | undefined> {
  const name = is.isPropertyAccessExpression(value) ? value.name : is.isIdentifier(value) ? value : undefined;
  const declaration = name && (yield* ctx.declarationOf(name));
  if (!declaration || is.isParameterDeclaration(declaration)) return undefined;
  const origins = yield* declared(declaration, ctx);
  return origins.kind === "expressions" && origins.expressions.length === 1 ? origins.expressions[0] : undefined;
}

/** What `call` hands back, where functions of the workspace alone can be called. */
function* returned(call: Node, ctx: Questions): Asking<Origins> {
  if (!is.isCallExpression(call)) return unknown;
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "functions" || callee.open) return unknown;
  const expressions: Node[] = [];
  for (const fn of callee.functions) {
    const found = returnedValues(fn);
    if (found.length === 0) return unknown;
    expressions.push(...found);
  }
  return { kind: "expressions", expressions };
}

function* declared(declaration: Node, ctx: Questions): Asking<Origins> {
  if (is.isParameterDeclaration(declaration)) return is.isIdentifier(declaration.name) ? yield* given(declaration, ctx) : unknown;
  if (is.isBindingElement(declaration)) return declaration.dotDotDotToken ? yield* rest(declaration, ctx) : unknown;
  if (is.isGetAccessorDeclaration(declaration)) return some(returnedValues(declaration));
  if (is.isPropertyDeclaration(declaration)) return field(declaration);
  if (is.isPropertyAssignment(declaration)) return some([declaration.initializer]);
  if (!is.isVariableDeclaration(declaration) || !is.isIdentifier(declaration.name)) return unknown;
  const isConstant = declaration.parent.flags & NodeFlags.Const;
  const name = declaration.name.text;
  const isTarget = (target: Node) => is.isIdentifier(target) && target.text === name;
  const later = isConstant ? [] : assigned(declaration.getSourceFile(), isTarget);
  return some([...(declaration.initializer ? [declaration.initializer] : []), ...later]);
}

/** `const { body, ...rest } = options`: all that the whole has, but what stands beside it. */
function* rest(element: Node, ctx: Questions): Asking<Origins> {
  const whole = element.parent.parent;
  if (is.isParameterDeclaration(whole)) return yield* given(whole, ctx);
  return is.isVariableDeclaration(whole) && whole.initializer ? some([whole.initializer]) : unknown;
}

/** What callers pass; unknown where somebody else may call, or where the function is handed on. */
function* given(parameter: ParameterDeclaration, ctx: Questions): Asking<Origins> {
  const fn = parameter.parent as Node;
  if (!isFunction(fn) || parameter.dotDotDotToken) return unknown;
  const position = (fn.parameters as readonly Node[]).indexOf(parameter);
  // A test may pass what it likes.
  const references = ((yield* ctx.references(fn)) ?? []).filter(({ node }) => !isTest(ctx.relativePath(node)));
  if (references.length === 0) return some(yield* injected(parameter, ctx));
  const expressions: Node[] = [];
  let absent = false;
  for (const { call } of references) {
    if (!call || is.isTaggedTemplateExpression(call)) return unknown;
    const given = (call.arguments ?? []).slice(0, position + 1);
    if (given.some((argument) => is.isSpreadElement(argument))) return unknown;
    const argument = given[position] ?? parameter.initializer;
    if (argument) expressions.push(argument);
    else absent = true;
  }
  return { kind: absent ? "optional" : "expressions", expressions, passed: true };
}

/** A field is what it is set to, in its declaration and in the class's own code. */
function field(declaration: Node): Origins {
  const { initializer, name, parent } = declaration as Node & { readonly initializer?: Node; readonly name: Node };
  if (!isClass(parent)) return unknown;
  const own = `this.${name.getText()}`;
  const later = assigned(parent, (target) => is.isPropertyAccessExpression(target) && target.getText() === own);
  return some([...(initializer ? [initializer] : []), ...later]);
}

function some(expressions: readonly Node[]): Origins {
  return expressions.length > 0 ? { kind: "expressions", expressions } : unknown;
}

function assigned(scope: Node, isTarget: (target: Node) => boolean): Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (is.isBinaryExpression(node) && assigns(node.operatorToken.kind) && isTarget(node.left)) found.push(node.right);
    node.forEachChild(look);
  };
  scope.forEachChild(look);
  return found;
}

function assigns(kind: SyntaxKind): boolean {
  return kind === SyntaxKind.EqualsToken || kind === SyntaxKind.QuestionQuestionEqualsToken || kind === SyntaxKind.BarBarEqualsToken;
}

/** The text of a string that is written out whole. */
export function textOf(value: Node): string | undefined {
  return is.isStringLiteral(value) || is.isNoSubstitutionTemplateLiteral(value) ? value.text : undefined;
}
