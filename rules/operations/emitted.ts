/** Requests whose timeout only emits an event: they are bounded where a listener ends them. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import type { Emitting } from "../catalog/entry.ts";
import type { Bound } from "./bound.ts";
import { optionsBound } from "./options.ts";

export interface RequestBound {
  readonly bound: Bound;
  /** The time is set, and nothing comes of it. */
  readonly emits: boolean;
}

export function* requestBound(call: CallExpression, options: readonly Node[], emitting: Emitting, ctx: RuleContext): Asking<RequestBound> {
  const request = requestOf(call);
  if (request.escapes) return { bound: "unknown", emits: false };
  const isEnded = request.uses.some((use) => endsOnEvent(use, emitting) || endsByTimer(use, emitting));
  if (isEnded) return { bound: "bounded", emits: false };
  let emits = request.uses.some((use) => is.isCallExpression(use.parent) && use.name.text === emitting.method);
  for (const each of options) emits ||= (yield* optionsBound(each, { [emitting.option]: "milliseconds" }, ctx)) === "bounded";
  return { bound: "unbounded", emits };
}

interface Use {
  readonly name: { readonly text: string };
  readonly parent: Node;
}

interface Request {
  /** What is read off the request: `request.on`. */
  readonly uses: readonly Use[];
  /** It is handed to somebody, who may end it. */
  readonly escapes: boolean;
}

/** What is done with the request that a call returns: in a chain, or by the name it is given. */
export function requestOf(call: CallExpression | NewExpression): Request {
  const uses: Use[] = [];
  let at: Node = call;
  while (is.isPropertyAccessExpression(at.parent) && is.isCallExpression(at.parent.parent)) {
    uses.push(at.parent);
    at = at.parent.parent;
  }
  const { parent } = at;
  if (is.isExpressionStatement(parent) || is.isVoidExpression(parent)) return { uses, escapes: false };
  const name = holderOf(at);
  if (name === undefined) return { uses, escapes: true };
  const scope = name.startsWith("this.") ? call.getSourceFile() : outermost(call);
  let escapes = false;
  const look = (node: Node): void => {
    node.forEachChild(look);
    const reads = is.isIdentifier(node) || is.isPropertyAccessExpression(node);
    if (!reads || node.getText() !== name || node === (parent as { name?: Node }).name) return;
    if (is.isPropertyAccessExpression(node.parent) && node.parent.expression === node) uses.push(node.parent);
    else if (isHandedOn(node)) escapes = true;
  };
  scope.forEachChild(look);
  return { uses, escapes };
}

/** The name that holds it: of a constant, a variable or a field. */
function holderOf(value: Node): string | undefined {
  const { parent } = value;
  if (is.isVariableDeclaration(parent) && is.isIdentifier(parent.name)) return parent.name.text;
  const isAssigned = is.isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken && parent.right === value;
  return isAssigned ? parent.left.getText() : undefined;
}

function outermost(node: Node): Node {
  let fn: Node = enclosingFunction(node);
  while (isFunction(fn) && isFunction(enclosingFunction(fn))) fn = enclosingFunction(fn);
  return fn;
}

function isHandedOn(node: Node): boolean {
  const { parent } = node;
  if (is.isReturnStatement(parent) || is.isSpreadElement(parent) || is.isArrayLiteralExpression(parent)) return true;
  if (is.isPropertyAssignment(parent) || is.isShorthandPropertyAssignment(parent)) return true;
  return is.isCallExpression(parent) && parent.expression !== node && !/(^|\.)pipe(line)?$/.test(parent.expression.getText());
}

/** `request.setTimeout(ms, () => request.destroy())`, `request.on("timeout", …)` */
function endsOnEvent({ name, parent: call }: Use, { event, method, ends }: Emitting): boolean {
  const [first, second] = is.isCallExpression(call) ? call.arguments : [];
  if (!second || !first) return false;
  const listens = name.text === method || (/^(on|once|addListener)$/.test(name.text) && first.getText().slice(1, -1) === event);
  return listens && (!isFunction(second) || endsWith(second, ends));
}

/** `setTimeout(() => request.destroy(), ms)` */
function endsByTimer(use: Use, { ends }: Emitting): boolean {
  if (!ends.includes(use.name.text)) return false;
  const fn = enclosingFunction(use.parent);
  return isFunction(fn) && is.isCallExpression(fn.parent) && fn.parent.expression.getText().endsWith("setTimeout");
}

/** Ends the request, or gives up on it: whoever waits is told. */
function endsWith(listener: Node, ends: readonly string[]): boolean {
  return new RegExp(`\\b(${ends.join("|")}|reject|resolve)\\b`).test(listener.getText());
}
