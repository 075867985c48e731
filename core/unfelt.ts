/**
 * Edits that nothing can feel: inside of a comment, or in the name of a variable or parameter of a function that nothing
 * else mentions. What is typed most while something new is written leaves every type, symbol and callee of the program as
 * it was, so the program need not be brought up to date for it.
 */
import { enclosingFunction } from "./functions.ts";
import type { Span } from "./rule.ts";
import { commentAt, triviaAt } from "./suppress/comments.ts";
import { type Node, type SourceFile, is } from "./ts.ts";
import { indexOfWord } from "./words.ts";

/** The part of the old text that is another now; undefined where none is. */
export function changedSpan(before: string, after: string): Span | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const endsAlike = (from: number, to: number): boolean =>
    before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from);
  return { start, end: before.length - longest(shorter - start, endsAlike) };
}

/** The most that is alike, up to a length: found by halves, since texts are compared much faster than characters. */
function longest(length: number, areAlike: (from: number, to: number) => boolean): number {
  let [known, most] = [0, length];
  while (known < most) {
    const middle = Math.ceil((known + most) / 2);
    if (areAlike(known, middle)) known = middle;
    else most = middle - 1;
  }
  return known;
}

/** Whether an edit may be one of these, as far as the tree before it can tell. */
export function mayBeUnfelt(before: SourceFile, text: string): boolean {
  const span = isTypeScript(before.fileName) ? changedSpan(before.text, text) : undefined;
  return span !== undefined && holderOf(before, span) !== undefined;
}

/** Whether a changed part lies in the same comment or name before and after. That all else stands as it did is for the caller to see. */
export function isUnfelt(before: SourceFile, after: SourceFile, span: Span): boolean {
  const holder = holderOf(before, span);
  const end = span.end + after.text.length - before.text.length;
  return holder !== undefined && holder === holderOf(after, { start: span.start, end });
}

/** JavaScript takes types from comments, and what a file of declarations says is for others. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file) && !/\.d\.[^/]*ts$/.test(file);
}

/** Where the comment or the name begins that the text is in. */
function holderOf(sourceFile: SourceFile, { start, end }: Span): number | undefined {
  const comment = commentAt(sourceFile, start - 1);
  if (comment) {
    const text = sourceFile.text.slice(comment.start, comment.end);
    const inside = { start: comment.start + 2, end: text.startsWith("/*") ? comment.end - 2 : comment.end };
    return !isDirective(text) && start >= inside.start && end <= inside.end ? comment.start : undefined;
  }
  const { node } = triviaAt(sourceFile, start - 1);
  return end <= node.end && node.getStart() < start && isPrivateName(node) ? node.getStart() : undefined;
}

/** Some comments are read by the compiler. */
function isDirective(comment: string): boolean {
  return /^\/\/\/|@jsx/.test(comment);
}

/** Whether a name stands for something inside of a function, and stands nowhere else. */
function isPrivateName(name: Node): boolean {
  if (!is.isIdentifier(name)) return false;
  const declaration = name.parent;
  const isVariable = is.isVariableDeclaration(declaration) || (is.isParameterDeclaration(declaration) && !declaration.modifiers);
  if (!isVariable || declaration.name !== name || is.isSourceFile(enclosingFunction(declaration))) return false;
  const { text } = name.getSourceFile();
  // Written with escapes, a name is another text than it stands for.
  const isMeant = /^(?:this|arguments|undefined)$/.test(name.text) || text.includes("\\u");
  return !isMeant && indexOfWord(text, name.text, name.end) < 0 && indexOfWord(text, name.text) === name.getStart();
}
