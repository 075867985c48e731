/** Offsets and positions. Both count UTF-16 units, as the compiler and the editors do. */
import type { Range } from "./finding.ts";
import type { SourceFile } from "./ts.ts";

export function rangeOf(sourceFile: SourceFile, start: number, end: number): Range {
  return {
    start: sourceFile.getLineAndCharacterOfPosition(start),
    end: sourceFile.getLineAndCharacterOfPosition(end),
  };
}
