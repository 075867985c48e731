/** A listener after which the process ends. */
import { layoutOf } from "../../core/fix/layout.ts";
import { type FunctionNode, isAsync, isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Block, type Expression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";

/** `fn` is the function that the listener stands for. */
export function exitingAfter(listener: Node, fn: FunctionNode): readonly Fix[] {
  const value = skipWrapping(listener);
  const isNamed = is.isIdentifier(value) || is.isPropertyAccessExpression(value);
  const write = isNamed ? around(listener, fn) : isFunction(value) && value.body && inside(value.body);
  return write ? [{ title: "Exit with code 1 after it", safety: "suggestion", write }] : [];
}

/** A function that is named here may serve other events as well: it is called, and then the process ends. */
function around(listener: Node, fn: FunctionNode): Fix["write"] | undefined {
  if (is.isSourceFile(fn) || fn.parameters.length > 2) return undefined;
  if (fn.parameters.some(({ dotDotDotToken }) => dotDotDotToken)) return undefined;
  const given = ["error", "origin"].slice(0, fn.parameters.length).join(", ");
  const called = `${listener.getText()}(${given})`;
  if (isAsync(fn)) {
    return (writer) => writer.replace(listener, `(${given}) => ${called}.finally(() => process.exit(1))`);
  }
  const { exit, line, indent, semicolon } = wordsAt(listener);
  const body = `{${line}${indent}${called}${semicolon}${line}${indent}${exit}${line}}`;
  return (writer) => writer.replace(listener, `(${given}) => ${body}`);
}

function inside(body: Block | Expression): Fix["write"] | undefined {
  if (is.isBlock(body)) return atEnd(body);
  if (is.isParenthesizedExpression(body)) return undefined;
  const { exit, line, indent, semicolon } = wordsAt(body);
  return (writer) => {
    writer.insertBefore(body, `{${line}${indent}`);
    writer.insertAfter(body, `${semicolon}${line}${indent}${exit}${line}}`);
  };
}

function atEnd(body: Block): Fix["write"] {
  const last = body.statements.at(-1);
  const { exit, line, indent, semicolon } = wordsAt(last ?? body);
  const close = { start: body.end - 1, end: body.end - 1 };
  if (!last) return (writer) => writer.replaceSpan(close, `${line}${indent}${exit}${line}`);
  const isOnOneLine = !body.getText().includes("\n");
  const space = isOnOneLine ? `${last.getText().endsWith(";") ? "" : semicolon || ";"} ` : line;
  return (writer) => writer.insertAfter(last, `${space}${exit}`);
}

/** `line` is a line break with the indentation of the node's own line. */
function wordsAt(node: Node): Record<"exit" | "line" | "indent" | "semicolon", string> {
  const { eol, indent, semicolon } = layoutOf(node.getSourceFile());
  const { text } = node.getSourceFile();
  const own = text.slice(text.lastIndexOf("\n", node.getStart() - 1) + 1);
  return { exit: `process.exit(1)${semicolon}`, line: eol + (/^[ \t]*/.exec(own)?.[0] ?? ""), indent, semicolon };
}
