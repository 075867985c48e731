/** Offsets and positions. Both count UTF-16 units, as the compiler and the editors do. */
import type { Position, Range } from "./finding.ts";
import type { SourceFile } from "./ts.ts";

export function rangeOf(sourceFile: SourceFile, start: number, end: number): Range {
  return { start: positionOf(sourceFile, start), end: positionOf(sourceFile, end) };
}

export function offsetOf(sourceFile: SourceFile, { line, character }: Position): number {
  return (lineStarts(sourceFile)[line] ?? sourceFile.text.length) + character;
}

function positionOf(sourceFile: SourceFile, offset: number): Position {
  const starts = lineStarts(sourceFile);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (starts[low] as number) };
}

const known = new WeakMap<SourceFile, readonly number[]>();

/** The compiler ends lines at U+2028 and U+2029 as well; editors do not. */
function lineStarts(sourceFile: SourceFile): readonly number[] {
  let starts = known.get(sourceFile);
  if (!starts) {
    const { text } = sourceFile;
    starts = /[\u2028\u2029]/.test(text)
      ? [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)]
      : sourceFile.getLineStarts();
    known.set(sourceFile, starts);
  }
  return starts;
}
