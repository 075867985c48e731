/** Edits as editors take them: by line and column, with the files that come with them. */
import type { TextEdit } from "../finding.ts";
import { rangeOf } from "../text.ts";
import type { SourceFile } from "../ts.ts";
import type { Built, SpanEdit } from "./edits.ts";

export function allEdits(sourceFile: SourceFile, { edits, files }: Built): TextEdit[] {
  const nowhere = { line: 0, character: 0 };
  const range = { start: nowhere, end: nowhere };
  const created = files.map(({ path, text }) => ({ file: path, range, text, creates: true as const }));
  return [...created, ...textEdits(sourceFile, edits)];
}

export function textEdits(sourceFile: SourceFile, edits: readonly SpanEdit[]): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ file: sourceFile.fileName, range: rangeOf(sourceFile, start, end), text }));
}
