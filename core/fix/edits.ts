/** Edits of one file's text: applying them, merging those of several fixes, keeping each as small as it can be. */

/** Replaces `start`..`end`, in UTF-16 offsets as the compiler counts them: a byte order mark is not counted. */
export interface SpanEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Names what several fixes may each need and one is enough of: an import, an `async`. */
  readonly provides?: string;
}

/** A file that a fix adds to the project. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** What one fix does, or several together. */
export interface Built {
  /** Sorted, apart from each other, and no larger than they need be. */
  readonly edits: readonly SpanEdit[];
  readonly files: readonly NewFile[];
}

export function applyEdits(text: string, edits: readonly SpanEdit[]): string {
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  let result = text.slice(0, mark);
  let at = mark;
  for (const edit of edits) {
    result += text.slice(at, edit.start + mark) + edit.text;
    at = edit.end + mark;
  }
  return result + text.slice(at);
}

/**
 * Many fixes as one. A fix that cannot stand beside an earlier one is left out whole, because half a fix is worse than
 * none. What both provide is written once.
 */
export function mergeFixes(fixes: readonly Built[]): Built {
  const edits: SpanEdit[] = [];
  const files: NewFile[] = [];
  for (const fix of fixes) {
    const fresh = fix.edits.filter((edit) => !edits.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => edits.some((other) => conflicts(edit, other)))) continue;
    if (fix.files.some((file) => files.some((other) => file.path === other.path && file.text !== other.text))) continue;
    edits.push(...fresh);
    files.push(...fix.files.filter((file) => !files.some((other) => file.path === other.path)));
  }
  return { edits: edits.sort(byPlace), files };
}

/** By place; what is only inserted comes before what is replaced at the same place. Stable otherwise. */
export function byPlace(a: SpanEdit, b: SpanEdit): number {
  return a.start - b.start || a.end - b.end;
}

/**
 * The smallest edit with the same effect, whole words kept: turning `Error` into `AppError` replaces the name rather than
 * inserting `App`, so that two fixes of one name are seen to conflict. Undefined when nothing changes.
 */
export function minimal(text: string, edit: SpanEdit): SpanEdit | undefined {
  const old = text.slice(edit.start, edit.end);
  if (old === edit.text) return undefined;
  const shorter = Math.min(old.length, edit.text.length);
  let head = 0;
  while (head < shorter && old[head] === edit.text[head]) head++;
  while (head > 0 && (splits(old, head) || splits(edit.text, head))) head--;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === edit.text.at(-1 - tail)) tail++;
  while (tail > 0 && (splits(old, old.length - tail) || splits(edit.text, edit.text.length - tail))) tail--;
  return {
    ...edit,
    start: edit.start + head,
    end: edit.end - tail,
    text: edit.text.slice(head, edit.text.length - tail),
  };
}

/** Does a cut at `at` part a word, a surrogate pair or a CRLF? */
function splits(text: string, at: number): boolean {
  if (/[\uD800-\uDBFF]/.test(text[at - 1] ?? "")) return true;
  return /[\w$\u0080-\uFFFF]{2}|\r\n/u.test(text.slice(at - 1, at + 1));
}

function isSame(a: SpanEdit, b: SpanEdit): boolean {
  return a.provides !== undefined && a.provides === b.provides && sits(a, b) && a.text === b.text;
}

function conflicts(a: SpanEdit, b: SpanEdit): boolean {
  if (a.provides !== undefined && a.provides === b.provides) return true;
  const onlyInsert = a.start === a.end && b.start === b.end;
  if (onlyInsert && a.provides !== undefined && b.provides !== undefined) return false;
  return sits(a, b) || (a.start < b.end && b.start < a.end);
}

function sits(a: SpanEdit, b: SpanEdit): boolean {
  return a.start === b.start && a.end === b.end;
}
