/** What is given back when a block ends, while a promise that leaves the block still needs it. */
import { isFunction } from "../../core/functions.ts";
import {
  type CallExpression,
  type Identifier,
  type Node,
  NodeFlags,
  type TryStatement,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { usesOf } from "./uses.ts";

export interface Outlived {
  /** What is said of it: `connection`. */
  readonly name: string;
  /** Where it is given back. */
  readonly at: Node;
  readonly by: "finally" | "using" | "timer" | "removal";
  /** The promise is seen to work with it. */
  readonly used: boolean;
  /** The name of the thing, where its type has a say. */
  readonly thing?: Identifier;
}

/** Gives back what others wait for: whatever is done under a lock needs it. */
const unlocks = /^(release|unlock|releaseLock|unlockAsync|done)$/;
/** Ends a thing at once. What waits for the work in flight (`quit`, `drain`) is not among them. */
const ends = /^(close|end|release|destroy|dispose|disconnect|terminate|unlock|\[Symbol\.(async)?[dD]ispose\])$/;
const removes = /^(unlink|rm|rmdir|remove|unlinkSync|rmSync|rmdirSync)$/;

/** The first thing that is given back by a `finally` or a `using` around a place before `promise` has settled. */
export function outlivedBy(promise: Node, place: Node): Outlived | undefined {
  // A chain that ends in a release of its own waits for the work.
  if (/\.finally\(/.test(promise.getText())) return undefined;
  const used = namesIn(promise);
  for (let at = place; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    const hasFinally = is.isTryStatement(parent) && parent.finallyBlock !== at;
    const found = hasFinally ? releasedIn(parent, used) : usingBefore(at, promise);
    if (found) return found;
  }
  return undefined;
}

/** The names that an expression is made with: what it calls something on, and what it hands over. */
function namesIn(promise: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && !isPropertyName(node)) names.add(node.text);
    node.forEachChild(look);
  };
  look(promise);
  return names;
}

function isPropertyName(node: Node): boolean {
  const { parent } = node;
  if (is.isPropertyAccessExpression(parent)) return parent.name === node;
  return is.isPropertyAssignment(parent) && parent.name === node;
}

function releasedIn({ finallyBlock, parent }: TryStatement, used: ReadonlySet<string>): Outlived | undefined {
  let found: Outlived | undefined;
  const look = (node: Node): void => {
    if (found || isFunction(node)) return;
    if (is.isCallExpression(node)) found = releasedBy(node, used, parent);
    if (found && !isCertain(node, found, finallyBlock)) found = undefined;
    node.forEachChild(look);
  };
  if (finallyBlock) look(finallyBlock);
  return found;
}

/** What is released only if something else than itself is so may well be kept for the promise. */
function isCertain(release: Node, { name }: Outlived, block: Node | undefined): boolean {
  for (let at = release; at !== block && at.parent; at = at.parent) {
    const condition = conditionOf(at.parent);
    if (condition && [...namesIn(condition)].some((each) => each !== name && each !== "undefined")) return false;
  }
  return true;
}

function conditionOf(node: Node): Node | undefined {
  if (is.isIfStatement(node)) return node.expression;
  if (is.isConditionalExpression(node)) return node.condition;
  return is.isBinaryExpression(node) ? node.left : undefined;
}

function releasedBy(call: CallExpression, used: ReadonlySet<string>, scope: Node): Outlived | undefined {
  const callee = skipWrapping(call.expression);
  const [first] = call.arguments;
  if (is.isPropertyAccessExpression(callee)) {
    const thing = skipWrapping(callee.expression);
    if (!is.isIdentifier(thing)) return undefined;
    if (removes.test(callee.name.text) && first && is.isIdentifier(first) && used.has(first.text)) {
      return { name: first.text, at: call, by: "removal", used: true };
    }
    const isUsed = used.has(thing.text);
    const isUnlocked = unlocks.test(callee.name.text) && readsLikeLock(thing.text);
    if (!isUnlocked && !(isUsed && ends.test(callee.name.text))) return undefined;
    return { name: thing.text, at: call, by: "finally", used: true, thing };
  }
  if (!is.isIdentifier(callee)) return undefined;
  if (callee.text === "clearTimeout" && first && is.isIdentifier(first)) return boundBy(first.text, call, used, scope);
  if (removes.test(callee.text) && first && is.isIdentifier(first) && used.has(first.text)) {
    return { name: first.text, at: call, by: "removal", used: true };
  }
  const made = unlocks.test(callee.text) ? madeOf(callee.text, scope) : undefined;
  const isLock = /\b(acquire|lock)\w*\(/i.test(made?.getText() ?? "");
  return isLock ? { name: "the lock", at: call, by: "finally", used: true } : undefined;
}

function readsLikeLock(name: string): boolean {
  return /lock|mutex|semaphore/i.test(name);
}

/** `setTimeout(() => controller.abort(), …)` bounds what is given the controller's signal, until it is cleared. */
function boundBy(timer: string, at: Node, used: ReadonlySet<string>, scope: Node): Outlived | undefined {
  const set = madeOf(timer, scope);
  const aborted = set && /^(?:window\.|globalThis\.)?setTimeout\([^]*?(\w+)\.abort\b/.exec(set.getText())?.[1];
  return aborted && used.has(aborted) ? { name: timer, at, by: "timer", used: true } : undefined;
}

/** What a variable of that name begins with, in the blocks around a place. */
function madeOf(name: string, place: Node): Node | undefined {
  for (let at: Node | undefined = place; at && !isFunction(at); at = at.parent) {
    const made = declarationsIn(at).find((each) => each.name.getText() === name);
    if (made?.initializer) return made.initializer;
  }
  return undefined;
}

function declarationsIn(block: Node): readonly VariableDeclaration[] {
  if (!is.isBlock(block) && !is.isSourceFile(block)) return [];
  const statements = block.statements.filter((each) => is.isVariableStatement(each));
  return statements.flatMap((each) => [...each.declarationList.declarations]);
}

function usingBefore(at: Node, promise: Node): Outlived | undefined {
  const { parent } = at;
  if (!is.isBlock(parent)) return undefined;
  const before = declarationsIn(parent).filter((each) => each.pos < at.pos);
  const declarations = before.filter((each) => each.parent.flags & NodeFlags.Using);
  const needed = declarations.find(({ name }) => usesOf(name, promise).some(isWorkedWith));
  const declaration = needed ?? declarations.find((each) => isForScope(each, parent));
  if (!declaration) return undefined;
  const isNeeded = needed !== undefined || readsLikeLock(declaration.getText());
  return { name: declaration.name.getText(), at: declaration, by: "using", used: isNeeded };
}

/** It is called, or handed over. What is only read of it is there before it is disposed of. */
function isWorkedWith(use: Node): boolean {
  let at = use;
  while (is.isPropertyAccessExpression(at.parent) && at.parent.expression === at) at = at.parent;
  return at === use || (is.isCallExpression(at.parent) && at.parent.expression === at);
}

/** A lock or a span that holds for the whole block: nothing works with it, or it is named so. */
function isForScope({ name, initializer }: VariableDeclaration, block: Node): boolean {
  return readsLikeLock(`${name.getText()} ${initializer?.getText() ?? ""}`) || usesOf(name, block).length === 0;
}
