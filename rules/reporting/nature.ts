/**
 * What a declared thing is, as far as declarations say: a type of a library, or members that the workspace declares. They
 * are followed by name, so that what is asked outlives edits; a type itself would not.
 */
import { packageOf } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import { hasModifier, isClass, isFunction } from "../../core/functions.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import { type LibraryName, givenBy, madeBy } from "../catalog/loggers.ts";

export type Nature = LibraryName | { readonly declaring: Node };

/** How many declarations are followed: they may lead in a circle. */
const farthest = 12;

export function* natureOf(declaration: Node, ctx: Questions, depth = 0): Asking<Nature | undefined> {
  if (depth > farthest) return undefined;
  if (isForeign(declaration)) return libraryName(declaration);
  if (is.isBindingElement(declaration)) return yield* takenOut(declaration, ctx, depth + 1);
  if (is.isExportAssignment(declaration)) return yield* natureOfValue(declaration.expression, ctx, depth + 1);
  const { type, initializer, questionToken } = declaration as Declared;
  if (questionToken) return undefined;
  if (type) return yield* natureOfType(type, ctx, depth + 1);
  if (initializer) return yield* natureOfValue(initializer, ctx, depth + 1);
  if (is.isParameterDeclaration(declaration)) return yield* given(declaration, ctx, depth + 1);
  return undefined;
}

/** In a file that no project of the workspace owns nothing can be asked. */
export function* declarationOf(name: Node, ctx: Questions): Asking<Node | undefined> {
  const owned = yield* ctx.sourceFile(name.getSourceFile().fileName);
  return owned && (yield* ctx.declarationOf(name));
}

interface Declared {
  readonly type?: Node;
  readonly initializer?: Node;
  readonly questionToken?: Node;
}

/** The declaration of a member; undefined where it may be missing, or is not for everybody. `this` sees what is protected. */
export function* memberOf(
  nature: Nature, matches: (name: string) => boolean, ctx: Questions, seenBy: "this" | "others" = "others", depth = 0,
): Asking<Node | undefined> {
  if (!("declaring" in nature) || depth > farthest) return undefined;
  const { declaring } = nature;
  const own = membersOf(declaring).find((each) => matches(memberName(each)) && !isHidden(each, seenBy));
  if (own) return (own as Declared).questionToken ? undefined : own;
  for (const base of basesOf(declaring)) {
    const inherited = yield* natureOfBase(base, ctx);
    const member = inherited && (yield* memberOf(inherited, matches, ctx, seenBy, depth + 1));
    if (member) return member;
  }
  return undefined;
}

/** The types of libraries that a type of the workspace extends or implements. */
export function* libraryBase({ declaring }: { readonly declaring: Node }, ctx: Questions, depth = 0): Asking<readonly LibraryName[]> {
  const found: LibraryName[] = [];
  for (const base of depth > farthest ? [] : basesOf(declaring)) {
    const nature = yield* natureOfBase(base, ctx);
    if (nature) found.push(...("declaring" in nature ? yield* libraryBase(nature, ctx, depth + 1) : [nature]));
  }
  return found;
}

export function membersOf(declaring: Node): readonly Node[] {
  if (is.isObjectLiteralExpression(declaring)) return declaring.properties;
  const members = (declaring as { members?: readonly Node[] }).members ?? [];
  const builder = members.find((each) => is.isConstructorDeclaration(each));
  const taken = builder && is.isConstructorDeclaration(builder) ? builder.parameters.filter(({ modifiers }) => modifiers?.length) : [];
  return [...members, ...taken];
}

export function memberName(member: Node): string {
  return (member as { name?: Node }).name?.getText() ?? "";
}

