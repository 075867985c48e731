/** Functions and the names by which they are known across edits. */
import {
  type ArrowFunction,
  type ClassDeclaration,
  type ClassExpression,
  type ConstructorDeclaration,
  type FunctionDeclaration,
  type FunctionExpression,
  type GetAccessorDeclaration,
  type MethodDeclaration,
  type Node,
  type ReturnStatement,
  type SetAccessorDeclaration,
  type SourceFile,
  SyntaxKind,
  is,
} from "./ts.ts";

/** Whatever has a body that runs: a function of any form, or a module's top level. */
export type FunctionNode =
  | FunctionDeclaration
  | FunctionExpression
  | ArrowFunction
  | MethodDeclaration
  | ConstructorDeclaration
  | GetAccessorDeclaration
  | SetAccessorDeclaration
  | SourceFile;

/** A function that something can call. */
export type Callable = Exclude<FunctionNode, SourceFile>;

const functionKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
]);

export function isFunction(node: Node): node is Callable {
  return functionKinds.has(node.kind);
}

/** The function whose body `node` stands in: a module's top level counts as one. */
export function enclosingFunction(node: Node): FunctionNode {
  let at = node.parent;
  while (at && !isFunction(at) && at.kind !== SyntaxKind.SourceFile) at = at.parent;
  return (at ?? node.getSourceFile()) as FunctionNode;
}

export function isClass(node: Node): node is ClassDeclaration | ClassExpression {
  return node.kind === SyntaxKind.ClassDeclaration || node.kind === SyntaxKind.ClassExpression;
}

export function isAsync(fn: FunctionNode): boolean {
  return hasModifier(fn, SyntaxKind.AsyncKeyword);
}

export function isGenerator(fn: FunctionNode): boolean {
  return (fn as { asteriskToken?: Node }).asteriskToken !== undefined;
}

export function hasModifier(node: Node, kind: SyntaxKind): boolean {
  return (node as { modifiers?: readonly Node[] }).modifiers?.some((each) => each.kind === kind) ?? false;
}

/**
 * Visits the nodes that run when `body` runs, nested functions left out; what a visitor answers `false` to is not
 * entered. Class bodies are left out too: their members run elsewhere, at construction or when called.
 */
export function walkBody(body: Node, visit: (node: Node) => boolean | void): void {
  const enter = (node: Node): void => {
    if (isFunction(node) || isClass(node)) return;
    if (visit(node) !== false) node.forEachChild(enter);
  };
  body.forEachChild(enter);
}

/** The `return` statements of a function; one that is written as an expression alone has none. */
export function returnsOf(fn: FunctionNode): readonly ReturnStatement[] {
  const found: ReturnStatement[] = [];
  const body = bodyOf(fn);
  if (body && is.isBlock(body)) walkBody(body, (node) => void (is.isReturnStatement(node) && found.push(node)));
  return found;
}

export function returnsValue(fn: FunctionNode): boolean {
  return returnsOf(fn).some(({ expression }) => expression);
}

/** What a function hands back, wherever it does. */
export function returnedValues(fn: FunctionNode): readonly Node[] {
  const body = bodyOf(fn);
  return body && !is.isBlock(body) ? [body] : returnsOf(fn).flatMap(({ expression }) => expression ?? []);
}

function bodyOf(fn: FunctionNode): Node | undefined {
  return is.isSourceFile(fn) ? undefined : fn.body;
}

/**
 * Where a node stands, as the chain of declarations around it: `Cart.checkout/callback`. Stable when lines move, so that
 * fingerprints and facts survive edits elsewhere in the file.
 */
export function declarationPath(node: Node): string {
  const parts: string[] = [];
  for (let at: Node | undefined = node; at && at.kind !== SyntaxKind.SourceFile; at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) parts.unshift(name);
  }
  return parts.join(".") || "module";
}

/** Names what declares something; an anonymous function is named by its place among its siblings of the same kind. */
function nameOf(node: Node): string | undefined {
  if (is.isVariableDeclaration(node)) return is.isIdentifier(node.name) ? node.name.text : undefined;
  if (isClass(node) || is.isModuleDeclaration(node)) return node.name ? node.name.getText() : "class";
  if (is.isPropertyAssignment(node) || is.isPropertyDeclaration(node)) return node.name.getText();
  if (!isFunction(node)) return undefined;
  if (node.kind === SyntaxKind.Constructor) return "constructor";
  const own = (node as { name?: Node }).name;
  if (own) return own.getText();
  const parent = node.parent;
  const named = is.isVariableDeclaration(parent) || is.isPropertyAssignment(parent) || is.isPropertyDeclaration(parent);
  return named ? undefined : "callback";
}
