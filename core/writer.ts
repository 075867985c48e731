/** What a fix writes with. Implemented in core/fix.ts with ts-morph, which is loaded on the first fix. */
import type { Span } from "./rule.ts";
import type { ObjectLiteralExpression, Node } from "./ts.ts";

export interface Writer {
  /** The file's own text for a node, without leading trivia. */
  text(node: Node): string;
  insertBefore(node: Node, text: string): void;
  insertAfter(node: Node, text: string): void;
  replace(node: Node, text: string): void;
  /** Replaces a span of the file's text, for edits that no node stands for. */
  replaceSpan(span: Span, text: string): void;
  /** Adds a property at the end of an object literal, in the literal's own layout. */
  addProperty(literal: ObjectLiteralExpression, name: string, value: string): void;
  /** Makes a name available by import and returns the name to use, merging with what the file already imports. */
  importName(name: string, from: string): string;
  /** Makes the function around `node` async, its declared return type included, if it is not yet. */
  makeAsync(node: Node): void;
}
