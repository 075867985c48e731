/** What can come of the promise that `new Promise(…)` makes: what its executor does with the two functions it is given. */
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { leavesProcess } from "../catalog/leaving.ts";
import { own } from "./calls.ts";
import { fails, unknown } from "./outcome.ts";
import { awaiting, linkOf } from "./promises.ts";
import type { Scene, Source } from "./scene.ts";

export function* executing(executor: Exclude<FunctionNode, { readonly statements: unknown }>, scene: Scene): Asking<readonly Source[]> {
  const [resolve, reject] = executor.parameters.map(({ name }) => (is.isIdentifier(name) ? name.text : undefined));
  const { throws } = yield* scene.read(executor);
  const found: Source[] = [{ at: executor, outcome: own(throws), through: { fn: executor, channel: "throws" } }];
  const resolved: Node[] = [];
  const rejecting: Node[] = [];
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && node.text === reject && executor.body && node.pos >= executor.body.pos) {
      rejecting.push(node);
    }
    if (is.isCallExpression(node) && is.isIdentifier(node.expression) && node.expression.text === resolve && node.arguments[0]) {
      resolved.push(node.arguments[0]);
    }
    node.forEachChild(look);
  };
  look(executor);
  for (const node of rejecting) {
    const at = is.isCallExpression(node.parent) ? node.parent : node;
    const isUsed = !isKept(node) && (!isArgument(node) || (yield* isCalledBy(node.parent as CallExpression, node, scene)));
    found.push({ at, outcome: isUsed ? fails : unknown, leaves: yield* isHandedOn(node, executor, scene) });
  }
  for (const value of resolved) found.push(...(yield* awaiting(value, scene)));
  return found;
}

function isArgument(node: Node): boolean {
  return is.isCallExpression(node.parent) && node.parent.expression !== node;
}

/** A library calls what it is given on an error; whether a function of the program's own does is there to be read. */
function* isCalledBy(call: CallExpression, reject: Node, { ctx }: Scene): Asking<boolean> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "functions") return true;
  const at = (call.arguments as readonly Node[]).indexOf(reject);
  return callee.functions.some((fn) => {
    const name = is.isSourceFile(fn) ? undefined : fn.parameters[at]?.name.getText();
    const body = is.isSourceFile(fn) ? undefined : fn.body?.getText();
    return name === undefined || body === undefined || new RegExp(`(?<![\\w$.])${name}\\s*\\(`).test(body);
  });
}

/** It is called with an error that comes from outside: by a library that is known for it, or in a `catch`. */
function* isHandedOn(reject: Node, executor: Node, scene: Scene): Asking<boolean> {
  if (isArgument(reject)) return linkOf(reject.parent) !== undefined || (yield* isOfKnown(reject.parent, scene));
  for (let at = reject; at !== executor; at = at.parent) {
    if (is.isCatchClause(at)) return true;
    if (isFunction(at)) return linkOf(at.parent)?.onFailure === at || (yield* isOfKnown(at.parent, scene));
  }
  return false;
}

function* isOfKnown(call: Node, { ctx }: Scene): Asking<boolean> {
  if (!is.isCallExpression(call)) return false;
  const callee = yield* ctx.callee(call);
  return callee.kind === "library" && leavesProcess(callee.origin, call, ctx);
}

/** `this.reject = reject`, `waiting.set(id, { resolve, reject })`: whether anybody ever calls it is another matter. */
function isKept(reject: Node): boolean {
  const { parent } = reject;
  if (is.isShorthandPropertyAssignment(parent)) return true;
  if (is.isPropertyAssignment(parent)) return parent.initializer === reject && /^rej/i.test(parent.name.getText());
  return is.isBinaryExpression(parent) && parent.right === reject;
}
