/** A body that is put into a `try`, where its lines can be moved to the right. */
import { type Block, type Node, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";

type Write = (writer: Writer) => void;

/** Undefined where the body cannot be moved without changing what it says. */
export function tryAround(body: Block, name: string, handling: readonly string[]): Write | undefined {
  const [first] = body.statements;
  const last = body.statements.at(-1);
  if (!first || !last) return undefined;
  const { text } = body.getSourceFile();
  const start = body.getStart() + 1;
  const end = body.end - 1;
  const inside = text.slice(start, end);
  // What runs over several lines inside a template is text.
  if (/`[^`]*\n[^`]*`/.test(inside)) return undefined;
  const outer = lineBreakAt(text, body.end - 1);
  const isSpread = /^[^\S\n]*(\/\/.*)?\r?\n/.test(inside) && /\n[^\S\n]*$/.test(inside);
  const inner = isSpread ? lineBreakAt(text, first.getStart()) : `${outer}${stepOf(text)}`;
  const step = inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : stepOf(text);
  const semicolon = last.getText().endsWith(";") || /;\s*$/m.test(text) ? ";" : "";
  const lines = handling.map((line) => `${inner}${step}${line}${semicolon}`).join("");
  const ending = `${inner}} catch (${name}) {${lines}${inner}}${outer}`;
  return (writer) => {
    if (!isSpread) {
      writer.replaceSpan({ start, end: first.getStart() }, `${inner}try {${inner}${step}`);
      return writer.replaceSpan({ start: last.end, end }, ending);
    }
    writer.replaceSpan({ start, end: start }, `${inner}try {`);
    for (const { index } of inside.matchAll(/\n(?=[^\S\r\n]*\S)/g)) {
      writer.replaceSpan({ start: start + index + 1, end: start + index + 1 }, step);
    }
    const tail = start + inside.search(/\s*$/);
    writer.replaceSpan({ start: tail, end }, ending);
  };
}

/** The same for what an arrow hands back, which becomes the one statement of its body. */
export function tryOf(result: Node, name: string, handling: readonly string[]): Write | undefined {
  const { text } = result.getSourceFile();
  if (is.isParenthesizedExpression(result) || result.getText().includes("\n")) return undefined;
  const outer = lineBreakAt(text, result.getStart());
  const inner = `${outer}${stepOf(text)}`;
  const semicolon = /;\s*$/m.test(text) ? ";" : "";
  const lines = handling.map((line) => `${inner}${stepOf(text)}${line}${semicolon}`).join("");
  return (writer) => {
    writer.insertBefore(result, `{${inner}try {${inner}${stepOf(text)}`);
    writer.insertAfter(result, `${semicolon}${inner}} catch (${name}) {${lines}${inner}}${outer}}`);
  };
}

/** One step of indentation, as the first line that is indented has it. */
function stepOf(text: string): string {
  return /\n([ \t]+)[^\s*]/.exec(text)?.[1] ?? "  ";
}

/** The line break before the line that a position is in, and that line's indentation. */
function lineBreakAt(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  return `${text.includes("\r\n") ? "\r\n" : "\n"}${indentation}`;
}