export function* natureOfType(type: Node, ctx: Questions, depth = 0): Asking<Nature | undefined> {
  if (depth > farthest) return undefined;
  if (is.isTypeLiteralNode(type)) return { declaring: type };
  if (is.isParenthesizedTypeNode(type)) return yield* natureOfType(type.type, ctx, depth + 1);
  if (is.isTypeQueryNode(type)) {
    const value = yield* declarationOf(lastName(type.exprName), ctx);
    return value && (yield* natureOf(value, ctx, depth + 1));
  }
  if (!is.isTypeReferenceNode(type)) return undefined;
  const declaration = yield* declarationOf(lastName(type.typeName), ctx);
  return declaration && (yield* natureOfDeclaration(declaration, ctx, depth + 1));
}

function* natureOfDeclaration(declaration: Node, ctx: Questions, depth: number): Asking<Nature | undefined> {
  if (isForeign(declaration)) return libraryName(declaration);
  if (is.isTypeAliasDeclaration(declaration)) return yield* natureOfType(declaration.type, ctx, depth + 1);
  return isClass(declaration) || is.isInterfaceDeclaration(declaration) ? { declaring: declaration } : undefined;
}

function* natureOfBase(base: Node, ctx: Questions): Asking<Nature | undefined> {
  const declaration = yield* declarationOf(base, ctx);
  return declaration && (yield* natureOfDeclaration(declaration, ctx, 0));
}

function* natureOfValue(expression: Node, ctx: Questions, depth: number): Asking<Nature | undefined> {
  if (depth > farthest) return undefined;
  const value = skipWrapping(expression);
  if (is.isObjectLiteralExpression(value)) return { declaring: value };
  if (is.isCallExpression(value) || is.isNewExpression(value)) {
    const callee = yield* ctx.callee(value);
    if (callee.kind === "library") return madeBy(callee.origin);
    const name = nameNode(value.expression);
    if (is.isNewExpression(value)) {
      const made = name && (yield* declarationOf(name, ctx));
      return made && isClass(made) ? { declaring: made } : undefined;
    }
    const [fn] = callee.kind === "functions" && callee.functions.length === 1 ? callee.functions : [];
    if (fn) return yield* natureOfResult(fn, ctx, depth + 1);
    // A function that is only declared, such as the method of an interface: `services.getLogger("orders")`.
    const declared = name && (yield* declarationOf(name, ctx));
    const signature = declared && !isForeign(declared) ? yield* signatureOf(declared, ctx, depth + 1) : undefined;
    const { type: result } = (signature ?? {}) as Declared;
    return result && (yield* natureOfType(result, ctx, depth + 1));
  }
  const name = nameNode(value);
  const declaration = name && (yield* declarationOf(name, ctx));
  return declaration && (yield* natureOf(declaration, ctx, depth + 1));
}

/** What a function says that it returns, or what it returns in its only statement. */
function* natureOfResult(fn: Node, ctx: Questions, depth: number): Asking<Nature | undefined> {
  if (!isFunction(fn)) return undefined;
  if (fn.type) return yield* natureOfType(fn.type, ctx, depth);
  const { body } = fn;
  if (!body || hasModifier(fn, SyntaxKind.AsyncKeyword)) return undefined;
  const [only, ...others] = is.isBlock(body) ? body.statements : [];
  const returned = only && others.length === 0 && is.isReturnStatement(only) ? only.expression : undefined;
  const result = is.isBlock(body) ? returned : body;
  return result && (yield* natureOfValue(result, ctx, depth));
}

/** `const { logger } = this.services` */
function* takenOut(element: Node, ctx: Questions, depth: number): Asking<Nature | undefined> {
  const member = yield* memberBehind(element, ctx, depth);
  return member && (yield* natureOf(member, ctx, depth));
}

function* memberBehind(element: Node, ctx: Questions, depth: number): Asking<Node | undefined> {
  if (!is.isBindingElement(element) || !is.isObjectBindingPattern(element.parent)) return undefined;
  const name = (element.propertyName ?? element.name)?.getText();
  const holder = yield* natureOf(element.parent.parent, ctx, depth);
  return holder && (yield* memberOf(holder, (each) => each === name, ctx));
}

