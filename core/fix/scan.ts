/** Looking at the text between nodes, where comments and commas stand that the tree does not hold. */
import type { Span } from "../rule.ts";

/** A comment, a comma, or a line break. */
export interface Piece extends Span {
  readonly kind: "comment" | "comma" | "break";
}

/** What stands in `text` from `start` to `end`, which must hold trivia and commas only. */
export function pieces(text: string, start: number, end: number): Piece[] {
  const pattern = /(?<comment>\/\/[^\r\n]*|\/\*[^]*?\*\/)|(?<comma>,)|(?<break>\r?\n)/g;
  const found: Piece[] = [];
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const kind = match.groups?.["comment"] ? "comment" : match.groups?.["comma"] ? "comma" : "break";
    found.push({ kind, start: start + match.index, end: start + match.index + match[0].length });
  }
  return found;
}

/** Where the comments that follow `at` on its own line end, `at` itself when there are none. */
export function endOfTrailingComments(text: string, at: number): number {
  const match = /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/))+/.exec(text.slice(at));
  return match ? at + match[0].length : at;
}

/** The white space that the line of `at` begins with. */
export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? "";
}

/** Does only white space stand before `at` on its line? */
export function startsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === "";
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}
