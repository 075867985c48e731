/**
 * What happens to a promise on the paths from where it is started to where its name ends.
 *
 * Silence is the answer wherever paths are hard to tell apart: a name that a nested function mentions, a label, a
 * condition on the promise itself. A loop whose body handles it counts as having done so, although it may run zero times.
 */
import { enclosingFunction, isClass, isFunction } from "../../core/functions.ts";
import {
  type DoStatement,
  type ForInStatement,
  type ForOfStatement,
  type ForStatement,
  type Node,
  SyntaxKind,
  type TryStatement,
  type VariableDeclaration,
  type WhileStatement,
  is,
} from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";
import { type Use, useOf } from "./uses.ts";

export interface Flow {
  readonly uses: readonly { readonly at: Node; readonly use: Use }[];
  /** Where the name is left, or skipped by a condition, before anything was done with the promise. */
  readonly exits: readonly Node[];
  /** What is waited for while the promise has no handler. */
  readonly waits: readonly Node[];
}

/** Undefined where the name can be seen from elsewhere, or where another thing bears it. */
export function flowOf(declaration: VariableDeclaration): Flow | undefined {
  const known = flows.get(declaration);
  if (known) return known.flow;
  const flow = work(declaration);
  flows.set(declaration, { flow });
  return flow;
}

const flows = new WeakMap<VariableDeclaration, { readonly flow: Flow | undefined }>();

function work(declaration: VariableDeclaration): Flow | undefined {
  const statement = declaration.parent.parent;
  if (!statement || !is.isVariableStatement(statement) || statement.modifiers?.length) return undefined;
  const scope = statement.parent;
  if (!is.isBlock(scope) && !is.isSourceFile(scope)) return undefined;
  // Other scripts see what a script declares.
  if (is.isSourceFile(scope) && scope.externalModuleIndicator === undefined) return undefined;
  const uses = usesOf(declaration.name, scope).map((at) => ({ at, use: useOf(at) }));
  if (uses.some(({ use }) => use === "unclear")) return undefined;
  const fn = enclosingFunction(declaration);
  const isPlain = uses.every(({ at }) => enclosingFunction(at) === fn);
  if (!isPlain) return { uses, exits: [], waits: [] };
  const walk = new Walk(uses);
  let pending = true;
  for (const each of after(declaration, statement.declarationList.declarations)) pending = walk.expression(each, pending);
  for (const each of after(statement, scope.statements)) pending = walk.statement(each, pending);
  if (walk.unclear) return { uses, exits: [], waits: walk.waits };
  const skipped = pending ? (walk.split ?? declaration) : undefined;
  return { uses, exits: skipped ? [...walk.exits, skipped] : walk.exits, waits: walk.waits };
}

function after<T>(item: T, list: readonly T[]): readonly T[] {
  return list.slice(list.indexOf(item) + 1);
}

/** Each step is told whether a path comes to it with the promise still unhandled, and says whether one goes on so. */
class Walk {
  exits: Node[] = [];
  waits: Node[] = [];
  unclear = false;
  /** The last condition of which only one side handles the promise. */
  split: Node | undefined;
  readonly #handing: ReadonlySet<Node>;
  readonly #looking: ReadonlySet<Node>;
  /** What a `break` leaves: a loop, or a switch with what reaches its end. */
  readonly #inside: { readonly loop: boolean; pending: boolean }[] = [];
  /** The `catch` blocks that a throw would reach. */
  readonly #catches: { pending: boolean }[] = [];

  constructor(uses: Flow["uses"]) {
    this.#handing = new Set(uses.filter(({ use }) => use === "handed").map(({ at }) => at));
    this.#looking = new Set(uses.filter(({ use }) => use !== "handed").map(({ at }) => at));
  }

  statement(node: Node, pending: boolean): boolean {
    if (!pending || this.unclear) return false;
    if (is.isBlock(node)) return node.statements.reduce((still, each) => this.statement(each, still), true);
    if (is.isIfStatement(node)) return this.#choose(node.expression, node.thenStatement, node.elseStatement);
    if (is.isTryStatement(node)) return this.#attempt(node);
    if (is.isSwitchStatement(node)) return this.#switch(node.expression, node.caseBlock.clauses);
    if (isLoop(node)) return this.#loop(node);
    if (is.isLabeledStatement(node)) return this.#stop();
    if (is.isReturnStatement(node)) return this.#leave(node, node.expression);
    if (is.isThrowStatement(node)) return this.#throw(node);
    if (is.isBreakStatement(node) || is.isContinueStatement(node)) return this.#jump(node);
    return this.expression(node, true);
  }

