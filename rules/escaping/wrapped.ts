/** Routers that have been through other hands, which may have taught them to wait. */
import type { Questions } from "../../core/context.ts";
import { returnedValues } from "../../core/functions.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import type { Taking } from "./given.ts";

/** How far the making of a value is followed: a variable, a function that makes it, and a little more. */
const reach = 6;

/** Was what a method is called on made, as far as is seen, by code that cannot be read, out of something that it was handed? */
export function* isWrapped({ expression }: Taking, maker: string, ctx: Questions): Asking<boolean> {
  if (!is.isPropertyAccessExpression(expression)) return false;
  const receiver = expression.expression;
  return yield* ctx.kept(receiver, "wrapped", () => comesWrapped(receiver, reach, maker, ctx));
}

function* comesWrapped(value: Node, left: number, maker: string, ctx: Questions): Asking<boolean> {
  const made = skipWrapping(value);
  if (left === 0) return false;
  if (is.isCallExpression(made)) return yield* isMadeWrapped(made, left, maker, ctx);
  const name = nameNode(made);
  const declaration = name && (yield* ctx.declarationOf(name));
  const isHolder = declaration && (is.isVariableDeclaration(declaration) || is.isPropertyDeclaration(declaration));
  return isHolder && declaration.initializer ? yield* comesWrapped(declaration.initializer, left - 1, maker, ctx) : false;
}

function* isMadeWrapped(call: CallExpression, left: number, maker: string, ctx: Questions): Asking<boolean> {
  const callee = yield* ctx.callee(call);
  if (callee.kind === "functions") {
    for (const value of callee.functions.flatMap(returnedValues)) {
      if (yield* comesWrapped(value, left - 1, maker, ctx)) return true;
    }
    return false;
  }
  const isUnread = callee.kind === "unknown" || (callee.kind === "library" && callee.origin.untyped === true);
  const isMakers = callee.kind === "library" && callee.origin.package === maker;
  return isUnread && !isMakers && call.arguments.length > 0;
}
