/** Text and positions, for those who apply edits. */
import type { Position, TextEdit } from "../../core/finding.ts";

/** The text after all of `edits`, which speak of the text as it is now and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
  // Stable order keeps edits at one place in the order given.
  const last = [...edits].sort((a, b) => offset(a.range.start) - offset(b.range.start)).reverse();
  return last.reduce(
    (now, { range, text: added }) => now.slice(0, offset(range.start)) + added + now.slice(offset(range.end)),
    text,
  );
}

export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
