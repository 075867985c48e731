/** TypeScript to JavaScript as a person would do it: what is there for types goes, all else stays as it was written. */
import { type ImportDeclaration, type Node, type NodeArray, type SourceFile, SyntaxKind, is } from "../core/ts.ts";

/**
 * The JavaScript of a source in erasable TypeScript, with its comments and its layout. A comment that belongs to
 * something which is not there in JavaScript goes with it.
 */
export function stripTypes(file: SourceFile): string {
  const edits: Edit[] = [];
  collect(file, file.text, edits);
  edits.sort((a, b) => a.start - b.start);
  let result = "";
  let at = 0;
  for (const { start, end, text = "" } of edits) {
    if (start < at) continue;
    result += file.text.slice(at, start) + text;
    at = end;
  }
  return tidied(result + file.text.slice(at));
}

/** Without the blank lines that were left on both sides of what is gone, and with short lists on one line again. */
function tidied(text: string): string {
  const joined = text.replace(/\((?:\n\s+[\w$]+,)+\n\s*\)/g, (list) => {
    return `(${list.slice(1, -1).split(",").map((each) => each.trim()).filter(Boolean).join(", ")})`;
  });
  return joined.replace(/\n{3,}/g, "\n\n").replace(/[ \t]+$/gm, "");
}

interface Edit {
  readonly start: number;
  readonly end: number;
  /** Nothing if nothing is said. */
  readonly text?: string;
}

/** The parts of nodes that only say types. Each is asked of those kinds of nodes alone that may have it. */
interface Typed {
  readonly type?: Node;
  readonly questionToken?: Node;
  readonly exclamationToken?: Node;
  readonly postfixToken?: Node;
  readonly typeParameters?: NodeArray<Node>;
  readonly typeArguments?: NodeArray<Node>;
  readonly body?: Node;
}

function collect(node: Node, text: string, edits: Edit[]): void {
  if (isTypeStatement(node)) return void edits.push(wholeStatement(node, text));
  if (is.isImportDeclaration(node)) return void edits.push(...ofImport(node, text));
  if (is.isHeritageClause(node) && node.token === SyntaxKind.ImplementsKeyword) {
    return void edits.push({ start: node.pos, end: node.end });
  }
  if (isTypeModifier(node)) {
    return void edits.push({ start: node.getStart(), end: node.end + lengthOf(/^\s*/, text.slice(node.end)) });
  }
  if (is.isParenthesizedExpression(node) && isCast(node.expression) && standsAlone(node.expression.expression)) {
    edits.push({ start: node.getStart(), end: node.expression.getStart() });
    edits.push({ start: node.expression.end, end: node.end });
  }
  if (isCast(node)) {
    edits.push({ start: node.expression.end, end: node.end });
    return collect(node.expression, text, edits);
  }
  if (isThisParameter(node)) {
    return void edits.push({ start: node.getStart(), end: node.end + lengthOf(/^,?\s*/, text.slice(node.end)) });
  }
  const typed = node as Node & Typed;
  const removed = new Set<Node>();
  const drop = (part: Node | undefined, start: number): void => {
    if (part === undefined) return;
    removed.add(part);
    edits.push({ start, end: part.end });
  };
  if (hasType(node)) {
    const { type } = typed;
    if (type) drop(type, text.lastIndexOf(":", type.getStart()));
    const mark = typed.questionToken ?? typed.exclamationToken ?? typed.postfixToken;
    if (mark) drop(mark, mark.getStart());
  }
  for (const list of [hasTypeParameters(node) && typed.typeParameters, hasTypeArguments(node) && typed.typeArguments]) {
    if (!list || list.length === 0) continue;
    for (const each of list) removed.add(each);
    edits.push({ start: list.pos - 1, end: text.indexOf(">", list.at(-1)?.end) + 1 });
  }
  node.forEachChild((child) => {
    if (!removed.has(child)) collect(child, text, edits);
  });
}

/** What leaves nothing behind: an interface, an alias, an overload, a member that is only declared. */
function isTypeStatement(node: Node): boolean {
  if (is.isInterfaceDeclaration(node) || is.isTypeAliasDeclaration(node)) return true;
  if (is.isExportDeclaration(node)) return node.isTypeOnly;
  const isMember = is.isMethodDeclaration(node) || is.isConstructorDeclaration(node);
  return (isMember || is.isFunctionDeclaration(node)) && !node.body;
}

/** A statement with the comment on it and its line, and one of the blank lines around it. */
function wholeStatement(node: Node, text: string): Edit {
  let start = text.lastIndexOf("\n", node.getStart()) + 1;
  for (;;) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (start === 0 || !/^\s*(?:\/\*|\*|\/\/)/.test(text.slice(above, start))) break;
    start = above;
  }
  return { start, end: text.indexOf("\n", node.end) + 1 };
}

/** Types are not imported; an import of nothing else goes. */
function ofImport(node: ImportDeclaration, text: string): Edit[] {
  const clause = node.importClause;
  const whole = { start: node.getStart(), end: text.indexOf("\n", node.end) + 1 };
  if (clause?.phaseModifier === SyntaxKind.TypeKeyword) return [whole];
  const bindings = clause?.namedBindings;
  if (!bindings || !is.isNamedImports(bindings)) return [];
  const values = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
  if (values.length === bindings.elements.length) return [];
  if (values.length === 0) return [whole];
  const names = values.map((each) => each.getText()).join(", ");
  return [{ start: bindings.getStart(), end: bindings.end, text: `{ ${names} }` }];
}

/** Not a parameter, but the type of `this`. */
function isThisParameter(node: Node): boolean {
  return is.isParameterDeclaration(node) && node.name.getText() === "this";
}

function isTypeModifier({ kind, parent }: Node): boolean {
  const only = [SyntaxKind.ReadonlyKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.PublicKeyword];
  return [...only, SyntaxKind.ProtectedKeyword, SyntaxKind.OverrideKeyword].includes(kind) && parent !== undefined;
}

function isCast(node: Node): node is Node & { readonly expression: Node } {
  return is.isAsExpression(node) || is.isSatisfiesExpression(node) || is.isNonNullExpression(node);
}

/** Whether an expression needs no parentheses wherever it stands. */
function standsAlone(node: Node): boolean {
  return is.isIdentifier(node) || is.isPropertyAccessExpression(node) || is.isCallExpression(node);
}

function hasType(node: Node): boolean {
  const isVariable = is.isVariableDeclaration(node) || is.isParameterDeclaration(node);
  return isVariable || is.isPropertyDeclaration(node) || isFunctionLike(node);
}

function hasTypeParameters(node: Node): boolean {
  return isFunctionLike(node) || is.isClassDeclaration(node) || is.isClassExpression(node);
}

function hasTypeArguments(node: Node): boolean {
  return is.isCallExpression(node) || is.isNewExpression(node) || is.isExpressionWithTypeArguments(node);
}

function isFunctionLike(node: Node): boolean {
  const isAccessor = is.isGetAccessorDeclaration(node) || is.isSetAccessorDeclaration(node);
  const isMember = is.isMethodDeclaration(node) || is.isConstructorDeclaration(node) || isAccessor;
  return isMember || is.isFunctionDeclaration(node) || is.isFunctionExpression(node) || is.isArrowFunction(node);
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
