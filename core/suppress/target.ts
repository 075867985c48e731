/**
 * Which code an ignore comment for a line speaks of.
 *
 * The rule is one sentence: it covers the findings that begin on its line, and those on the later links of a call
 * chain that begins on its line. A comment thus never reaches into arguments, callbacks or the rest of a long
 * statement: those lines take a comment of their own. The chain is the one exception because formatters break it
 * freely, so whether `.json()` stands on the first line or the third is not the author's choice.
 */
import { is, type Node, type SourceFile } from "../ts.ts";
import { commentAt, type IgnoreComment, isEmptyContainer, triviaAt } from "./comments.ts";

/** The line that a `next-line` or `line` comment speaks of; undefined when no code follows. */
export function targetLine(sourceFile: SourceFile, { form, outer }: IgnoreComment): number | undefined {
  return form === "line" ? lineOf(sourceFile, outer.start) : nextCodeLine(sourceFile, outer.end);
}

export function coversLine(sourceFile: SourceFile, line: number, offset: number): boolean {
  return lineOf(sourceFile, offset) === line || lineOf(sourceFile, chainStart(sourceFile, offset)) === line;
}

export function lineOf(sourceFile: SourceFile, offset: number): number {
  return sourceFile.getLineAndCharacterOfPosition(offset).line;
}

/** The next line that holds code: blank lines and further comments are passed over, so that comments can be stacked. */
function nextCodeLine(sourceFile: SourceFile, offset: number): number | undefined {
  const { text } = sourceFile;
  let at = sourceFile.getLineStarts()[lineOf(sourceFile, offset) + 1] ?? text.length;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))![0].length;
    if (at >= text.length) return undefined;
    const comment = commentAt(sourceFile, at);
    const { node } = triviaAt(sourceFile, at);
    if (comment) at = comment.end;
    else if (isEmptyContainer(node)) at = node.end;
    else return lineOf(sourceFile, at);
  }
}

/** Where the chain of calls and properties begins that this place is a link of. */
function chainStart(sourceFile: SourceFile, offset: number): number {
  let { node } = triviaAt(sourceFile, offset);
  while (isLink(node)) node = node.parent;
  return node.getStart();
}

function isLink(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (is.isPropertyAccessExpression(parent)) return parent.expression === node || parent.name === node;
  if (is.isElementAccessExpression(parent) || is.isCallExpression(parent)) return parent.expression === node;
  return is.isNonNullExpression(parent);
}
