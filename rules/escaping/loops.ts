/** `items.forEach(async …)`, as a loop that waits. */
import { returnsOf } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type CallExpression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { mayAwait } from "../shared/floating.ts";
import type { Given } from "./given.ts";

/** One element after the other, and all at once. */
export function waitingLoops({ callback, boundary, container = "" }: Given, by: Node): readonly Fix[] {
  if (!boundary.members.includes("forEach") || !is.isCallExpression(by) || !mayAwait(by)) return [];
  if (!is.isExpressionStatement(by.parent) || by.arguments.length !== 1) return [];
  return [...inTurn(by, callback, container), ...allAtOnce(by, container)];
}

function inTurn(call: CallExpression, callback: Node, container: string): readonly Fix[] {
  const fn = skipWrapping(callback);
  const callee = call.expression;
  if (!/^(Readonly)?(Array|Set)$/.test(container)) return [];
  if (!is.isPropertyAccessExpression(callee) || callee.questionDotToken) return [];
  if (!is.isArrowFunction(fn) || fn.parameters.length !== 1) return [];
  const [parameter] = fn.parameters;
  const { body } = fn;
  if (!parameter || parameter.initializer || parameter.dotDotDotToken || !is.isBlock(body)) return [];
  // In a loop `return` would leave the function around it.
  if (returnsOf(fn).length > 0) return [];
  const list = callee.expression.getText();
  const name = parameter.name.getText();
  const { text } = call.getSourceFile();
  const start = call.getStart();
  const head = text.slice(start, body.getStart()) + text.slice(body.end, call.parent.end);
  // A comment would be lost, and a name cannot stand for an element and for the list.
  if (/\/[/*]/.test(head.replace(list, "")) || sharesName(name, list)) return [];
  return [{
    title: "Loop by `for … of`, one after the other",
    safety: "suggestion",
    write(writer) {
      writer.replaceSpan({ start, end: body.getStart() }, `for (const ${name} of ${list}) `);
      writer.replaceSpan({ start: body.end, end: call.parent.end }, "");
    },
  }];
}

function sharesName(parameter: string, list: string): boolean {
  const used = new Set(list.match(/[\w$]+/g));
  return (parameter.match(/[\w$]+/g) ?? []).some((name) => used.has(name));
}

function allAtOnce(call: CallExpression, container: string): readonly Fix[] {
  const callee = call.expression;
  if (!/^(Readonly)?Array$/.test(container)) return [];
  if (!is.isPropertyAccessExpression(callee) || callee.questionDotToken) return [];
  return [{
    title: "Wait for all of them by `Promise.all`",
    safety: "suggestion",
    write(writer) {
      writer.insertBefore(call, "await Promise.all(");
      writer.replace(callee.name, "map");
      writer.insertAfter(call, ")");
    },
  }];
}
