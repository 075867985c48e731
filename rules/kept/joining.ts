/** Promises that are started together, joined by `Promise.all`: only where nothing between would run later then. */
import { enclosingFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import {
  type AwaitExpression,
  type ForOfStatement,
  type Node,
  type VariableDeclaration,
  type VariableStatement,
  is,
} from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { usesOf } from "../shared/uses.ts";
import { startOf } from "./started.ts";

interface Started {
  readonly statement: VariableStatement;
  readonly declaration: VariableDeclaration;
  readonly wait: AwaitExpression;
}

/** The fix for the promise of `declaration` and its neighbours: each has one use, an `await` in what follows. */
export function joinPair(declaration: VariableDeclaration): Fix | undefined {
  const statement = declaration.parent.parent as Node;
  const { statements } = statement.parent as Node & { readonly statements?: readonly Node[] };
  if (!statements) return undefined;
  let from = statements.indexOf(statement);
  let to = from;
  while (from > 0 && startedBy(statements[from - 1])) from--;
  while (startedBy(statements[to + 1])) to++;
  const group = statements.slice(from, to + 1).map(startedBy).filter((each) => each !== undefined);
  const next = statements[to + 1];
  if (group.length < 2 || group.length !== to + 1 - from || !next) return undefined;
  const waits = group.map(({ wait }) => wait);
  if (!isFirst(waits, next) || !isBare(group)) return undefined;
  return { title: "Join them with `Promise.all`", safety: "suggestion", write: (writer) => join(group, writer) };
}

/** `for (const p of promises)` over what the promises resolve to; a loop that does nothing else goes. */
export function joinAll(loop: ForOfStatement): Fix | undefined {
  const { awaitModifier, expression, initializer, statement } = loop;
  const name = is.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const waits = name && !awaitModifier ? usesOf(name, statement).map(({ parent }) => parent as AwaitExpression) : [];
  const isAll = waits.some(({ parent }) => parent === statement || isOnly(parent, statement));
  if (!isAll && !waits.every(canDrop)) return undefined;
  if (isAll && /\/[/*]/.test(statement.getText())) return undefined;
  return {
    title: "Join them with `Promise.all`",
    safety: "suggestion",
    write(writer) {
      if (isAll) return writer.replace(loop, `await Promise.all(${writer.text(expression)});`);
      writer.insertBefore(expression, "await Promise.all(");
      writer.insertAfter(expression, ")");
      if (awaitModifier) writer.replaceSpan({ start: awaitModifier.getStart(), end: awaitModifier.end + 1 }, "");
      for (const wait of waits) dropAwait(wait, writer);
    },
  };
}

function isOnly(statement: Node, block: Node): boolean {
  return is.isBlock(block) && block.statements.length === 1 && block.statements[0] === statement;
}

function startedBy(statement: Node | undefined): Started | undefined {
  if (!statement || !is.isVariableStatement(statement) || statement.modifiers?.length) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  if (!declaration || others.length > 0 || declaration.type || !is.isIdentifier(declaration.name)) return undefined;
  if (!startOf(declaration.initializer)) return undefined;
  const [use, ...more] = usesOf(declaration.name, statement.parent);
  const wait = use?.parent;
  if (!wait || more.length > 0 || !is.isAwaitExpression(wait) || !canDrop(wait)) return undefined;
  return enclosingFunction(wait) === enclosingFunction(statement) ? { statement, declaration, wait } : undefined;
}

/** What follows at once is the first wait, in the same block as all the others. */
function isFirst(waits: readonly Node[], next: Node): boolean {
  const statements = (next.parent as Node & { readonly statements: readonly Node[] }).statements;
  const at = statements.indexOf(next);
  const homes = waits.map((wait) => statements.findIndex((each) => each.pos <= wait.pos && wait.end <= each.end));
  const plain = homes.every((home) => home >= at && !is.isTryStatement(statements[home] as Node));
  return plain && homes.includes(at) && !is.isIfStatement(next);
}

/** No comment stands between the statements, for it would be lost; and none of them needs another. */
function isBare(group: readonly Started[]): boolean {
  const { text } = (group[0] as Started).statement.getSourceFile();
  return group.every(({ statement, declaration }, index) => {
    const before = index === 0 ? "" : text.slice((group[index - 1] as Started).statement.end, statement.getStart());
    const names = group.slice(0, index).map((each) => each.declaration.name);
    return before.trim() === "" && names.every((name) => usesOf(name, declaration).length === 0);
  });
}

function join(group: readonly Started[], writer: Writer): void {
  const [first, last] = [group[0] as Started, group.at(-1) as Started];
  const { text } = first.statement.getSourceFile();
  const start = first.statement.getStart();
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? "";
  const calls = group.map(({ declaration }) => writer.text(declaration.initializer as Node));
  const head = `${binding(group)}await Promise.all([`;
  const short = `${head}${calls.join(", ")}])`;
  const fits = indent.length + short.length <= 100 && !calls.some((call) => call.includes("\n"));
  const step = indent.includes("\t") ? "\t" : "  ";
  const long = `${head}\n${calls.map((call) => `${indent}${step}${call},\n`).join("")}${indent}])`;
  const semicolon = last.statement.getText().endsWith(";") ? ";" : "";
  writer.replaceSpan({ start, end: last.statement.end }, `${fits ? short : long}${semicolon}`);
  for (const { wait } of group) dropAwait(wait, writer);
}

/** The names of the results; one that is only waited for has none. */
function binding(group: readonly Started[]): string {
  const isUsed = ({ wait }: Started): boolean => !is.isExpressionStatement(wait.parent);
  const names = group.map((each) => (isUsed(each) ? each.declaration.name.getText() : ""));
  while (names.at(-1) === "") names.pop();
  return names.length > 0 ? `const [${names.join(", ")}] = ` : "";
}

/** Whether an `await` is a statement that can go, or part of one. A branch without braces needs its statement. */
function canDrop({ parent }: AwaitExpression): boolean {
  return !is.isExpressionStatement(parent) || is.isBlock(parent.parent) || is.isSourceFile(parent.parent);
}

/** Takes an `await` away whose operand is no promise any more: all of a statement that did nothing else. */
export function dropAwait(wait: AwaitExpression, writer: Writer): void {
  const { parent, expression } = wait;
  const { text } = wait.getSourceFile();
  if (is.isExpressionStatement(parent)) {
    const line = /\r?\n[ \t]*$/.exec(text.slice(0, parent.getStart()))?.[0].length ?? 0;
    return writer.replaceSpan({ start: parent.getStart() - line, end: parent.end }, "");
  }
  if (is.isPropertyAssignment(parent) && parent.name.getText() === expression.getText()) {
    return writer.replaceSpan({ start: parent.getStart(), end: expression.getStart() }, "");
  }
  const isEnclosed = is.isParenthesizedExpression(parent) && is.isIdentifier(expression);
  const around = isEnclosed && !/\w$/.test(text.slice(0, parent.getStart())) ? parent : wait;
  writer.replaceSpan({ start: around.getStart(), end: around.end }, writer.text(expression));
}
