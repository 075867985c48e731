/**
 * Paths through a function's body: from a place to where the function ends, or to the first of the nodes searched for.
 *
 * A loop whose body holds such a node counts as having come to it, although it may run zero times.
 */
import { isClass, isFunction } from "../../core/functions.ts";
import {
  type DoStatement,
  type ForInStatement,
  type ForOfStatement,
  type ForStatement,
  type Node,
  SyntaxKind,
  type TryStatement,
  type WhileStatement,
  is,
} from "../../core/ts.ts";

/** Each step is told whether a path comes to it without having met an end, and says whether one goes on so. */
export class Walk {
  /** Where the function is left before an end was met. */
  exits: Node[] = [];
  /** What is awaited before an end is met. */
  readonly waits: Node[] = [];
  /** Calls and accesses on the way to an end. */
  readonly passed: Node[] = [];
  /** The ends that were met. */
  readonly reached: Node[] = [];
  /** Paths could not be told apart from some place on: what was found so far holds, but for where they lead. */
  unclear = false;
  /** The last condition of which only one side meets an end. */
  split: Node | undefined;
  readonly #ends: ReadonlySet<Node>;
  readonly #looking: ReadonlySet<Node>;
  /** What a `break` leaves: a loop, or a switch with what reaches its end. */
  readonly #inside: { readonly loop: boolean; pending: boolean }[] = [];
  /** The `catch` blocks that a throw would reach. */
  readonly #catches: { pending: boolean }[] = [];

  /** `looking` are the nodes that make a condition one on the very thing that is searched for. */
  constructor(ends: Iterable<Node>, looking: Iterable<Node>) {
    this.#ends = new Set(ends);
    this.#looking = new Set(looking);
  }

  /** Goes on behind a node, to the end of the function `owner` around it. Those between them are run where they stand. */
  after(node: Node, owner: Node): boolean {
    this.#enter(node, owner);
    let pending = true;
    for (let at = node; at !== owner; at = at.parent) {
      const { parent } = at;
      if (is.isReturnStatement(parent)) pending = this.#leave(parent, undefined);
      else if (parent !== owner && isFunction(parent)) pending = this.#leaveNested(pending);
      else pending = this.#leaveStatement(at, parent, pending);
    }
    return pending;
  }

  /** What is left on the way out of a node has to be there first: loops, `switch` and `try`, from the outside in. */
  #enter(node: Node, owner: Node): void {
    const around: Node[] = [];
    for (let at = node; at !== owner; at = at.parent) around.unshift(at);
    for (const [index, each] of around.slice(0, -1).entries()) {
      const inner = around[index + 1];
      if (isLoop(each) && each.statement === inner) this.#inside.push({ loop: true, pending: false });
      if (is.isSwitchStatement(each) && each.caseBlock === inner) this.#inside.push({ loop: false, pending: false });
      if (is.isTryStatement(each) && each.tryBlock === inner && each.catchClause) this.#catches.push({ pending: false });
      if (is.isLabeledStatement(each)) this.#stop();
    }
  }

  #leaveStatement(at: Node, parent: Node, pending: boolean): boolean {
    const isList = is.isBlock(parent) || is.isSourceFile(parent) || is.isCaseClause(parent) || is.isDefaultClause(parent);
    if (isList) return this.#list(following(at, parent.statements), pending);
    if (is.isCaseBlock(parent)) {
      return this.#list(following(at, parent.clauses).flatMap((each) => each.statements), pending);
    }
    if (is.isTryStatement(parent)) return this.#leaveTry(at, parent, pending);
    const isBody = isLoop(parent) ? parent.statement === at : is.isSwitchStatement(parent) && parent.caseBlock === at;
    return (isBody && this.#inside.pop()?.pending) || pending;
  }

  #leaveTry(at: Node, { tryBlock, catchClause, finallyBlock }: TryStatement, pending: boolean): boolean {
    let still = pending;
    const isCaught = at === tryBlock && catchClause && this.#catches.pop()?.pending;
    if (isCaught) still = this.statement(catchClause.block, true) || still;
    return finallyBlock && at !== finallyBlock ? this.statement(finallyBlock, still) : still;
  }

  /** Who returns from a function that is run where it stands is still in the one around it. */
  #leaveNested(pending: boolean): boolean {
    const isLeft = pending || this.exits.length > 0;
    this.exits = [];
    return isLeft;
  }

  #list(statements: readonly Node[], pending: boolean): boolean {
    return statements.reduce((still, each) => this.statement(each, still), pending);
  }

  statement(node: Node, pending: boolean): boolean {
    if (!pending || this.unclear) return false;
    if (is.isBlock(node)) return this.#list(node.statements, true);
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
    if (!pending) return false;
    if (this.#ends.has(node)) {
      this.reached.push(node);
      return false;
    }
    if (isFunction(node) || isClass(node) || is.isTypeNode(node)) return true;
    if (is.isConditionalExpression(node)) return this.#choose(node.condition, node.whenTrue, node.whenFalse);
    const isShort = is.isBinaryExpression(node) && isShortCut(node.operatorToken.kind);
    if (isShort) return this.#choose(node.left, node.right, undefined);
    if (isStep(node)) this.passed.push(node);
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
      last = this.#list(clause.statements, true);
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
    return !this.#within(node, this.#ends);
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
    if (finallyBlock && this.#within(finallyBlock, this.#ends)) return false;
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

export type Loop = ForStatement | ForInStatement | ForOfStatement | WhileStatement | DoStatement;

export function isLoop(node: Node): node is Loop {
  const isFor = is.isForStatement(node) || is.isForInStatement(node) || is.isForOfStatement(node);
  return isFor || is.isWhileStatement(node) || is.isDoStatement(node);
}

/** What of a loop runs at least once, before its body does. */
function headsOf(loop: Loop): readonly Node[] {
  if (is.isDoStatement(loop)) return [];
  if (!is.isForStatement(loop)) return [loop.expression];
  return [loop.initializer, loop.condition].filter((head) => head !== undefined);
}

function isStep(node: Node): boolean {
  const isCall = is.isCallExpression(node) || is.isNewExpression(node);
  return isCall || is.isPropertyAccessExpression(node) || is.isAwaitExpression(node);
}

export function following<T>(item: unknown, list: readonly T[]): readonly T[] {
  return list.slice(list.indexOf(item as T) + 1);
}

export function isShortCut(operator: SyntaxKind): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = SyntaxKind;
  return operator === AmpersandAmpersandToken || operator === BarBarToken || operator === QuestionQuestionToken;
}

export function endsProcess(node: Node): boolean {
  return is.isCallExpression(node) && node.expression.getText() === "process.exit";
}
