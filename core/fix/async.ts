/** Making a function async: which one, and why it may not be. */
import { type Callable, type FunctionNode, enclosingFunction, isAsync, isFunction, isGenerator } from "../functions.ts";
import { type Node, type TypeNode, findNextToken, is } from "../ts.ts";

/** The function that `await` at `node` would belong to: `node` itself when it is one. */
export function functionAround(node: Node): FunctionNode {
  return isFunction(node) ? node : enclosingFunction(node);
}

/** Why the function around `node` cannot be made async, if it cannot. Rules ask before they offer. */
export function whyNotAsync(node: Node): string | undefined {
  const fn = functionAround(node);
  if (is.isSourceFile(fn)) return "no function stands around it";
  for (let at = node; at !== fn; at = at.parent) {
    if (is.isParameterDeclaration(at)) return "the default value of a parameter cannot wait";
    if (is.isPropertyDeclaration(at) || is.isClassStaticBlockDeclaration(at)) return "a class body cannot wait";
    if (is.isDecorator(at) || is.isComputedPropertyName(at)) return "it runs before the function does";
  }
  if (is.isConstructorDeclaration(fn)) return "a constructor cannot be async";
  if (is.isGetAccessorDeclaration(fn) || is.isSetAccessorDeclaration(fn)) return "an accessor cannot be async";
  if (isAsync(fn)) return undefined;
  if (isGenerator(fn)) return "who iterates over a generator would have to change too";
  if (!fn.body) return "it has no body";
  if (fn.type && is.isTypePredicateNode(fn.type)) return "a type guard cannot be async";
  if (isOverloaded(fn)) return "its overloads would have to change too";
  return undefined;
}

/** Where `async` is written: before the keyword or the name, behind other modifiers. */
export function asyncPosition(fn: Callable): number {
  const last = (fn as { readonly modifiers?: readonly Node[] }).modifiers?.at(-1);
  return (last && findNextToken(last, fn, fn.getSourceFile())?.getStart()) ?? fn.getStart();
}

/** The return type that an async function needs in place of `type`. */
export function promised(type: TypeNode): string {
  const members = is.isUnionTypeNode(type) ? [...type.types] : [type];
  if (members.every((member) => !resolvesTo(member))) return `Promise<${type.getText()}>`;
  // `void | Promise<void>` and its like say the same thing twice once the function is async.
  const results = new Set(members.map((member) => (resolvesTo(member) ?? member).getText()));
  return `Promise<${[...results].join(" | ")}>`;
}

function resolvesTo(type: TypeNode): Node | undefined {
  if (!is.isTypeReferenceNode(type) || type.typeArguments?.length !== 1) return undefined;
  return /^Promise(Like)?$/.test(type.typeName.getText()) ? type.typeArguments[0] : undefined;
}

function isOverloaded(fn: FunctionNode): boolean {
  if (!is.isFunctionDeclaration(fn) && !is.isMethodDeclaration(fn)) return false;
  const { members, statements } = fn.parent as { readonly [list in "members" | "statements"]?: readonly Node[] };
  const siblings = members ?? statements ?? [];
  const before = siblings[siblings.indexOf(fn) - 1];
  if (!before || (!is.isFunctionDeclaration(before) && !is.isMethodDeclaration(before))) return false;
  return !before.body && before.name?.getText() === fn.name?.getText();
}
