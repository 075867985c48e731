/**
 * Promises of Bluebird. One that nobody handles is written on the console and the program goes on, whatever Node.js does
 * with its own: tried with node-telegram-bot-api 0.61 to 0.66 in Node.js 20.
 */
import type { Questions } from "../../core/context.ts";
import type { Promised } from "../../core/promises.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { headOfChain } from "../facts/promises.ts";

/** Packages that hand out such promises, whatever their types say. */
const makers: readonly { readonly package: string; /** The major version that does no longer. */ readonly until?: number }[] = [
  { package: "bluebird" },
  { package: "node-telegram-bot-api", until: 1 },
  { package: "request-promise" },
];

export const writesItself = "Bluebird, whose promise this is, writes the rejection on the console and the program goes on as if nothing had failed";

export function* isBluebird(promise: Node, { type }: Promised, ctx: Questions): Asking<boolean> {
  if (type?.name === "Bluebird") return true;
  const head = headOfChain(skipWrapping(promise));
  if (!is.isCallExpression(head) && !is.isNewExpression(head)) return false;
  const callee = yield* ctx.callee(head);
  if (callee.kind !== "library") return false;
  const maker = makers.find((each) => each.package === callee.origin.package);
  if (!maker) return false;
  const version = ctx.majorVersion(promise.getSourceFile().fileName, maker.package);
  return maker.until === undefined || (version !== undefined && version < maker.until);
}
