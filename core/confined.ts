/**
 * Edits that change no answer about anything that stands outside of them.
 *
 * What a body holds is seen from outside by the type of its function alone. So an edit inside of the body of a function
 * whose return type is written down, or of a callback in a statement of the module's top level that declares nothing,
 * leaves every type, symbol and callee elsewhere as it was, in this file and in all others. There are a few ways around
 * that, and an edit that might take one of them is not confined: variables of outside that are assigned to inside, which
 * bears on how they are narrowed elsewhere; `this`, which decides when a callback's type is worked out; classes, which may
 * override; imports, which may bring in declarations; and JavaScript, where assignments declare.
 */
import { isDeepStrictEqual } from "node:util";
import { type FunctionNode, enclosingFunction, isAsync, isClass, isFunction } from "./functions.ts";
import { identifiers } from "./references.ts";
import type { Span } from "./rule.ts";
import { type Rows, rowsOf } from "./table.ts";
import { type Node, type SourceFile, SyntaxKind, is } from "./ts.ts";
import { changedSpan, isTypeScript, isUnfelt } from "./unfelt.ts";

export interface Confined {
  readonly before: SourceFile;
  readonly after: SourceFile;
  /** Nothing stands inside of the edit: it is in a comment or a name. */
  readonly isUnfelt: boolean;
  /** What a node outside of the edit has become; undefined for one inside. */
  counterpart(before: Node): Node | undefined;
  /** The same, by the rows of the two trees. */
  rowAfter(before: number): number | undefined;
}

/** Undefined for an edit that may be felt elsewhere. */
export function confinedEdit(before: SourceFile, after: SourceFile): Confined | undefined {
  if (!isTypeScript(after.fileName)) return undefined;
  const span = changedSpan(before.text, after.text);
  const throughout = span && isUnfelt(before, after, span) ? new Trees(before, after, span.end) : undefined;
  if (throughout?.areSameOutside()) return confinedTo(throughout, true);
  const region = span && regionAround(before, span);
  if (span && !region) return undefined;
  const trees = new Trees(before, after, region?.end, region);
  if (!trees.areSameOutside()) return undefined;
  if (region && !isKeptInside(region, trees.regionAfter, (name) => isDeclaredAround(region, name))) return undefined;
  return confinedTo(trees, span === undefined);
}

function confinedTo(trees: Trees, isUnfelt: boolean): Confined {
  const { before, after } = trees;
  return { before, after, isUnfelt, counterpart: (node) => trees.counterpart(node), rowAfter: (row) => trees.rowAfter(row) };
}

/** The smallest part of the tree that holds the changed text and keeps it to itself. */
function regionAround(sourceFile: SourceFile, span: Span): Node | undefined {
  let body: Node | undefined;
  let outermost: Node | undefined;
  const enter = (node: Node): void => {
    if (node.pos > span.start || node.end < span.end) return;
    if (isFunction(node) && !isPartOfFlow(node) && node.body && is.isBlock(node.body)) {
      const holds = node.body.getStart() < span.start && node.body.end > span.end;
      if (holds && (node.type || is.isSetAccessorDeclaration(node))) body = node.body;
      if (holds) outermost ??= node;
    }
    node.forEachChild(enter);
  };
  sourceFile.forEachChild(enter);
  return body ?? (outermost && statementAround(outermost));
}

/** A function that is called where it is written runs as part of what is around it, and narrows there. */
function isPartOfFlow(fn: Node): boolean {
  let at = fn;
  while (is.isParenthesizedExpression(at.parent)) at = at.parent;
  return is.isCallExpression(at.parent) && at.parent.expression === at && !isAsync(fn as FunctionNode);
}

/** The call at the module's top level that a callback is given to. What is assigned there may declare something. */
function statementAround(callback: Node): Node | undefined {
  let at = callback.parent;
  while (!is.isExpressionStatement(at)) {
    const isTransparent =
      is.isCallExpression(at) || is.isPropertyAccessExpression(at) || is.isAwaitExpression(at) || is.isParenthesizedExpression(at) ||
      is.isArrowFunction(at) || is.isFunctionExpression(at) || is.isBlock(at) || is.isObjectLiteralExpression(at) ||
      is.isPropertyAssignment(at) || is.isArrayLiteralExpression(at) || is.isVoidExpression(at);
    if (!isTransparent) return undefined;
    at = at.parent;
  }
  return is.isSourceFile(at.parent) ? at : undefined;
}

/** The trees before and after an edit, held against each other outside of the region that it is in, where there is one. */
class Trees {
  readonly before: SourceFile;
  readonly after: SourceFile;
  readonly #before: Rows;
  readonly #after: Rows;
  /** From where on in the old text all stands elsewhere now. */
  readonly #end: number;
  readonly #delta: number;
  /** The rows of the region: from where it begins, up to where it ends in either tree. */
  readonly #at: number;
  readonly #behindBefore: number;
  readonly #behindAfter: number;

  constructor(before: SourceFile, after: SourceFile, end = Infinity, region?: Node) {
    this.before = before;
    this.after = after;
    this.#before = rowsOf(before);
    this.#after = rowsOf(after);
    this.#end = end;
    this.#delta = after.text.length - before.text.length;
    this.#at = region ? this.#before.rowOf(region) : this.#before.length;
    this.#behindBefore = region ? this.#before.behind(this.#at) : this.#at;
    this.#behindAfter = region && this.#at < this.#after.length ? this.#after.behind(this.#at) : this.#at;
  }

