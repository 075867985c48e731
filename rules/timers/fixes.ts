/** Clearing a timer whatever happens, where the code is simple enough to see that it stays the same otherwise. */
import type { Questions } from "../../core/context.ts";
import { enclosingFunction, isAsync, isFunction, isGenerator, walkBody } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Fix } from "../../core/rule.ts";
import {
  type Asking,
  type CallExpression,
  type ExpressionStatement,
  type Node,
  type ReturnStatement,
  type Statement,
  SyntaxKind,
  is,
} from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { hasMember } from "../shared/types.ts";
import type { Fate } from "./handle.ts";
import type { RacingTimer } from "./race.ts";

const title = "Clear the timer whatever happens";

/** The one promise that can fail before the timer is cleared clears it itself. */
export function* chained(fate: Fate, ctx: Questions): Asking<readonly Fix[]> {
  if (fate.kind !== "success" || fate.clears.length !== 1 || fate.failing.length !== 1) return [];
  const [clear] = fate.clears;
  const [failing] = fate.failing;
  const statement = clear?.parent;
  if (!clear || !failing || !statement || !is.isExpressionStatement(statement)) return [];
  if (!is.isCallExpression(failing) || certainlyIn(failing) !== statement.parent || !standsAlone(statement)) return [];
  if (!(yield* hasMember(failing, "finally", ctx))) return [];
  const name = fate.declaration.name.getText();
  return [fixOf((writer) => {
    writer.chain(failing, `.finally(() => clearTimeout(${name}))`);
    writer.replaceSpan({ start: statement.pos, end: statement.end }, "");
  })];
}

/** The handle is kept where it is not yet, and the race clears it. */
export function kept(race: CallExpression, { set, made }: RacingTimer, fate: Fate): readonly Fix[] {
  if (fate.kind !== "never" || !made || hasLoopBetween(race, made)) return [];
  const finish = (writer: Writer, name: string) => writer.chain(race, `.finally(() => clearTimeout(${name}))`);
  if (fate.declaration) {
    const name = fate.declaration.name.getText();
    const isVisible = contains(blockOf(fate.declaration), race) && fate.declaration.pos < race.pos;
    return isVisible ? [fixOf((writer) => finish(writer, name))] : [];
  }
  const statement = statementOf(made);
  const name = freeName(race);
  // Where Node and a page both declare it, only the plain name's type is what it hands back.
  const isPlain = is.isIdentifier(set.expression);
  const canKeep = isPlain && (is.isExpressionStatement(set.parent) || is.isArrowFunction(set.parent));
  if (!statement || !name || !canKeep || !contains(statement.parent, race)) return [];
  if (enclosingFunction(race) !== enclosingFunction(statement)) return [];
  const isTyped = /\.[cm]?tsx?$/.test(race.getSourceFile().fileName);
  const type = isTyped ? ": ReturnType<typeof setTimeout> | undefined" : "";
  return [fixOf((writer) => {
    const end = endOf(statement);
    writer.insertBefore(statement, `let ${name}${type}${end}${lineBefore(statement)}`);
    keepHandle(writer, set, name, end);
    finish(writer, name);
  })];
}

/** What comes after the timer is set stands in a `try` whose `finally` clears it. */
export function* guarded(set: CallExpression, fate: Fate, ctx: Questions): Asking<readonly Fix[]> {
  const statement = statementOf(set);
  const fn = enclosingFunction(set);
  const body = isFunction(fn) && isAsync(fn) && !isGenerator(fn) ? fn.body : undefined;
  if (fate.kind !== "never" || !body || !is.isBlock(body) || !statement || statement.parent !== body) return [];
  if (!fate.declaration && set.parent !== statement) return [];
  const rest = body.statements.slice(body.statements.indexOf(statement) + 1);
  const [first] = rest;
  const last = rest.at(-1);
  const name = fate.declaration ? fate.declaration.name.getText() : freeName(set);
  if (!first || !last || !name || !canBeIndented(first, last)) return [];
  if (rest.some((each) => is.isFunctionDeclaration(each))) return [];
  const returned: Node[] = [];
  for (const value of returnedFrom(rest)) if ((yield* ctx.promised(value)).thenable) returned.push(value);
  return [fixOf((writer) => {
    if (!fate.declaration) writer.insertBefore(set.parent, `const ${name} = `);
    for (const value of returned) writer.awaitExpression(value);
    wrap(writer, first, last, `clearTimeout(${name})${endOf(statement)}`);
  })];
}

/** Whether this code ends its statements with a semicolon, as one of them shows. */
function endOf(statement: Statement): string {
  return statement.getText().endsWith(";") ? ";" : "";
}

function fixOf(write: (writer: Writer) => void): Fix {
  return { title, safety: "suggestion", write };
}

