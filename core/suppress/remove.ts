/** Edits that take ignore comments away, whole or in part, and leave the text around them as if they had never been. */
import type { Safety } from "../finding.ts";
import type { Fix, Span } from "../rule.ts";
import { is, type SourceFile } from "../ts.ts";
import type { IgnoreComment } from "./comments.ts";

export interface Removal {
  readonly comment: IgnoreComment;
  /** The ids that go. When none is left, so does the comment. */
  readonly ids: ReadonlySet<string>;
}

export function removalFix(sourceFile: SourceFile, title: string, removals: readonly Removal[]): Fix {
  const edits = removals.map((removal) => editOf(sourceFile, removal));
  return {
    title,
    safety: edits.every(({ safety }) => safety === "safe") ? "safe" : "suggestion",
    write: (writer) => edits.forEach(({ span, text }) => writer.replaceSpan(span, text)),
  };
}

interface Edit {
  readonly span: Span;
  readonly text: string;
  readonly safety: Safety;
}

function editOf(sourceFile: SourceFile, { comment, ids }: Removal): Edit {
  const left = comment.ids.filter(({ id }) => !ids.has(id));
  const [first, last] = [comment.ids[0], comment.ids.at(-1)];
  if (left.length === 0 || !first || !last) return wholeEdit(sourceFile, comment);
  const text = left.map(({ id }) => id).join(", ");
  return { span: { start: first.span.start, end: last.span.end }, text, safety: "safe" };
}

/** A comment alone on its lines takes them along; one behind code takes the space before it. */
function wholeEdit({ text }: SourceFile, comment: IgnoreComment): Edit {
  const { start, end } = comment.outer;
  const before = /[^\S\r\n]*$/.exec(text.slice(0, start))![0].length;
  const after = /^[^\S\r\n]*/.exec(text.slice(end))![0].length;
  const newline = /^\r?\n|^\r/.exec(text.slice(end + after))?.[0].length ?? 0;
  const startsLine = start === before || /[\r\n]/.test(text[start - before - 1]!);
  const endsLine = newline > 0 || end + after === text.length;
  const safety = keepsText(comment, startsLine && endsLine) ? "safe" : "suggestion";
  if (startsLine && endsLine) return { span: { start: start - before, end: end + after + newline }, text: "", safety };
  if (endsLine) return { span: { start: start - before, end }, text: "", safety };
  return { span: { start, end: end + after }, text: "", safety };
}

/** In JSX the braces around a comment part the text before from the text behind; without them the two would join. */
function keepsText({ container }: IgnoreComment, alone: boolean): boolean {
  const parent = container?.parent;
  if (!parent || !(is.isJsxElement(parent) || is.isJsxFragment(parent))) return true;
  const at = parent.children.findIndex((child) => child === container);
  const texts = [parent.children[at - 1], parent.children[at + 1]].filter((child) => child && is.isJsxText(child));
  return alone && texts.some((child) => child!.getText().trim() === "");
}
