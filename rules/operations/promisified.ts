/** Functions that took a callback and now return a promise: `const run = promisify(exec)`. */
import type { Origin } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { constantOf, plain } from "./values.ts";

/** By syntax alone: is it called by a name that some promisified function has, or made on the spot? */
export function mayBePromisified(callee: Node, ctx: Questions): boolean {
  if (is.isCallExpression(callee)) return isPromisify(callee);
  return is.isIdentifier(callee) && ctx.survey(names).has(callee.text);
}

/** Where the function comes from that was promisified. */
export function* promisifiedOrigin(callee: Node, ctx: Questions): Asking<Origin | undefined> {
  const value = is.isCallExpression(callee) ? callee : yield* constantOf(callee, ctx);
  const made = value && unbound(plain(value));
  if (!made || !is.isCallExpression(made) || !isPromisify(made)) return undefined;
  const [original] = made.arguments;
  const maker = yield* ctx.callee(made);
  if (!original || maker.kind !== "library" || maker.origin.module !== "util" || maker.origin.member !== "promisify") return undefined;
  const promisified = yield* ctx.functionValue(original);
  return promisified.kind === "library" ? promisified.origin : undefined;
}

/** `promisify(client.query).bind(client)` */
function unbound(value: Node): Node {
  if (!is.isCallExpression(value) || !is.isPropertyAccessExpression(value.expression)) return value;
  const { expression, name } = value.expression;
  return name.text === "bind" ? plain(expression) : value;
}

function isPromisify({ expression }: CallExpression): boolean {
  const callee = plain(expression);
  return (is.isPropertyAccessExpression(callee) ? callee.name : callee).getText() === "promisify";
}

/** The names that the workspace gives to promisified functions. */
const names: Survey<readonly string[], ReadonlySet<string>> = {
  of(text) {
    if (!text.includes("promisify")) return undefined;
    const pattern = /([\w$]+)\s*(?::[^=;\n]+)?=\s*(?:[\w$]+\.)?promisify\(/g;
    return [...text.matchAll(pattern)].map(([, name = ""]) => name);
  },
  merge: (parts) => new Set([...parts.values()].flat()),
};
