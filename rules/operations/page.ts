/** Whether an operation waits in a page, whose browser gives up by itself. */
import type { RuleContext } from "../../core/context.ts";
import type { Asking, Node } from "../../core/ts.ts";
import { runtimeOf } from "../shared/browser.ts";
import { perFile } from "../shared/per-file.ts";
import type { Client } from "./clients.ts";
import { type OperationCall, addressOf } from "./operation.ts";

/** Folders that hold pages, and those that do where the program has pages at all. */
const pageFolder = /(^|\/)(frontend|browser|webapp|public)\//;
const maybePageFolder = /(^|\/)(client|web|ui|app|components|hooks|pages|stores)\//;
const serverFolder = /(^|\/)(server|api|backend|workers?|functions)\/|(^|\/)route\.[jt]s$/;
const usesNode = perFile(({ text }) => /\bfrom\s*["']node:|\bprocess\.(on|once|exit|argv|cwd)\b|\bBuffer\./.test(text));

export function* isInPage(operation: OperationCall, client: Client | undefined, ctx: RuleContext): Asking<boolean> {
  if (standsInPage(operation.call, ctx)) return true;
  if (client && !client.isDefault) return false;
  // Only a page has an address that a path alone could be completed by.
  return /^\/(?!\/)/.test((yield* addressOf(operation, ctx))?.text ?? "");
}

/** By what its file says of itself and where that stands. */
export function standsInPage(node: Node, ctx: RuleContext): boolean {
  const runtime = runtimeOf(node, ctx);
  if (runtime === "page") return true;
  const path = ctx.relativePath(node);
  if (pageFolder.test(path) && !usesNode(node.getSourceFile())) return true;
  return runtime === "either" && maybePageFolder.test(path) && !serverFolder.test(path);
}
