/** Adding to a list between brackets: properties, arguments, import specifiers. */
import type { Span } from "../rule.ts";
import type { Layout } from "./layout.ts";
import type { SpanEdit } from "./edits.ts";
import { endOfTrailingComments, indentAt, lineEnd, lineStart, pieces, startsLine } from "./scan.ts";

export interface List {
  /** Just behind the opening bracket, and at the closing one. */
  readonly inside: Span;
  readonly items: readonly Span[];
  /** What stands between a bracket and the items of a one-line list: a space for braces, nothing for parentheses. */
  readonly pad: string;
  /** May it be spread over several lines when it becomes longer than the file's lines are? */
  readonly breakable: boolean;
}

/** Adds items at the end, the way the last one is laid out. */
export function addToList(text: string, list: List, added: readonly string[], layout: Layout): SpanEdit[] {
  const last = list.items.at(-1);
  if (!last) return fillEmpty(text, list, added, layout);
  const tail = pieces(text, last.end, list.inside.end);
  const comma = tail.find((piece) => piece.kind === "comma");
  const ownLine = startsLine(text, last.start) && lineStart(text, last.start) > list.inside.start;
  if (ownLine) {
    const at = endOfTrailingComments(text, comma?.end ?? last.end);
    const lead = layout.eol + indentAt(text, last.start);
    const body = added.map((item) => lead + item).join(",") + (comma ? "," : "");
    if (comma) return [{ start: at, end: at, text: body }];
    if (at === last.end) return [{ start: at, end: at, text: `,${body}` }];
    return [
      { start: last.end, end: last.end, text: "," },
      { start: at, end: at, text: body },
    ];
  }
  const joined = added.join(", ");
  if (list.breakable && isTooLong(text, list, joined, layout)) {
    const broken = breakLines(text, list, added, layout);
    if (broken) return broken;
  }
  if (comma) return [{ start: comma.end, end: comma.end, text: ` ${joined},` }];
  return [{ start: last.end, end: last.end, text: `, ${joined}` }];
}

function fillEmpty(text: string, list: List, added: readonly string[], layout: Layout): SpanEdit[] {
  const { start, end } = list.inside;
  const joined = added.join(", ");
  const inner = pieces(text, start, end);
  const comment = inner.findLast((piece) => piece.kind === "comment");
  if (!comment) return [{ start, end, text: list.pad + joined + list.pad }];
  const ownLine = inner.some((piece) => piece.kind === "break" && piece.start >= comment.end);
  if (!ownLine) return [{ start: comment.end, end: comment.end, text: ` ${joined}` }];
  const lead = layout.eol + indentAt(text, end) + layout.indent;
  return [{ start: comment.end, end: comment.end, text: added.map((item) => lead + item).join(",") }];
}

function isTooLong(text: string, list: List, joined: string, layout: Layout): boolean {
  const { start, end } = list.inside;
  if (/\n/.test(text.slice(start, end))) return false;
  return lineEnd(text, end) - lineStart(text, start) + joined.length + 2 > layout.width;
}

/** One item a line. Undefined where a comment stands between the items: whose it is cannot be known. */
function breakLines(text: string, list: List, added: readonly string[], layout: Layout): SpanEdit[] | undefined {
  const { start, end } = list.inside;
  const outer = layout.eol + indentAt(text, start);
  const inner = outer + layout.indent;
  const bounds = [start, ...list.items.flatMap((item) => [item.start, item.end]), end];
  const edits: SpanEdit[] = [];
  for (let i = 0; i < bounds.length; i += 2) {
    const [from, to] = [bounds[i]!, bounds[i + 1]!];
    if (pieces(text, from, to).some((piece) => piece.kind === "comment")) return undefined;
    const isLast = to === end;
    const more = isLast ? added.map((item) => `,${inner}${item}`).join("") + layout.trailingComma + outer : undefined;
    edits.push({ start: from, end: to, text: more ?? (i === 0 ? inner : `,${inner}`) });
  }
  return edits;
}