  expression(node: Node, pending: boolean): boolean {
    if (!pending || this.#handing.has(node)) return false;
    if (isFunction(node) || isClass(node) || is.isTypeNode(node)) return true;
    if (is.isConditionalExpression(node)) return this.#choose(node.condition, node.whenTrue, node.whenFalse);
    const isShort = is.isBinaryExpression(node) && isShortCut(node.operatorToken.kind);
    if (isShort) return this.#choose(node.left, node.right, undefined);
    let still = true;
    node.forEachChild((child) => void (still = this.expression(child, still)));
    if (still && is.isAwaitExpression(node)) this.waits.push(node);
    return still && !endsProcess(node);
  }

  #choose(condition: Node, first: Node, second: Node | undefined): boolean {
    if (this.#within(condition, this.#looking)) return this.#stop();
    if (!this.expression(condition, true)) return false;
    const one = this.statement(first, true);
    const other = second ? this.statement(second, true) : true;
    if (one !== other) this.split = condition;
    return one || other;
  }

  /** From here on paths cannot be told apart. What was found so far holds, but for where paths end. */
  #stop(): boolean {
    this.unclear = true;
    return false;
  }

  #switch(subject: Node, clauses: readonly Node[]): boolean {
    if (!this.expression(subject, true)) return false;
    const inside = { loop: false, pending: false };
    this.#inside.push(inside);
    let last = false;
    let hasDefault = false;
    for (const clause of clauses as readonly (Node & { statements: readonly Node[] })[]) {
      hasDefault ||= is.isDefaultClause(clause);
      last = clause.statements.reduce((still, each) => this.statement(each, still), true);
    }
    this.#inside.pop();
    return last || inside.pending || !hasDefault;
  }

  #loop(node: Loop): boolean {
    for (const head of headsOf(node)) if (!this.expression(head, true)) return false;
    if (is.isForOfStatement(node) && node.awaitModifier) this.waits.push(node.expression);
    this.#inside.push({ loop: true, pending: false });
    this.statement(node.statement, true);
    this.#inside.pop();
    return !this.#within(node, this.#handing);
  }

  #attempt({ tryBlock, catchClause, finallyBlock }: TryStatement): boolean {
    const before = this.exits;
    this.exits = [];
    const caught = { pending: false };
    if (catchClause) this.#catches.push(caught);
    const done = this.statement(tryBlock, true);
    if (catchClause) this.#catches.pop();
    const handled = catchClause ? this.statement(catchClause.block, caught.pending) : false;
    const exits = this.exits;
    this.exits = before;
    if (finallyBlock && this.#within(finallyBlock, this.#handing)) return false;
    this.exits.push(...exits);
    return finallyBlock ? this.statement(finallyBlock, done || handled) : done || handled;
  }

  #leave(node: Node, value: Node | undefined): boolean {
    if (!value || this.expression(value, true)) this.exits.push(node);
    return false;
  }

  #throw(node: Node & { readonly expression: Node }): boolean {
    if (!this.expression(node.expression, true)) return false;
    const caught = this.#catches.at(-1);
    if (caught) caught.pending = true;
    else this.exits.push(node);
    return false;
  }

  #jump(node: Node): boolean {
    const around = is.isBreakStatement(node) ? this.#inside.at(-1) : this.#inside.findLast(({ loop }) => loop);
    if (around) around.pending = true;
    else this.exits.push(node);
    return false;
  }

  #within(node: Node, wanted: ReadonlySet<Node>): boolean {
    return [...wanted].some((each) => each.pos >= node.pos && each.end <= node.end);
  }
}

type Loop = ForStatement | ForInStatement | ForOfStatement | WhileStatement | DoStatement;

function isLoop(node: Node): node is Loop {
  const isFor = is.isForStatement(node) || is.isForInStatement(node) || is.isForOfStatement(node);
  return isFor || is.isWhileStatement(node) || is.isDoStatement(node);
}

/** What of a loop runs at least once, before its body does. */
function headsOf(loop: Loop): readonly Node[] {
  if (is.isDoStatement(loop)) return [];
  if (!is.isForStatement(loop)) return [loop.expression];
  return [loop.initializer, loop.condition].filter((head) => head !== undefined);
}

function isShortCut(operator: SyntaxKind): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = SyntaxKind;
  return operator === AmpersandAmpersandToken || operator === BarBarToken || operator === QuestionQuestionToken;
}

function endsProcess(node: Node): boolean {
  return is.isCallExpression(node) && node.expression.getText() === "process.exit";
}
