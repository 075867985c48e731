/** Puts what a callback does in a `try`, in the callback's own layout. */
import { layoutOf } from "../../core/fix/layout.ts";
import { indentAt } from "../../core/fix/scan.ts";
import type { Callable } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";

/** What runs over several lines inside a template is text, and cannot be moved. */
export function mayGuard({ body }: Callable): boolean {
  return body !== undefined && !hasLongText(body);
}

function hasLongText(node: Node): boolean {
  const isPart = is.isTemplateHead(node) || is.isTemplateMiddle(node) || is.isTemplateTail(node);
  if (isPart || is.isNoSubstitutionTemplateLiteral(node)) return node.getText().includes("\n");
  return node.forEachChild((child) => hasLongText(child) || undefined) ?? false;
}

/** `handling` is what the `catch` does with its `error`, as an expression. */
export function guardBody(writer: Writer, { body }: Callable, handling: string): void {
  if (!body) return;
  const sourceFile = body.getSourceFile();
  const { eol, indent: step, semicolon } = layoutOf(sourceFile);
  const { text } = sourceFile;
  const outer = eol + indentAt(text, body.getStart());
  const inner = outer + step;
  const ending = `${inner}} catch (error) {${inner}${step}${handling}${semicolon}${inner}}${outer}`;
  if (!is.isBlock(body)) {
    indentLines(writer, text, body.getStart(), body.end, step + step);
    writer.insertBefore(body, `{${inner}try {${inner}${step}`);
    return writer.insertAfter(body, `${semicolon}${ending}}`);
  }
  const open = body.getStart() + 1;
  const close = body.end - 1;
  const inside = text.slice(open, close);
  const start = open + inside.length - inside.trimStart().length;
  const end = close - (inside.length - inside.trimEnd().length);
  const isOnOwnLines = /^[ \t]*\r?\n/.test(inside);
  if (isOnOwnLines) indentLines(writer, text, start, end, step);
  writer.replaceSpan({ start: open, end: start }, `${inner}try {${inner}${step}`);
  writer.replaceSpan({ start: end, end: close }, ending);
}

function indentLines(writer: Writer, text: string, from: number, to: number, step: string): void {
  for (const { index } of text.slice(from, to).matchAll(/\n(?=[^\r\n])/g)) {
    writer.replaceSpan({ start: from + index + 1, end: from + index + 1 }, step);
  }
}
