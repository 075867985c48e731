/** What a fix writes with. Implemented under core/fix. */
import type { Span } from "./rule.ts";
import type { CallExpression, NewExpression, Node, ObjectLiteralExpression } from "./ts.ts";

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
  /** Adds a last argument to a call, in the call's own layout. */
  addArgument(call: CallExpression | NewExpression, text: string): void;
  /** Writes `await` before an expression, with the parentheses and the semicolon that the place demands. */
  awaitExpression(node: Node): void;
  /** Attaches `.member(…)` to an expression, in parentheses where it needs them. For `void p` it attaches to `p`. */
  chain(node: Node, suffix: string): void;
  /**
   * Makes a name available by import and returns what to write for it: usually the name, else the file's own name for it.
   * A relative module is given with its file's real ending, which is then written as this file writes such endings.
   */
  importName(name: string, from: string): string;
  /** The same for what a module exports by default. */
  importDefault(as: string, from: string): string;
  /** Declares a constant of the module, behind its imports, and returns its name: the one proposed, or one that is free. */
  declareConst(name: string, initializer: string): string;
  /** A module's specifier with the ending that this file's own relative imports have. */
  specifier(from: string): string;
  /** Adds a file to the project, in the same step. Where it exists already it is left as it is. */
  createFile(path: string, text: string): void;
  /** Makes `node`, or the function around it, async with its declared return type. Throws where `whyNotAsync` says why. */
  makeAsync(node: Node): void;
}
