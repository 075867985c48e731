/** What is done between a settlement and what follows it, as far as it can harm. */
import { type Callable, isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import { errorName } from "../callbacks/error-first.ts";
import { mentions } from "../shared/mentions.ts";
import { isShortCut } from "../shared/walk.ts";
import type { Event } from "./settlers.ts";

/** Logging, listening and cleaning up, in the words that code has for them. */
const tidying = new RegExp(
  `^(${[
    "then", "catch", "finally", "log", "debug", "info", "warn", "error", "trace", "verbose", "on", "once",
    "addListener", "addEventListener", "add", "set\\w*", "clear\\w*", "remove\\w*", "off", "unsubscribe", "end",
    "close", "destroy", "kill", "abort", "unlink\\w*", "rm\\w*", "clean\\w*", "dispose", "release", "unref",
    "stop\\w*", "emit", "delete", "push", "toString", "trim", "join", "concat", "String", "Number", "Boolean",
    "resolve", "reject", "cb", "callback", "next", "done", "\\w*Error", "Date", "now", "inc", "observe",
  ].join("|")})$`,
);

/** Members that work a value out of another, and do nothing else. */
const pure = new RegExp(
  `^(${[
    "map", "filter", "slice", "splice", "split", "replace(All)?", "reduce", "find\\w*", "some", "every",
    "includes", "startsWith", "endsWith", "indexOf", "sort", "flat", "flatMap", "keys", "values", "entries",
    "fromEntries", "assign", "has", "at", "to[A-Z]\\w*", "match", "test", "stringify", "from", "isArray", "round",
    "floor", "ceil", "min", "max", "abs", "pad\\w*", "charAt", "substring", "forEach",
  ].join("|")})$`,
);

/** The first step that does more than tidy up, or work a value out. */
export function workIn(steps: readonly Node[]): Node | undefined {
  return steps.find((step) => {
    if (is.isAwaitExpression(step)) return true;
    if (!is.isCallExpression(step) && !is.isNewExpression(step)) return false;
    const expression = calledBy(step.expression);
    if (!is.isPropertyAccessExpression(expression)) return !tidying.test(expression.getText());
    return !tidying.test(expression.name.text) && !pure.test(expression.name.text);
  });
}

/** `setTimeout` of `setTimeout.call(…)`. */
function calledBy(callee: Node): Node {
  const isForwarded = is.isPropertyAccessExpression(callee) && /^(call|apply)$/.test(callee.name.text);
  return isForwarded ? callee.expression : callee;
}

export function partsOf(end: Node, { effect }: Event): readonly Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (isFunction(node)) return;
    found.push(node);
    node.forEachChild(look);
  };
  if (effect === "handed") look(end);
  else if (is.isCallExpression(end)) end.arguments.forEach(look);
  return found;
}

/** `if (error) callback(error)`, and then the result is used, which is not there. */
export function missingValue(first: Node, run: Callable, steps: readonly Node[]): Node | undefined {
  const [error, ...results] = run.parameters.map(({ name }) => name.getText());
  if (error === undefined || !errorName.test(error) || !isWhere(error, first, run)) return undefined;
  return steps.find((step) => {
    if (!is.isPropertyAccessExpression(step) || step.questionDotToken) return false;
    const name = step.expression.getText();
    return results.includes(name) && !isAskedFor(name, step, run);
  });
}

/** Is the condition that it stands behind the error alone? */
function isWhere(error: string, first: Node, run: Node): boolean {
  for (let at = first; at !== run; at = at.parent) {
    if (is.isIfStatement(at.parent)) return at.parent.thenStatement === at && at.parent.expression.getText() === error;
  }
  return false;
}

function isAskedFor(name: string, step: Node, run: Node): boolean {
  for (let at = step; at !== run; at = at.parent) {
    const { parent } = at;
    if (is.isIfStatement(parent) && parent.expression !== at && mentions(parent.expression, name)) return true;
    if (is.isConditionalExpression(parent) && parent.condition !== at && mentions(parent.condition, name)) return true;
    const isShort = is.isBinaryExpression(parent) && parent.right === at && isShortCut(parent.operatorToken.kind);
    if (isShort && mentions(parent.left, name)) return true;
  }
  return false;
}
