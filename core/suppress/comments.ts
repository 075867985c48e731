/** Finds ignore comments: real comments of the syntax tree that begin with `resilint-ignore`. */
import type { Span } from "../rule.ts";
import { createScanner, is, LanguageVariant, type Node, NodeFlags, type SourceFile, SyntaxKind } from "../ts.ts";

export const forms = ["next-line", "line", "start", "end", "file"] as const;
export type Form = (typeof forms)[number];

export interface NamedId {
  readonly id: string;
  readonly span: Span;
}

export interface IgnoreComment {
  /** Undefined when the comment's word is none of the forms. */
  readonly form: Form | undefined;
  /** The word as written, `resilint-ignore-…`. */
  readonly word: string;
  readonly wordSpan: Span;
  readonly ids: readonly NamedId[];
  readonly hasReason: boolean;
  /** The comment itself. */
  readonly comment: Span;
  /** The comment, or the `{…}` that stands around it among the children of a JSX element. */
  readonly outer: Span;
  readonly container: Node | undefined;
}

/** Only what a comment begins with counts, so that prose may name the comments without being one. */
const pattern = new RegExp(
  [
    String.raw`^(?<open>//[\s/]*|/\*[\s*]*)`,
    String.raw`(?<word>resilint-ignore[\w-]*)(?<gap>\s*)`,
    String.raw`(?<ids>[\w-]+(?:\s*,\s*[\w-]+)*)?`,
    String.raw`(?:\s*:(?<reason>[^]*))?`,
  ].join(""),
);

export function ignoreComments(sourceFile: SourceFile): readonly IgnoreComment[] {
  const { text } = sourceFile;
  const found: IgnoreComment[] = [];
  let at = text.indexOf("resilint-ignore");
  while (at >= 0) {
    const comment = commentAt(sourceFile, at);
    const read = comment && readComment(sourceFile, comment);
    if (read) found.push(read);
    at = text.indexOf("resilint-ignore", comment ? comment.end : at + 1);
  }
  return found;
}

function readComment(sourceFile: SourceFile, comment: Span): IgnoreComment | undefined {
  const text = sourceFile.text.slice(comment.start, comment.end);
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  const { open = "", word = "", gap = "", ids = "", reason = "" } = groups;
  const wordStart = comment.start + open.length;
  const idsStart = wordStart + word.length + gap.length;
  const named = [...ids.matchAll(/[\w-]+/g)].map((match): NamedId => {
    const start = idsStart + match.index;
    return { id: match[0], span: { start, end: start + match[0].length } };
  });
  const container = containerOf(sourceFile, comment);
  return {
    form: forms.find((form) => word === `resilint-ignore-${form}`),
    word,
    wordSpan: { start: wordStart, end: wordStart + word.length },
    ids: named,
    hasReason: /[\p{L}\p{N}]/u.test(reason),
    comment,
    outer: container ? { start: container.getStart(), end: container.end } : comment,
    container,
  };
}

/** The comment around an offset; undefined where the offset lies in code, a string, a template, a regex or JSX text. */
export function commentAt(sourceFile: SourceFile, offset: number): Span | undefined {
  const { region } = triviaAt(sourceFile, offset);
  if (!region) return undefined;
  const variant = sourceFile.languageVariant ?? LanguageVariant.Standard;
  const scanner = createScanner(false, variant, sourceFile.text, region.start, region.end - region.start);
  for (;;) {
    const kind = scanner.scan();
    if (kind === SyntaxKind.EndOfFile || scanner.getTokenStart() > offset) return undefined;
    if (scanner.getTokenEnd() <= offset) continue;
    const isComment = kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia;
    return isComment ? { start: scanner.getTokenStart(), end: scanner.getTokenEnd() } : undefined;
  }
}

/**
 * The deepest node around an offset, and the stretch of text there that holds only trivia, punctuation and keywords:
 * the space before a token, or between two children of a node. Comments stand nowhere else.
 */
export function triviaAt(sourceFile: SourceFile, offset: number): { readonly node: Node; readonly region?: Span } {
  let node: Node = sourceFile;
  for (;;) {
    let [left, right] = [node.pos, node.end];
    let inner: Node | undefined;
    // Types in JSDoc comments of JavaScript are nodes of the tree as well, and stand inside comments.
    node.forEachChild((child): undefined => {
      if (child.flags & NodeFlags.Reparsed) return;
      if (child.end <= offset) left = Math.max(left, child.end);
      else if (child.pos > offset) right = Math.min(right, child.pos);
      else inner ??= child;
    });
    if (inner) {
      node = inner;
      continue;
    }
    if (node.kind === SyntaxKind.JsxText) return { node };
    if (!is.isTokenKind(node.kind)) return { node, region: { start: left, end: right } };
    const start = node.getStart();
    return offset < start ? { node, region: { start: node.pos, end: start } } : { node };
  }
}

function containerOf(sourceFile: SourceFile, comment: Span): Node | undefined {
  const { node } = triviaAt(sourceFile, comment.start);
  return isEmptyContainer(node) ? node : undefined;
}

/** Empty braces among the children of a JSX element: the only way to write a comment there. */
export function isEmptyContainer(node: Node): boolean {
  return is.isJsxExpression(node) && !node.expression && isJsxParent(node.parent);
}

export function isJsxParent(node: Node | undefined): boolean {
  return node !== undefined && (is.isJsxElement(node) || is.isJsxFragment(node));
}
