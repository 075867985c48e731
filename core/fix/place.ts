/** Where a file's next import goes. */
import { type SourceFile, type Statement, is } from "../ts.ts";
import type { Layout } from "./layout.ts";
import type { Source } from "./modules.ts";
import { type Piece, endOfTrailingComments, lineEnd, pieces } from "./scan.ts";

export interface Place {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** Behind the last import of the first run of them; in a file without any, behind what must come first. */
export function placeForImport(sourceFile: SourceFile, sources: readonly Source[], layout: Layout): Place {
  const { text } = sourceFile;
  const last = lastOfRun(sourceFile, sources);
  if (last) {
    const at = endOfTrailingComments(text, last.end);
    const followed = text.slice(at, lineEnd(text, at)).trim() !== "";
    return { at, before: layout.eol, after: followed ? layout.eol : "" };
  }
  const at = endOfHead(sourceFile);
  const rest = text.slice(at);
  if (at > 0) {
    const gap = /^\r?\n[ \t]*(\r?\n|$)/.test(rest) || rest.trim() === "" ? "" : layout.eol;
    return { at, before: layout.eol + layout.eol, after: gap };
  }
  const empty = rest.trim() === "";
  return { at, before: "", after: layout.eol + (empty ? "" : layout.eol) };
}

function lastOfRun(sourceFile: SourceFile, sources: readonly Source[]): Statement | undefined {
  const imports = new Set<Statement>(sources.map((source) => source.statement));
  const statements = [...sourceFile.statements];
  const first = statements.findIndex((statement) => imports.has(statement));
  if (first < 0) return undefined;
  const after = statements.findIndex((statement, index) => index > first && !imports.has(statement));
  return statements[(after < 0 ? statements.length : after) - 1];
}

/** The end of the interpreter line, the licence and the directives. */
function endOfHead(sourceFile: SourceFile): number {
  const { text, statements } = sourceFile;
  const afterDirectives = statements.findIndex((statement) => !isDirective(statement));
  const directive = statements[(afterDirectives < 0 ? statements.length : afterDirectives) - 1];
  if (directive) return endOfTrailingComments(text, directive.end);
  const shebang = /^#![^\r\n]*/.exec(text)?.[0].length ?? 0;
  const first = statements[0]?.getStart() ?? text.length;
  const head = pieces(text, shebang, first);
  let end = shebang;
  head.forEach((piece, index) => {
    if (piece.kind !== "comment") return;
    if (ofFile.test(text.slice(piece.start, piece.end)) || standsAlone(head, index)) end = piece.end;
  });
  return end;
}

/** What concerns the whole file, wherever it stands. `eslint-disable-next-line` does not. */
const ofFile =
  /^\/\*!|^\/\/\/\s*<|@preserve|@ts-(no)?check|@file|@jest-|@flow|copyright|licen[cs]e|SPDX|eslint-(?!.*-line)/i;

/** A comment with an empty line below belongs to the file, one right above a statement to the statement. */
function standsAlone(head: readonly Piece[], index: number): boolean {
  return head[index + 1]?.kind === "break" && head[index + 2]?.kind === "break";
}

function isDirective(statement: Statement): boolean {
  return is.isExpressionStatement(statement) && is.isStringLiteral(statement.expression);
}
