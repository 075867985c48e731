/** How an operation is spoken of. */
import type { Questions } from "../../core/context.ts";
import type { Asking, CallExpression, NewExpression } from "../../core/ts.ts";
import type { Start } from "./address.ts";
import { type OperationCall, addressOf } from "./operation.ts";

/** "`axios.get` to `api.example.com`" */
export function* nameOf(operation: OperationCall, ctx: Questions): Asking<string> {
  const name = calleeName(operation.call);
  const address = yield* addressOf(operation, ctx);
  const host = address && hostIn(address);
  return host ? `\`${name}\` to \`${host}\`` : `\`${name}\``;
}

/** What is called, on one line; of a long chain, the last name. */
export function calleeName({ expression }: CallExpression | NewExpression): string {
  const callee = expression.getText().replace(/(?<!\bnew)\s+/g, "").replace(/[?!]/g, "");
  return callee.length <= 40 ? callee : (callee.split(".").at(-1) ?? callee);
}

/** The host of a URL, where the text goes beyond it: what is cut off in its host says nothing. */
function hostIn({ text, whole }: Start): string | undefined {
  return (whole ? /^(?:https?:)?\/\/([^/?#]+)/ : /^(?:https?:)?\/\/([^/?#]+)[/?#]/).exec(text)?.[1];
}
