/** How a file is laid out, read off its own text, so that what a fix writes looks as if its authors had written it. */
import { type SourceFile, SyntaxKind } from "../ts.ts";

export interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
  /** Is it `{ a }` rather than `{a}`? */
  readonly bracketSpace: " " | "";
  /** Does a list with one item a line end in a comma? */
  readonly trailingComma: "," | "";
  /** The longest line that the file seems to allow. */
  readonly width: number;
}

const layouts = new WeakMap<SourceFile, Layout>();

export function layoutOf(sourceFile: SourceFile): Layout {
  let layout = layouts.get(sourceFile);
  if (!layout) layouts.set(sourceFile, (layout = readLayout(sourceFile)));
  return layout;
}

/** So much of a file shows its habits. */
const sampleLength = 20_000;

function readLayout(sourceFile: SourceFile): Layout {
  const text = sourceFile.text.slice(0, sampleLength);
  const lines = text.split(/\r?\n/);
  return {
    eol: count(text, /\r\n/g) * 2 > count(text, /\n/g) ? "\r\n" : "\n",
    indent: readIndent(lines),
    quote: count(text, /(?<![\w'])'[^'"\r\n]*'/g) > count(text, /(?<![\w"])"[^'"\r\n]*"/g) ? "'" : '"',
    semicolon: usesSemicolons(sourceFile) ? ";" : "",
    bracketSpace: count(text, tightBraces) > count(text, spacedBraces) ? "" : " ",
    trailingComma: count(text, /,\s*\n\s*[}\])]/g) >= count(text, /[\w"'`)}\]]\s*\n\s*\}[),;]/g) ? "," : "",
    width: lines.reduce((longest, line) => Math.max(longest, line.length), 80),
  };
}

/** Braces of imports, patterns and literals; those of markup and templates follow other habits. */
const tightBraces = /(?:\b(?:import|export|const|let|var|return)\b[ \w,]*|[(,:] ?|= )\{[\w$]/g;
const spacedBraces = /(?:\b(?:import|export|const|let|var|return)\b[ \w,]*|[(,:] ?|= )\{ +[\w$]/g;

function readIndent(lines: readonly string[]): string {
  // A leading star continues a comment; one space before it is no indentation.
  const indents = lines.map((line) => /^([ \t]+)[^\s*]/.exec(line)?.[1] ?? "").filter((indent) => indent !== "");
  if (indents.filter((indent) => indent.startsWith("\t")).length * 2 > indents.length) return "\t";
  const widths = indents.map((indent) => indent.length).filter((width) => width > 1);
  return widths.length > 0 ? " ".repeat(Math.min(...widths)) : "  ";
}

const terminated: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ImportEqualsDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.VariableStatement,
  SyntaxKind.ExpressionStatement,
  SyntaxKind.ReturnStatement,
]);

function usesSemicolons(sourceFile: SourceFile): boolean {
  const ends = sourceFile.statements
    .filter((statement) => terminated.has(statement.kind))
    .map((statement) => sourceFile.text[statement.end - 1]);
  // Declarations alone show nothing; the statements inside them do.
  if (ends.length === 0) return /;[ \t]*\r?$/m.test(sourceFile.text) || !/^[^*/]*[\w)\]'"`]\r?$/m.test(sourceFile.text);
  return ends.filter((end) => end === ";").length * 2 >= ends.length;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
