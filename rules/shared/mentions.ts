/** Whether code mentions a name, by its text. */
import type { Node } from "../../core/ts.ts";

/** As itself or as a part of something. */
export function mentions(node: Node, name: string): boolean {
  return new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(node.getText());
}

/** As itself, and not as a member of something else. */
export function mentionsAlone(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`).test(text);
}

/** A name as a regular expression has it. */
export function escaped(name: string): string {
  return name.replaceAll("$", "\\$");
}
