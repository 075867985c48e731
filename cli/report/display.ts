/**
 * How text looks on a terminal. Code may hold anything: characters two columns wide, marks of no width, tabs, and
 * escape sequences that would steer the terminal of whoever reads the report.
 */

/** One thing that the reader sees, and where it stands in the text. */
export interface Cell {
  /** The offset in UTF-16 units at which it is over. */
  readonly end: number;
  readonly shown: string;
  /** In terminal columns. */
  readonly width: number;
}

const tabWidth = 4;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const shown = segment === "\t" ? " ".repeat(tabWidth - (column % tabWidth)) : visible(segment);
    const width = segment === "\t" ? shown.length : widthOf(shown);
    cells.push({ end: index + segment.length, shown, width });
    column += width;
  }
  return cells;
}

/** Text without anything that a terminal would obey: controls show as pictures, invisible steering as �. */
export function visible(text: string): string {
  return text
    .replace(/[\x00-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function widthOf(grapheme: string): number {
  const code = grapheme.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  if (/^[\p{Mark}\p{Format}]+$/u.test(grapheme)) return 0;
  return isWide(code) ? 2 : 1;
}

/** The blocks that Unicode calls East Asian wide or fullwidth, of those that turn up in programs. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
