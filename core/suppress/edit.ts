/** The edit behind "ignore with a reason": writes an ignore comment where the code allows one, or adds to one there. */
import type { Span } from "../rule.ts";
import { getLeadingCommentRanges, is, type Node, type SourceFile, SyntaxKind } from "../ts.ts";
import { commentAt, type IgnoreComment, ignoreComments, isJsxParent, triviaAt } from "./comments.ts";
import { coversLine, lineOf, targetLine } from "./target.ts";

export interface SpanEdit {
  readonly span: Span;
  readonly text: string;
}

/** The comment silences `rule` for the finding that begins at `offset`, or for the whole file. */
export function ignoreCommentEdit(
  sourceFile: SourceFile,
  offset: number,
  rule: string,
  scope: "line" | "file",
  reason?: string,
): SpanEdit {
  const last = commentFor(sourceFile, offset, scope)?.ids.at(-1);
  if (last) return insert(last.span.end, `, ${rule}`);
  const words = reason === undefined ? rule : `${rule}: ${oneLine(reason)}`;
  return scope === "file" ? fileEdit(sourceFile, words) : lineEdit(sourceFile, offset, words);
}

/** The comment that already speaks of this place, and can name one more rule. */
function commentFor(sourceFile: SourceFile, offset: number, scope: "line" | "file"): IgnoreComment | undefined {
  return ignoreComments(sourceFile).find((comment) => {
    if (comment.ids.length === 0) return false;
    if (scope === "file") return comment.form === "file";
    if (comment.form !== "line" && comment.form !== "next-line") return false;
    const line = targetLine(sourceFile, comment);
    return line !== undefined && coversLine(sourceFile, line, offset);
  });
}

function lineEdit(sourceFile: SourceFile, offset: number, words: string): SpanEdit {
  const { text } = sourceFile;
  const lineStart = sourceFile.getLineStarts()[lineOf(sourceFile, offset)]!;
  const indent = /^[^\S\r\n]*/.exec(text.slice(lineStart))![0];
  const first = lineStart + indent.length;
  const newline = newlineOf(text);
  if (startsJsxChild(sourceFile, first)) {
    return insert(lineStart, `${indent}{/* resilint-ignore-next-line ${words} */}${newline}`);
  }
  if (startsCode(sourceFile, lineStart)) {
    return insert(lineStart, `${indent}// resilint-ignore-next-line ${words}${newline}`);
  }
  // The line begins inside a template or JSX text, where no comment can stand: it goes right before the finding.
  const inline = `/* resilint-ignore-line ${words} */`;
  return insert(offset, startsJsxChild(sourceFile, offset) ? `{${inline}}` : `${inline} `);
}

/** Whether an element, a fragment or braces begin here as a child of a JSX element. */
function startsJsxChild(sourceFile: SourceFile, offset: number): boolean {
  let node: Node | undefined = triviaAt(sourceFile, offset).node;
  for (; node && node.getStart() === offset; node = node.parent) {
    if (isJsxParent(node.parent) && node.kind !== SyntaxKind.JsxText && isChild(node.parent, node)) return true;
  }
  return false;
}

function isChild(parent: Node, node: Node): boolean {
  return (is.isJsxElement(parent) || is.isJsxFragment(parent)) && parent.children.some((child) => child === node);
}

/** Whether a line comment may stand above this line: its start lies between tokens, and in no comment or JSX text. */
function startsCode(sourceFile: SourceFile, lineStart: number): boolean {
  const { node, region } = triviaAt(sourceFile, lineStart);
  if (region) return !commentAt(sourceFile, lineStart);
  return node.kind !== SyntaxKind.JsxText && node.getStart() === lineStart;
}

/** Below a shebang, a licence and directives such as "use strict", which must stay first. */
function fileEdit(sourceFile: SourceFile, words: string): SpanEdit {
  const { text } = sourceFile;
  const newline = newlineOf(text);
  const directive = directives(sourceFile).at(-1);
  const last = directive ? lineOf(sourceFile, directive.end) : headerEnd(sourceFile);
  const at = last === undefined ? 0 : sourceFile.getLineStarts()[last + 1];
  const comment = `// resilint-ignore-file ${words}`;
  return at === undefined ? insert(text.length, `${newline}${comment}`) : insert(at, `${comment}${newline}`);
}

function directives({ statements }: SourceFile): readonly Node[] {
  const end = statements.findIndex((each) => !is.isExpressionStatement(each) || !is.isStringLiteral(each.expression));
  return statements.slice(0, end < 0 ? statements.length : end);
}

/** The last line of the shebang and the header comments: those that a blank line parts from the code, or a licence. */
function headerEnd(sourceFile: SourceFile): number | undefined {
  const { text } = sourceFile;
  let last = text.startsWith("#!") ? 0 : undefined;
  for (const block of commentBlocks(sourceFile)) {
    const isParted = /^[^\S\r\n]*(\r?\n[^\S\r\n]*\r?\n|\r?\n?$)/.test(text.slice(block.end));
    const isLicence = /^\/\*!|copyright|licen[cs]e|@ts-(no)?check|@flow|@jsx/i.test(text.slice(block.start, block.end));
    if (!isParted && !isLicence) break;
    last = lineOf(sourceFile, block.end);
  }
  return last;
}

/** The comments above the first code; line comments that follow each other are one. */
function commentBlocks(sourceFile: SourceFile): Span[] {
  const blocks: { start: number; end: number }[] = [];
  for (const { pos, end } of getLeadingCommentRanges(sourceFile.text, 0) ?? []) {
    const last = blocks.at(-1);
    if (last && lineOf(sourceFile, pos) === lineOf(sourceFile, last.end) + 1) last.end = end;
    else blocks.push({ start: pos, end });
  }
  return blocks;
}

function newlineOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** A reason must not end its own comment. */
function oneLine(reason: string): string {
  return reason.replace(/\s+/g, " ").replaceAll("*/", "* /").trim();
}

function insert(at: number, text: string): SpanEdit {
  return { span: { start: at, end: at }, text };
}
