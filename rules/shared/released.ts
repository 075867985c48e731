/** What is given back while work that uses it still goes on. */
import { isFunction } from "../../core/functions.ts";
import { type Identifier, type Node, type TryStatement, is } from "../../core/ts.ts";
import type { Dropped } from "./dropped.ts";

const releases = /^(close|end|release|destroy|dispose|disconnect|terminate|unlock|quit|stop|\[Symbol\.(async)?[dD]ispose\])$/;

/** The thing that `call` works with and that a `finally` around it releases, named where it is released. */
export function releasedUnder(call: Dropped): Identifier | undefined {
  const used = usedBy(call);
  if (used.size === 0) return undefined;
  for (let at: Node = call; at.parent && !isFunction(at); at = at.parent) {
    if (!is.isTryStatement(at.parent) || at.parent.finallyBlock === at) continue;
    const released = releasedIn(at.parent, used);
    if (released) return released;
  }
  return undefined;
}

/** The names of what the call is given. What it is called on is left out: closing a thing is how one ends its own work. */
function usedBy(call: Dropped): ReadonlySet<string> {
  if (!is.isCallExpression(call)) return new Set();
  return new Set(call.arguments.flatMap((node) => (is.isIdentifier(node) ? [node.text] : [])));
}

function releasedIn({ finallyBlock }: TryStatement, used: ReadonlySet<string>): Identifier | undefined {
  let found: Identifier | undefined;
  const look = (node: Node): void => {
    if (found || isFunction(node)) return;
    if (is.isCallExpression(node) && is.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      if (is.isIdentifier(expression) && used.has(expression.text) && releases.test(name.text)) found = expression;
    }
    node.forEachChild(look);
  };
  if (finallyBlock) look(finallyBlock);
  return found;
}
