/** How an operation is spoken of. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type CallExpression, type NewExpression, is } from "../../core/ts.ts";
import { type Start, startOf } from "./address.ts";
import type { Client } from "./clients.ts";
import { type OperationCall, addressOf } from "./operation.ts";
import { plain } from "./values.ts";

/** "`axios.get` to `api.example.com`" */
export function* nameOf(operation: OperationCall, ctx: Questions, client?: Client): Asking<string> {
  const name = calleeName(operation.call);
  const host = yield* hostOf(operation, ctx, client);
  return host ? `\`${name}\` to \`${host}\`` : `\`${name}\``;
}

/** Where a call goes, by what it names itself, else by what its client was made with. */
export function* hostOf(operation: OperationCall, ctx: Questions, client?: Client): Asking<string | undefined> {
  return hostIn(yield* addressOf(operation, ctx)) ?? hostIn(yield* addressOfClient(client, ctx));
}

/** Where a client's calls go, as far as that is written out where it is made. A bare host gets the slashes that tell it is one. */
function* addressOfClient(client: Client | undefined, ctx: Questions): Asking<Start | undefined> {
  if (!client?.made) return undefined;
  const { call, maker } = client.made;
  for (const argument of call.arguments ?? []) {
    const value = plain(argument);
    if (!is.isObjectLiteralExpression(value)) {
      const start = yield* startOf(value, ctx);
      if (start && /^[\w+.-]+:\/\//.test(start.text)) return start;
      continue;
    }
    for (const property of value.properties) {
      if (!is.isPropertyAssignment(property) || property.name.getText() !== maker.address) continue;
      const start = yield* startOf(property.initializer, ctx);
      const isHost = start?.whole && /^[\w.-]+$/.test(start.text);
      return start && (isHost ? { ...start, text: `//${start.text}` } : start);
    }
  }
  return undefined;
}

/** What is called, on one line; of a long chain, the last name. */
export function calleeName({ expression }: CallExpression | NewExpression): string {
  const callee = expression.getText().replace(/(?<!\bnew)\s+/g, "").replace(/[?!]/g, "");
  return callee.length <= 40 ? callee : (callee.split(".").at(-1) ?? callee);
}

/** The host of a URL, where the text goes beyond it: what is cut off in its host says nothing. */
function hostIn(address: Start | undefined): string | undefined {
  if (!address) return undefined;
  const { text, whole } = address;
  return (whole ? /^(?:[\w+.-]+:)?\/\/(?:[^@/?#]*@)?([^/?#]+)/ : /^(?:[\w+.-]+:)?\/\/(?:[^@/?#]*@)?([^/?#]+)[/?#]/).exec(text)?.[1];
}
