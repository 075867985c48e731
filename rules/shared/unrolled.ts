/** An async executor as the async function that it wants to be: `return x` for `resolve(x)`, `throw e` for `reject(e)`. */
import { enclosingFunction } from "../../core/functions.ts";
import { type ArrowFunction, type CallExpression, type NewExpression, type Node, type Statement, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { settlersOf } from "./promise-maker.ts";

/** What writes it; undefined where the two would not do the same. */
export function unrolling(made: NewExpression, executor: ArrowFunction): ((writer: Writer) => void) | undefined {
  const settlements = settlementsIn(executor);
  if (!settlements || opensStatement(made) || hasCommentsAround(made, executor)) return undefined;
  if (is.isBlock(executor.body) ? !settles(executor.body, settlements) : settlements.length !== 1) return undefined;
  return (writer) => {
    const [type] = made.typeArguments ?? [];
    const result = type ? `: Promise<${type.getText()}>` : "";
    writer.replaceSpan({ start: made.getStart(), end: executor.body.getStart() }, `(async ()${result} => `);
    writer.replaceSpan({ start: executor.end, end: made.end }, ")()");
    for (const settlement of settlements) rewrite(settlement, writer);
  };
}

interface Settlement {
  readonly call: CallExpression;
  readonly word: "return" | "throw";
  /** The statement that it is, or the executor itself where it is all that one does. */
  readonly holder: Node;
  /** `return;` right behind it. */
  readonly then: Node | undefined;
}

/** Every use of the two functions; undefined where one of them is more than a plain call at the end of a path. */
function settlementsIn(executor: ArrowFunction): readonly Settlement[] | undefined {
  const { resolve, reject } = settlersOf(executor);
  const found: Settlement[] = [];
  let isSimple = executor.parameters.every(({ name }) => is.isIdentifier(name));
  const look = (node: Node): void => {
    const isSettler = is.isIdentifier(node) && (node.text === resolve || node.text === reject);
    if (isSettler && !is.isParameterDeclaration(node.parent)) {
      const settlement = settlementAt(node, node.text === resolve ? "return" : "throw", executor);
      if (settlement) found.push(settlement);
      else isSimple = false;
    }
    node.forEachChild(look);
  };
  look(executor);
  return isSimple ? found : undefined;
}

function settlementAt(name: Node, word: "return" | "throw", executor: ArrowFunction): Settlement | undefined {
  const call = name.parent;
  if (!is.isCallExpression(call) || call.expression !== name || enclosingFunction(call) !== executor) return undefined;
  const [value, ...more] = call.arguments;
  if (more.length > 0 || (value ? is.isSpreadElement(value) : word === "throw")) return undefined;
  if (value && hasComment(call.getSourceFile().text.slice(value.end, call.end))) return undefined;
  if (value && hasComment(call.getSourceFile().text.slice(call.expression.end, value.getStart()))) return undefined;
  const holder = call.parent;
  if (holder === executor) return word === "return" && value ? { call, word, holder, then: undefined } : undefined;
  if (isCovered(call, executor)) return undefined;
  if (is.isReturnStatement(holder)) return { call, word, holder, then: undefined };
  if (!is.isExpressionStatement(holder)) return undefined;
  const then = bareReturnAfter(holder);
  return then || isLast(holder, executor) ? { call, word, holder, then } : undefined;
}

/** Is it in a `try` that would take what is thrown there, or that does something afterwards? */
function isCovered(node: Node, executor: Node): boolean {
  for (let at = node; at !== executor; at = at.parent) {
    if (is.isTryStatement(at.parent) && (at.parent.tryBlock === at || at.parent.finallyBlock)) return true;
  }
  return false;
}

function bareReturnAfter(statement: Statement): Node | undefined {
  if (!is.isBlock(statement.parent)) return undefined;
  const { statements } = statement.parent;
  const next = statements[statements.indexOf(statement) + 1];
  if (!next || !is.isReturnStatement(next) || next.expression) return undefined;
  return hasComment(statement.getSourceFile().text.slice(statement.end, next.getStart())) ? undefined : next;
}

/** Does nothing come after it in the executor? */
function isLast(statement: Node, executor: ArrowFunction): boolean {
  const { parent } = statement;
  if (parent === executor) return true;
  if (is.isIfStatement(parent) || is.isCatchClause(parent)) return isLast(parent, executor);
  if (is.isTryStatement(parent)) return parent.tryBlock !== statement && isLast(parent, executor);
  return is.isBlock(parent) && parent.statements.at(-1) === statement && isLast(parent, executor);
}

/** Does every path through the body settle the promise, as far as it comes to an end at all? */
function settles(body: Node, settlements: readonly Settlement[]): boolean {
  const all = new Set(settlements.flatMap(({ holder, then }) => (then ? [holder, then] : [holder])));
  let isSimple = true;
  const look = (node: Node): void => {
    if (is.isReturnStatement(node) && !all.has(node) && enclosingFunction(node) === body.parent) isSimple = false;
    node.forEachChild(look);
  };
  look(body);
  return isSimple && ends(body, all);
}

function ends(statement: Node | undefined, all: ReadonlySet<Node>): boolean {
  if (!statement) return false;
  if (all.has(statement) || is.isThrowStatement(statement)) return true;
  if (is.isBlock(statement)) return ends(statement.statements.at(-1), all);
  if (is.isIfStatement(statement)) return ends(statement.thenStatement, all) && ends(statement.elseStatement, all);
  return false;
}

function rewrite({ call, word, holder, then }: Settlement, writer: Writer): void {
  const [value] = call.arguments;
  const isWhole = !is.isExpressionStatement(holder) && !is.isReturnStatement(holder);
  const lead = isWhole ? "" : `${word} `;
  const start = is.isReturnStatement(holder) ? holder.getStart() : call.getStart();
  if (!value) writer.replaceSpan({ start, end: call.end }, word);
  else if (isWhole || standsOnOneLine(call, value)) {
    writer.replaceSpan({ start, end: value.getStart() }, lead + (isWhole ? "(" : ""));
    writer.replaceSpan({ start: value.end, end: call.end }, isWhole ? ")" : "");
  } else {
    const { text } = call.getSourceFile();
    const comma = text.indexOf(",", value.end);
    writer.replaceSpan({ start, end: call.expression.end }, lead);
    if (comma >= 0 && comma < call.end) writer.replaceSpan({ start: comma, end: comma + 1 }, "");
  }
  if (then) writer.replaceSpan({ start: holder.end, end: then.end }, "");
}

/** A line break behind `return` would end the statement. */
function standsOnOneLine(call: CallExpression, value: Node): boolean {
  const { text } = call.getSourceFile();
  return !/\n/.test(text.slice(call.expression.end, value.getStart()) + text.slice(value.end, call.end));
}

/** A statement that begins with a parenthesis may be taken for the end of the one before it. */
function opensStatement(made: Node): boolean {
  let at = made;
  while (at.parent && at.parent.getStart() === made.getStart()) at = at.parent;
  return is.isExpressionStatement(at);
}

function hasCommentsAround(made: NewExpression, executor: ArrowFunction): boolean {
  const { text } = made.getSourceFile();
  const { body } = executor;
  return hasComment(text.slice(made.getStart(), body.getStart())) || hasComment(text.slice(executor.end, made.end));
}

function hasComment(text: string): boolean {
  return /\/[/*]/.test(text);
}