/** `setTimeout(…)` becomes a statement that keeps what it hands back. */
function keepHandle(writer: Writer, set: CallExpression, name: string, end: string): void {
  const { parent } = set;
  if (!is.isArrowFunction(parent)) return writer.insertBefore(set, `${name} = `);
  const outer = lineBefore(parent);
  const inner = outer + stepIn(parent);
  writer.insertBefore(set, `{${inner}${name} = `);
  writer.insertAfter(set, `${end}${outer}}`);
}

function wrap(writer: Writer, first: Statement, last: Statement, ending: string): void {
  const { text } = first.getSourceFile();
  const outer = lineBefore(first);
  const step = stepIn(first);
  const from = first.getStart();
  writer.insertBefore(first, `try {${outer}${step}`);
  for (const { index } of text.slice(from, last.end).matchAll(/\n(?=[^\r\n])/g)) {
    writer.replaceSpan({ start: from + index + 1, end: from + index + 1 }, step);
  }
  writer.insertAfter(last, `${outer}} finally {${outer}${step}${ending}${outer}}`);
}

/** What runs over several lines inside a template is text: it cannot be moved. */
function canBeIndented(first: Node, last: Node): boolean {
  const { text } = first.getSourceFile();
  const leading = text.slice(first.pos, first.getStart());
  return !/`[^`]*\n[^`]*`/.test(text.slice(first.pos, last.end)) && !/\S/.test(leading);
}

function returnedFrom(statements: readonly Node[]): readonly Node[] {
  const found: Node[] = [];
  const keep = (node: Node): void => {
    const value = is.isReturnStatement(node) ? (node as ReturnStatement).expression : undefined;
    if (value && !is.isAwaitExpression(value)) found.push(value);
  };
  for (const statement of statements) {
    keep(statement);
    walkBody(statement, keep);
  }
  return found;
}

function isInBlock({ parent }: Node): boolean {
  return is.isBlock(parent) || is.isSourceFile(parent);
}

/** Whether a statement can be taken out without its comments: it has a line of its own, and none. */
function standsAlone(statement: ExpressionStatement): boolean {
  const { text } = statement.getSourceFile();
  const before = text.slice(statement.pos, statement.getStart());
  return /^\s*\n\s*$/.test(before) && /^[ \t]*(\r?\n|$)/.test(text.slice(statement.end));
}

function blockOf(node: Node): Node {
  let at = node.parent;
  while (!is.isBlock(at) && !is.isSourceFile(at)) at = at.parent;
  return at;
}

/** The statement of a block that a node stands in, where no function lies between. */
function statementOf(node: Node): Statement | undefined {
  for (let at = node; !isFunction(at) && !is.isSourceFile(at); at = at.parent) {
    if (isInBlock(at)) return at as Statement;
  }
  return undefined;
}

/** The block in which a promise is awaited whenever the block runs to its end. */
function certainlyIn(promise: Node): Node | undefined {
  let at = promise.parent;
  while (is.isAwaitExpression(at) || skipWrapping(at) !== at || isAssigned(at)) at = at.parent;
  const isStatement = is.isExpressionStatement(at) || is.isVariableStatement(at);
  return isStatement && isInBlock(at) ? at.parent : undefined;
}

function isAssigned(node: Node): boolean {
  if (is.isBinaryExpression(node)) return node.operatorToken.kind === SyntaxKind.EqualsToken;
  return is.isVariableDeclaration(node) || is.isVariableDeclarationList(node);
}

function contains(scope: Node, node: Node): boolean {
  return scope.pos <= node.pos && node.end <= scope.end;
}

/** A race in a loop, or in another function, ends more than once what was made before it. */
function hasLoopBetween(race: Node, made: Node): boolean {
  for (let at = race; !contains(at, made); at = at.parent) {
    if (isFunction(at) || is.isForStatement(at) || is.isForOfStatement(at) || is.isForInStatement(at)) return true;
    if (is.isWhileStatement(at) || is.isDoStatement(at)) return true;
  }
  return false;
}

function freeName(node: Node): string | undefined {
  const { text } = node.getSourceFile();
  const around = enclosingFunction(node);
  const scope = is.isSourceFile(around) ? text : around.getText();
  return ["timer", "timeoutTimer", "lateTimer"].find((name) => !new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(scope));
}

/** The line break and the indentation of the line that a node stands in. */
function lineBefore(node: Node): string {
  const { text } = node.getSourceFile();
  const line = text.lastIndexOf("\n", node.getStart() - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  return `${text[line - 2] === "\r" ? "\r\n" : "\n"}${indentation}`;
}

/** One step of indentation, as the function around a node takes it. */
function stepIn(node: Node): string {
  const fn = enclosingFunction(node);
  const body = isFunction(fn) ? fn.body : undefined;
  const statement = body && is.isBlock(body) ? body.statements[0] : undefined;
  const [outer, inner] = fn && statement ? [lineBefore(fn), lineBefore(statement)] : ["", ""];
  return inner.length > outer.length ? inner.slice(outer.length) : "  ";
}
