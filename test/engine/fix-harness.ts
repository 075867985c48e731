/** Runs what a fix writes on a file that stands alone, and sees that the outcome still parses. */
import assert from "node:assert/strict";
import { after } from "node:test";
import { type SpanEdit, applyEdits, buildFix } from "../../core/fix/build.ts";
import { API, type Node, type SourceFile, SyntaxKind } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";

const api = new API({ cwd: process.cwd() });
after(() => api.close());

/** A tree as a program holds it: without a byte order mark. */
export function parse(text: string, fileName = "/file.ts"): SourceFile {
  return api.createSourceFile(fileName, text.replace(/^\uFEFF/, "")).sourceFile;
}

/** Nodes that may read the same as the expression in them. */
const wrappers: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.SourceFile,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.ExpressionStatement,
]);

/** The outermost node that reads `text`: a statement if that ends in a semicolon, an expression otherwise. */
export function find(sourceFile: SourceFile, text: string, kind?: SyntaxKind): any {
  const visit = (node: Node): Node | undefined => {
    const fits = kind === undefined ? text.endsWith(";") || !wrappers.has(node.kind) : node.kind === kind;
    if (fits && node.kind !== SyntaxKind.SourceFile && node.getText() === text) return node;
    return node.forEachChild(visit);
  };
  const node = visit(sourceFile);
  assert.ok(node, `nothing reads ${text}`);
  return node;
}

/** What a fix makes of `before`. */
export function fixed(
  before: string,
  write: (writer: Writer, at: (text: string, kind?: SyntaxKind) => any) => void,
  fileName = "/file.ts",
): string {
  const sourceFile = parse(before, fileName);
  const { edits } = buildFix(sourceFile, (writer) => write(writer, (text, kind) => find(sourceFile, text, kind)));
  assertApart(edits);
  const after = applyEdits(before, edits);
  assertParses(after, fileName);
  return after;
}

function assertApart(edits: readonly SpanEdit[]): void {
  edits.forEach((edit, index) => {
    assert.ok(edit.start <= edit.end);
    assert.ok(index === 0 || edits[index - 1]!.end <= edit.start, "edits overlap or are not sorted");
  });
}

export function assertParses(text: string, fileName = "/file.ts"): void {
  const { diagnostics = [] } = api.transpileModule(text, { fileName, reportDiagnostics: true });
  const messages = diagnostics.map((one) => one.text);
  assert.deepEqual(messages, [], text);
}
