/**
 * Findings drawn under the code, as the compiler draws its errors:
 *
 *     save();
 *     ~~~~~~ this promise is dropped
 *            because: it rejects when the disk is full @ store.ts: writeFile(path, text)
 *
 * A finding over several lines is underlined in its first and its last line, with `…` where the two halves meet. The
 * text is the test: what is drawn from the findings must equal what stands in the case.
 */
import type { Category, Finding, Place, Range } from "../../core/finding.ts";

const underline = /^\s*(?:~+…?|…~*)(?: .*)?$/;
const step = /^\s*because: /;

export interface Drawing {
  /** The category that goes without saying; another one is said before the message. */
  readonly category: Category;
  /** Leave the messages out, as examples do that only mark places. */
  readonly silent?: boolean;
  /** The code of any file of the case, and its name as the case calls it. */
  readonly lookUp: (file: string) => { readonly name: string; readonly code: string } | undefined;
}

/** The code alone, without what is drawn under it. */
export function strip(marked: string): string {
  let drawn = false;
  return marked
    .split("\n")
    .filter((line) => !(drawn = underline.test(line) || (drawn && step.test(line))))
    .join("\n");
}

export function hasUnderlines(marked: string): boolean {
  return strip(marked) !== marked;
}

/** Whether any underline carries a message. */
export function hasMessages(marked: string): boolean {
  return marked.split("\n").some((line) => underline.test(line) && /[~…] /.test(line));
}

/** The code with its findings under it. */
export function draw(code: string, findings: readonly Finding[], drawing: Drawing): string {
  const lines = code.split("\n");
  const under = new Map<number, string[]>();
  const add = (line: number, text: string): void => void under.set(line, [...(under.get(line) ?? []), text.trimEnd()]);
  for (const finding of [...findings].sort(inOrder)) {
    const { start, end } = finding.range;
    const last = lines[end.line] ?? "";
    const oneLine = start.line === end.line;
    if (!oneLine) {
      const first = lines[start.line] ?? "";
      const width = first.trimEnd().length - start.character;
      add(start.line, pad(first, start.character) + "~".repeat(Math.max(0, width - 1)) + "…");
    }
    const from = oneLine ? start.character : last.length - last.trimStart().length;
    const width = Math.max(1, end.character - from);
    const mark = pad(last, from) + (oneLine ? "~".repeat(width) : "…" + "~".repeat(width - 1));
    add(end.line, drawing.silent ? mark : `${mark} ${saying(finding, drawing)}`);
    if (drawing.silent) continue;
    for (const place of finding.because) {
      add(
        end.line,
        `${pad(last, from)}${" ".repeat(width)} because: ${place.message} @ ${showPlace(place, finding, drawing)}`,
      );
    }
  }
  return lines.flatMap((line, index) => [line, ...(under.get(index) ?? [])]).join("\n");
}

/** The text under a range, line ends as they stand. */
function textAt(code: string, range: Range): string {
  const lines = code.split("\n");
  if (range.start.line === range.end.line) {
    return (lines[range.start.line] ?? "").slice(range.start.character, range.end.character);
  }
  const first = (lines[range.start.line] ?? "").slice(range.start.character);
  const last = (lines[range.end.line] ?? "").slice(0, range.end.character);
  return [first, ...lines.slice(range.start.line + 1, range.end.line), last].join("\n");
}

function saying(finding: Finding, drawing: Drawing): string {
  return finding.category === drawing.category ? finding.message : `${finding.category}: ${finding.message}`;
}

/** A place is named by the code that stands there, which says more than its line and stays true when lines move. */
function showPlace(place: Place, finding: Finding, drawing: Drawing): string {
  const file = drawing.lookUp(place.file);
  if (!file) return place.file.slice(place.file.lastIndexOf("/node_modules/") + 1);
  const [first = "", ...rest] = textAt(file.code, place.range).split("\n");
  const code = rest.length > 0 ? `${first.trimEnd()} …` : first;
  return place.file === finding.file ? code : `${file.name}: ${code}`;
}

/** Blanks up to a column, tabs kept, so that the underline stands below its code whatever a tab's width is. */
function pad(line: string, column: number): string {
  return line.slice(0, column).replace(/[^\t]/g, " ");
}

function inOrder(a: Finding, b: Finding): number {
  const { start: s, end: e } = a.range;
  const { start: t, end: f } = b.range;
  return (
    s.line - t.line ||
    s.character - t.character ||
    e.line - f.line ||
    e.character - f.character ||
    (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
  );
}
