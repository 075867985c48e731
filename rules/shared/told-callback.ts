/** Calls that tell a callback how they ended: of two ways to be told the code has chosen that one, and so the promise is none. */
import { isAsync, isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";

/** `find(name, (error, found) => …)` */
export function tellsCallback(call: Node): boolean {
  const last = is.isCallExpression(call) ? call.arguments.at(-1) : undefined;
  if (!last || !isFunction(last) || isAsync(last)) return false;
  return /^_*(er|err|error|\w+Err(or)?)$/.test(last.parameters[0]?.name.getText() ?? "");
}

/** `find(name, done)`: a library that is given a callback tells that one, whatever its types say of one that is `any`. */
export function tellsNamedCallback(call: Node): boolean {
  const last = is.isCallExpression(call) ? call.arguments.at(-1) : undefined;
  return last !== undefined && /(^|\.)_?(cb|callback|done|next|fn)$/i.test(last.getText());
}
