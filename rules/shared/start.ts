/** What runs as a program starts: who started it sees how that ends. */
import { type FunctionNode, enclosingFunction, hasModifier, isAsync } from "../../core/functions.ts";
import { identifiers } from "../../core/references.ts";
import { type Node, SyntaxKind, is } from "../../core/ts.ts";

/** At the top of a file, or in a function that is called nowhere but there; of a command, in whatever is no callback. */
export function runsAtStart(node: Node): boolean {
  const fn = enclosingFunction(node);
  return isStart(fn, 3) || (node.getSourceFile().text.startsWith("#!") && isOwn(fn));
}

/** It is called by its name, and does not wait. */
function isOwn(fn: FunctionNode): boolean {
  return !isAsync(fn) && (is.isFunctionDeclaration(fn) || is.isMethodDeclaration(fn) || is.isConstructorDeclaration(fn));
}

function isStart(fn: FunctionNode, left: number): boolean {
  if (is.isSourceFile(fn)) return true;
  if (left === 0) return false;
  let at: Node = fn;
  while (is.isParenthesizedExpression(at.parent)) at = at.parent;
  if (is.isCallExpression(at.parent) && at.parent.expression === at) return isStart(enclosingFunction(at.parent), left);
  const calls = isAsync(fn) ? [] : callsByName(fn);
  return calls.length > 0 && calls.every((call) => isStart(enclosingFunction(call), left - 1));
}

/** The calls of a function that stands at the top of its file for nobody else to see. None where it is not only called. */
function callsByName(fn: FunctionNode): readonly Node[] {
  const named = is.isFunctionDeclaration(fn) ? fn : fn.parent;
  if (!is.isFunctionDeclaration(named) && !is.isVariableDeclaration(named)) return [];
  const statement = is.isVariableDeclaration(named) ? named.parent.parent : named;
  const sourceFile = named.getSourceFile();
  if (statement?.parent !== sourceFile || hasModifier(statement, SyntaxKind.ExportKeyword)) return [];
  if (!named.name || !is.isIdentifier(named.name)) return [];
  const uses = identifiers(sourceFile, named.name.text).filter((node) => node !== named.name && !isMember(node));
  const isOnlyCalled = uses.every((node) => is.isCallExpression(node.parent) && node.parent.expression === node);
  return isOnlyCalled ? uses.map(({ parent }) => parent) : [];
}

/** The `save` of `store.save`, which is another one. */
function isMember(name: Node): boolean {
  return is.isPropertyAccessExpression(name.parent) && name.parent.name === name;
}