  /** What the region has become. */
  get regionAfter(): Node {
    return this.#after.node(this.#at);
  }

  areSameOutside(): boolean {
    const [before, after] = [this.#before, this.#after];
    if (before.length - this.#behindBefore !== after.length - this.#behindAfter) return false;
    for (let row = 0; row < before.length; row++) {
      // The region itself is where it was, whatever it holds.
      const isInside = row > this.#at && row < this.#behindBefore;
      if (!isInside && !this.#isSame(row)) return false;
    }
    return true;
  }

  counterpart(node: Node): Node | undefined {
    const row = this.rowAfter(this.#before.rowOf(node));
    return row === undefined ? undefined : this.#after.node(row);
  }

  rowAfter(row: number): number | undefined {
    return row >= this.#at && row < this.#behindBefore ? undefined : this.#rowAfter(row);
  }

  #isSame(row: number): boolean {
    const [before, after, now] = [this.#before, this.#after, this.#rowAfter(row)];
    return (
      before.kind(row) === after.kind(now) &&
      this.#shifted(before.pos(row)) === after.pos(now) &&
      this.#shifted(before.end(row)) === after.end(now)
    );
  }

  #rowAfter(row: number): number {
    return row <= this.#at ? row : row - this.#behindBefore + this.#behindAfter;
  }

  #shifted(offset: number): number {
    return offset >= this.#end ? offset + this.#delta : offset;
  }
}

/** Whether a name is declared outside of a region, where that can see it. */
function isDeclaredAround(region: Node, name: string): boolean {
  return identifiers(region.getSourceFile(), name).some((each) => {
    if (!declares(each) || (each.pos >= region.pos && each.end <= region.end)) return false;
    const fn = enclosingFunction(each.parent);
    return fn.pos <= region.pos && fn.end >= region.end;
  });
}

function declares(name: Node): boolean {
  const { parent } = name;
  const isDeclaration =
    is.isVariableDeclaration(parent) || is.isParameterDeclaration(parent) || is.isBindingElement(parent) ||
    is.isFunctionDeclaration(parent) || isClass(parent);
  return isDeclaration && parent.name === name;
}

/** What a region does that could be felt around it. */
interface Effects {
  /** Assignments to what is declared around it, sorted. */
  readonly assigned: readonly string[];
  /** What it imports when it runs, or for a type. */
  readonly imports: readonly string[];
  readonly usesThis: boolean;
  readonly holdsJsx: boolean;
  /** It declares a class or an interface, or a name that it also assigns to around it. */
  readonly isIntricate: boolean;
}

function isKeptInside(before: Node, after: Node, isOuter: (name: string) => boolean): boolean {
  const [old, now] = [effectsOf(before, isOuter), effectsOf(after, isOuter)];
  return !old.isIntricate && !now.isIntricate && isDeepStrictEqual(old, now);
}

function effectsOf(region: Node, isOuter: (name: string) => boolean): Effects {
  const assigned = new Map<string, string>();
  const declared = new Set<string>();
  const imports = new Set<string>();
  let usesThis = false;
  let holdsJsx = false;
  let isIntricate = false;
  const enter = (node: Node): void => {
    if (is.isIdentifier(node) && declares(node)) declared.add(node.text);
    for (const { target, root } of targetsOf(node)) if (isOuter(root)) assigned.set(target, root);
    if (is.isImportTypeNode(node) || (is.isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword)) {
      imports.add(node.getText());
    }
    usesThis ||= node.kind === SyntaxKind.ThisKeyword;
    holdsJsx ||= is.isJsxElement(node) || is.isJsxSelfClosingElement(node) || is.isJsxFragment(node);
    isIntricate ||= isClass(node) || is.isInterfaceDeclaration(node);
    node.forEachChild(enter);
  };
  enter(region);
  isIntricate ||= [...assigned.values()].some((root) => declared.has(root));
  return { assigned: [...assigned.keys()].sort(), imports: [...imports].sort(), usesThis, holdsJsx, isIntricate };
}

/** What a node assigns to, and the names that those places begin with. */
function targetsOf(node: Node): readonly { readonly target: string; readonly root: string }[] {
  const place = placeOf(node);
  if (!place) return [];
  const found: { target: string; root: string }[] = [];
  const look = (at: Node): void => {
    let root = at;
    while (is.isPropertyAccessExpression(root) || is.isElementAccessExpression(root) || is.isNonNullExpression(root)) root = root.expression;
    if (is.isIdentifier(root)) found.push({ target: at.getText(), root: root.text });
    else at.forEachChild(look);
  };
  look(place);
  return found;
}

const steps: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.PlusPlusToken, SyntaxKind.MinusMinusToken]);

function placeOf(node: Node): Node | undefined {
  if (is.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment ? node.left : undefined;
  }
  if (is.isPostfixUnaryExpression(node)) return node.operand;
  if (is.isPrefixUnaryExpression(node)) return steps.has(node.operator) ? node.operand : undefined;
  return is.isForInStatement(node) || is.isForOfStatement(node) ? node.initializer : undefined;
}
