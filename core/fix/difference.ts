/** The edits that lead from one text to another. */
import { diffWordsWithSpace } from "diff";
import { type SpanEdit, minimal } from "./edits.ts";

/** Sorted and apart, in words; `offset` is where `before` begins in its file. */
export function difference(before: string, after: string, offset = 0): SpanEdit[] {
  const whole = minimal(before, { start: 0, end: before.length, text: after });
  if (!whole) return [];
  const edits: SpanEdit[] = [];
  let at = whole.start;
  for (const part of diffWordsWithSpace(before.slice(whole.start, whole.end), whole.text)) {
    const last = edits.at(-1);
    if (!part.added && !part.removed) at += part.value.length;
    else if (part.removed) edits.push({ start: at, end: (at += part.value.length), text: "" });
    else if (last?.end === at && last.text === "") edits[edits.length - 1] = { ...last, text: part.value };
    else edits.push({ start: at, end: at, text: part.value });
  }
  return edits.map((edit) => ({ ...edit, start: edit.start + offset, end: edit.end + offset }));
}
