/** A code frame: the flagged line with the line above and the line below, and a mark under what is meant. */
import type { Range } from "../../core/finding.ts";
import type { Paint } from "../colour.ts";
import { type Cell, cellsOf } from "./display.ts";

export interface FrameLook {
  readonly paint: Paint;
  /** Columns of the terminal that the frame may fill, its line numbers included. */
  readonly width: number;
}

export function codeFrame(text: string, range: Range, { paint, width }: FrameLook): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  const flagged = range.start.line;
  if (flagged >= lines.length) return [];
  const first = Math.max(0, flagged - 1);
  const last = Math.min(lines.length - 1, flagged + 1);
  const gutter = String(last + 1).length;
  // Two columns stay for the "…" on either side of a line that is cut.
  const room = Math.max(20, width - gutter - 3 - 2);

  const end = range.end.line === flagged ? range.end.character : lines[flagged]!.length;
  const window = findWindow(lines[flagged]!, range.start.character, end, room);
  const frame: string[] = [];
  for (let line = first; line <= last; line++) {
    const code = cut(lines[line]!, window, room);
    frame.push(`${paint("dim", `${String(line + 1).padStart(gutter)} |`)} ${code}`.trimEnd());
    if (line === flagged) frame.push(`${" ".repeat(gutter)} ${paint("dim", "|")} ${mark(window, room, paint)}`);
  }
  return frame;
}

/** The part of long lines that is shown, and where the mark stands in it; a frame's lines are cut at one column. */
interface Window {
  /** The first UTF-16 unit that is looked at: what lies far before it is not even measured. */
  readonly from: number;
  /** Columns that are cut off after `from`. */
  readonly skip: number;
  /** In columns, counted from the left edge of what is shown. */
  readonly markStart: number;
  readonly markEnd: number;
}

function findWindow(line: string, start: number, end: number, room: number): Window {
  const from = line.length <= reach(room) ? 0 : Math.max(0, start - room);
  const cells = cellsOf(line.slice(from, from + reach(room)));
  const markStart = columnAt(cells, start - from);
  const markEnd = Math.max(markStart + 1, columnAt(cells, end - from));
  const skip = markEnd <= room ? 0 : Math.max(0, markStart - Math.floor(room / 4));
  return { from, skip, markStart: markStart - skip, markEnd: markEnd - skip };
}

/** How many units of a line are looked at: minified files have lines of a million. */
function reach(room: number): number {
  return 4 * room;
}

/** An offset inside of a cell means the cell: an emoji is many units and one thing to see. */
function columnAt(cells: readonly Cell[], offset: number): number {
  let column = 0;
  for (const cell of cells) {
    if (offset < cell.end) return column;
    column += cell.width;
  }
  return column;
}

function cut(line: string, { from, skip }: Window, room: number): string {
  const shown: string[] = [];
  let column = -skip;
  let over = line.length > from + reach(room);
  for (const cell of cellsOf(line.slice(from, from + reach(room)))) {
    const start = column;
    column += cell.width;
    if (column > room) {
      over = true;
      break;
    }
    // Of what the left edge cuts through, the columns inside of the window stay, so that the mark below fits.
    if (start >= 0) shown.push(cell.shown);
    else if (column > 0) shown.push(" ".repeat(column));
  }
  const before = from + skip > 0 && shown.length > 0 ? "…" : "";
  return before + shown.join("") + (over ? "…" : "");
}

function mark({ from, skip, markStart, markEnd }: Window, room: number, paint: Paint): string {
  const before = from + skip > 0 ? 1 : 0;
  const length = Math.max(1, Math.min(markEnd, room) - markStart);
  return " ".repeat(before + markStart) + paint("red", "~".repeat(length));
}
