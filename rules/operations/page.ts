/** Whether an operation waits in a page, whose browser gives up by itself. */
import type { RuleContext } from "../../core/context.ts";
import type { Asking } from "../../core/ts.ts";
import { runtimeOf } from "../shared/browser.ts";
import type { Client } from "./clients.ts";
import { type OperationCall, addressOf } from "./operation.ts";

const pageFolder = /(^|\/)(frontend|client|browser|web|webapp|ui|app|components|hooks|pages|stores|public)\//;
const serverFolder = /(^|\/)(server|api|backend|workers?|functions)\/|(^|\/)route\.[jt]s$/;

export function* isInPage(operation: OperationCall, client: Client | undefined, ctx: RuleContext): Asking<boolean> {
  const runtime = runtimeOf(operation.call, ctx);
  if (runtime === "page") return true;
  // Only a page has an address that a path alone could be completed by.
  if ((!client || client.isDefault) && /^\/(?!\/)/.test((yield* addressOf(operation, ctx))?.text ?? "")) return true;
  const path = ctx.relativePath(operation.call);
  const isEither = runtime === "either" || /(^|\/)public\//.test(path);
  return isEither && pageFolder.test(path) && !serverFolder.test(path);
}