/** What a callback is given, by what it is given to. */
function* given(parameter: Node, ctx: Questions, depth: number): Asking<Nature | undefined> {
  const fn = parameter.parent;
  if (!is.isArrowFunction(fn) && !is.isFunctionExpression(fn)) return undefined;
  const call = takerOf(fn);
  if (!call || !is.isCallExpression(call)) return undefined;
  const position = fn.parameters.findIndex((each) => each === parameter);
  const callee = yield* ctx.callee(call);
  if (callee.kind === "library") return givenBy(callee.origin, position);
  const [taker] = callee.kind === "functions" ? callee.functions : [];
  const type = taker && isFunction(taker) ? taker.parameters[call.arguments.findIndex((each) => each === fn)]?.type : undefined;
  const signature = type && (yield* functionType(type, ctx));
  const declared = (signature as { parameters?: readonly Declared[] } | undefined)?.parameters?.[position]?.type;
  return declared && (yield* natureOfType(declared, ctx, depth));
}

/** The call that a function is given to, as it is or in an object. */
function takerOf(fn: Node): Node | undefined {
  const { parent } = fn;
  if (is.isCallExpression(parent)) return parent;
  const literal = is.isPropertyAssignment(parent) ? parent.parent : undefined;
  return literal && is.isCallExpression(literal.parent) ? literal.parent : undefined;
}

/** What a method takes and gives, or the function that a property or a parameter holds. */
function* signatureOf(declaration: Node, ctx: Questions, depth: number): Asking<Node | undefined> {
  if (is.isBindingElement(declaration)) {
    const member = depth > farthest ? undefined : yield* memberBehind(declaration, ctx, depth);
    return member && (yield* signatureOf(member, ctx, depth + 1));
  }
  if (is.isMethodSignatureDeclaration(declaration) || is.isMethodDeclaration(declaration)) return declaration;
  const { type } = declaration as Declared;
  return type && (yield* functionType(type, ctx));
}

/** `(context: Context) => void`, `{ (context: Context): void }`, or a name of these. */
export function* functionType(type: Node, ctx: Questions, depth = 0): Asking<Node | undefined> {
  if (is.isFunctionTypeNode(type)) return type;
  if (is.isTypeLiteralNode(type)) return type.members.find((each) => is.isCallSignatureDeclaration(each));
  if (!is.isTypeReferenceNode(type) || depth > farthest) return undefined;
  const declaration = yield* declarationOf(lastName(type.typeName), ctx);
  if (!declaration || isForeign(declaration)) return undefined;
  if (is.isInterfaceDeclaration(declaration)) return declaration.members.find((each) => is.isCallSignatureDeclaration(each));
  return is.isTypeAliasDeclaration(declaration) ? yield* functionType(declaration.type, ctx, depth + 1) : undefined;
}

/** The names of what it extends and implements. */
function basesOf(declaring: Node): readonly Node[] {
  const clauses = isClass(declaring) || is.isInterfaceDeclaration(declaring) ? (declaring.heritageClauses ?? []) : [];
  const bases = clauses.flatMap(({ types }) => [...types]);
  const names = bases.map((each) => (is.isTypeReferenceNode(each) ? lastName(each.typeName) : nameNode(each.expression)));
  return names.filter((name) => name !== undefined);
}

function isHidden(member: Node, seenBy: "this" | "others"): boolean {
  if (hasModifier(member, SyntaxKind.ProtectedKeyword)) return seenBy === "others";
  return hasModifier(member, SyntaxKind.PrivateKeyword) || hasModifier(member, SyntaxKind.StaticKeyword);
}

function isForeign(declaration: Node): boolean {
  return declaration.getSourceFile().fileName.includes("/node_modules/");
}

function libraryName(declaration: Node): LibraryName | undefined {
  const name = (declaration as { name?: Node }).name?.getText();
  return name === undefined ? undefined : { package: packageOf(declaration.getSourceFile().fileName), name };
}

function lastName(name: Node): Node {
  return is.isQualifiedName(name) ? name.right : name;
}
