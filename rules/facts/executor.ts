/** What can come of the promise that `new Promise(…)` makes: what its executor does with the two functions it is given. */
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { own } from "./calls.ts";
import { fails, unknown } from "./outcome.ts";
import { awaiting } from "./promises.ts";
import type { Scene, Source } from "./scene.ts";

export function* executing(executor: Exclude<FunctionNode, { readonly statements: unknown }>, scene: Scene): Asking<readonly Source[]> {
  const [resolve, reject] = executor.parameters.map(({ name }) => (is.isIdentifier(name) ? name.text : undefined));
  const { throws } = yield* scene.read(executor);
  const found: Source[] = [{ at: executor, outcome: own(throws), through: { fn: executor, channel: "throws" } }];
  const resolved: Node[] = [];
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && node.text === reject && executor.body && node.pos >= executor.body.pos) {
      const at = is.isCallExpression(node.parent) ? node.parent : node;
      found.push({ at, outcome: isKept(node) ? unknown : fails, leaves: isHandedOn(node, executor) });
    }
    if (is.isCallExpression(node) && is.isIdentifier(node.expression) && node.expression.text === resolve && node.arguments[0]) {
      resolved.push(node.arguments[0]);
    }
    node.forEachChild(look);
  };
  look(executor);
  for (const value of resolved) found.push(...(yield* awaiting(value, scene)));
  return found;
}

/** It is called with an error that comes from elsewhere: in a callback of something that is waited for, or in a `catch`. */
function isHandedOn(reject: Node, executor: Node): boolean {
  if (!is.isCallExpression(reject.parent) || reject.parent.expression !== reject) return is.isCallExpression(reject.parent);
  for (let at = reject; at !== executor; at = at.parent) {
    if (is.isCatchClause(at) || (isFunction(at) && is.isCallExpression(at.parent))) return true;
  }
  return false;
}

/** `this.reject = reject`, `waiting.set(id, { resolve, reject })`: whether anybody ever calls it is another matter. */
function isKept(reject: Node): boolean {
  const { parent } = reject;
  if (is.isShorthandPropertyAssignment(parent)) return true;
  if (is.isPropertyAssignment(parent)) return parent.initializer === reject && /^rej/i.test(parent.name.getText());
  return is.isBinaryExpression(parent) && parent.right === reject;
}
