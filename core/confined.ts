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
import { preorder } from "./preorder.ts";
import { type Identifier, type Node, type SourceFile, SyntaxKind, is } from "./ts.ts";

export interface Confined {
  readonly before: SourceFile;
  readonly after: SourceFile;
  /** Every node outside of the edit, as it was before and as it is after. */
  forEachPair(visit: (before: Node, after: Node) => void): void;
}

/** Undefined for an edit that may be felt elsewhere. */
export function confinedEdit(before: SourceFile, after: SourceFile): Confined | undefined {
  if (!/\.[cm]?tsx?$/.test(after.fileName) || /\.d\.[^/]*ts$/.test(after.fileName)) return undefined;
  const span = changedSpan(before.text, after.text);
  const region = span && regionAround(before, span);
  if (span && !region) return undefined;
  const trees = new Trees(before, after, region);
  if (!trees.areSameOutside()) return undefined;
  if (region && !isKeptInside(region, trees.counterpart, trees.outerNames())) return undefined;
  return { before, after, forEachPair: (visit) => trees.forEachPair(visit) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The part of the old text that is another now; undefined where none is. */
function changedSpan(before: string, after: string): Span | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same };
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

/** The trees before and after an edit, held against each other outside of the region that it is in. */
class Trees {
  readonly #before: readonly Node[];
  readonly #after: readonly Node[];
  readonly #region: Node | undefined;
  readonly #delta: number;
  /** Where the region begins among the nodes, and how many it has. */
  readonly #at: number;
  readonly #sizeBefore: number;
  readonly #sizeAfter: number;

  constructor(before: SourceFile, after: SourceFile, region: Node | undefined) {
    this.#before = preorder(before);
    this.#after = preorder(after);
    this.#region = region;
    this.#delta = after.text.length - before.text.length;
    this.#at = region ? this.#before.indexOf(region) : this.#before.length;
    this.#sizeBefore = region ? sizeAt(this.#before, this.#at, region.end) : 0;
    this.#sizeAfter = region ? sizeAt(this.#after, this.#at, region.end + this.#delta) : 0;
  }

  /** What the region has become. */
  get counterpart(): Node {
    return this.#after[this.#at] as Node;
  }

  areSameOutside(): boolean {
    if (this.#before.length - this.#sizeBefore !== this.#after.length - this.#sizeAfter) return false;
    const { counterpart } = this;
    if (this.#region && !this.#isSame(this.#region, counterpart)) return false;
    let same = true;
    this.forEachPair((before, after) => {
      same &&= this.#isSame(before, after);
    });
    return same;
  }

  forEachPair(visit: (before: Node, after: Node) => void): void {
    for (let index = 0; index < this.#at; index++) visit(this.#before[index] as Node, this.#after[index] as Node);
    const grown = this.#sizeAfter - this.#sizeBefore;
    for (let index = this.#at + this.#sizeBefore; index < this.#before.length; index++) {
      visit(this.#before[index] as Node, this.#after[index + grown] as Node);
    }
  }

  /** The names that are declared where the region can see them. */
  outerNames(): ReadonlySet<string> {
    const region = this.#region as Node;
    const names = new Set<string>();
    this.forEachPair((before) => {
      if (before.kind !== SyntaxKind.Identifier || !declares(before)) return;
      const fn = enclosingFunction(before.parent);
      if (fn.pos <= region.pos && fn.end >= region.end) names.add((before as Identifier).text);
    });
    return names;
  }

  #isSame(before: Node, after: Node): boolean {
    return before.kind === after.kind && this.#shifted(before.pos) === after.pos && this.#shifted(before.end) === after.end;
  }

  #shifted(offset: number): number {
    return this.#region && offset >= this.#region.end ? offset + this.#delta : offset;
  }
}

/** How many nodes the one at an index has, itself included: what follows it in the text begins where it ends. */
function sizeAt(nodes: readonly Node[], at: number, end: number): number {
  let next = at + 1;
  while (next < nodes.length && (nodes[next] as Node).pos < end) next++;
  return next - at;
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

function isKeptInside(before: Node, after: Node, outerNames: ReadonlySet<string>): boolean {
  const [old, now] = [effectsOf(before, outerNames), effectsOf(after, outerNames)];
  return !old.isIntricate && !now.isIntricate && isDeepStrictEqual(old, now);
}

function effectsOf(region: Node, outerNames: ReadonlySet<string>): Effects {
  const assigned = new Map<string, string>();
  const declared = new Set<string>();
  const imports = new Set<string>();
  let usesThis = false;
  let holdsJsx = false;
  let isIntricate = false;
  const enter = (node: Node): void => {
    if (is.isIdentifier(node) && declares(node)) declared.add(node.text);
    for (const { target, root } of targetsOf(node)) if (outerNames.has(root)) assigned.set(target, root);
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
