/** Whether code runs in a page, where a rejection ends nothing and is seen by nobody. */
import type { Questions } from "../../core/context.ts";
import type { Node } from "../../core/ts.ts";

export function runsInBrowser(node: Node, ctx: Questions): boolean {
  const { fileName, text } = node.getSourceFile();
  if (/\bfrom\s*["']node:|\bprocess\.(on|exit|argv)\b/.test(text)) return false;
  if (/\.[jt]sx$/.test(fileName)) return true;
  const usesPage = /\b(window|localStorage|sessionStorage|document)\.(add|remove|query|get|set|create|body|cookie|location)/.test(text) || /\bfrom\s*["']react(-dom)?["']/.test(text);
  return usesPage || !ctx.usesPackage(fileName, "node") && /\b(HTMLElement|self|navigator)\b/.test(text);
}
