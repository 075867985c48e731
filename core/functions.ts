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

const functionKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
]);

export function isFunction(node: Node): node is Exclude<FunctionNode, SourceFile> {
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
