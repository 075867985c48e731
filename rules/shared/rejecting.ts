/** Calls that reject a promise with what they are given. */
import { enclosingFunction } from "../../core/functions.ts";
import { type CallExpression, is } from "../../core/ts.ts";

/** `Promise.reject(x)`, or the `reject` of the executor around it. */
export function rejectsWith(call: CallExpression): boolean {
  const callee = call.expression;
  if (is.isPropertyAccessExpression(callee)) {
    return callee.name.text === "reject" && is.isIdentifier(callee.expression) && callee.expression.text === "Promise";
  }
  if (!is.isIdentifier(callee)) return false;
  for (let fn = enclosingFunction(call); !is.isSourceFile(fn); fn = enclosingFunction(fn)) {
    const [, reject] = fn.parameters;
    const holder = fn.parent;
    if (!reject || !is.isIdentifier(reject.name) || reject.name.text !== callee.text) continue;
    return is.isNewExpression(holder) && is.isIdentifier(holder.expression) && holder.expression.text === "Promise";
  }
  return false;
}
