/** A function that guards what it is given, and writing it around a call. */
import type { Questions } from "../../core/context.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import { isFunction, walkBody } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, type VariableDeclarationList, NodeFlags, SyntaxKind, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { escaped } from "../shared/mentions.ts";

export interface Wrapper {
  /** What a title calls it: `withTimeout`. */
  readonly name: string;
  /** What it is given: the promise, or a function that starts the work. */
  readonly takes: "promise" | "function";
  /** The function is given a signal. */
  readonly handsSignal?: true;
  /** Where it comes from, if that is to be said: follows a comma. */
  readonly source?: string;
  /** What stands around the work: `withTimeout(` and `, 10_000)`. What it names is imported, or written into the project. */
  readonly around: (writer: Writer) => Around;
}

/** Writes the signal that the work is given into the call. */
export type SignalWriter = (writer: Writer) => void;

/** `title` says what the wrapper does: `Give up after 10 s`. */
export function wrapping(call: CallExpression, title: string, wrapper: Wrapper, writeSignal?: SignalWriter): Fix {
  const { name, source, takes, handsSignal, around } = wrapper;
  const isTold = handsSignal === true && writeSignal !== undefined;
  const asyncMark = waits(call) ? "async " : "";
  const start = takes === "promise" ? "" : `${asyncMark}(${isTold ? "signal" : ""}) => `;
  return {
    title: `${title} with \`${name}\`${source === undefined ? "" : `, ${source}`}`,
    safety: "suggestion",
    write(writer) {
      const { before, after } = inWidth(around(writer), start, call);
      writer.insertBefore(call, before + start);
      if (isTold) writeSignal(writer);
      writer.insertAfter(call, after);
    },
  };
}

interface Around {
  readonly before: string;
  readonly after: string;
}

/** `withTimeout(…, 10_000)` with a line for each argument, where one line would be longer than the file's lines are. */
function inWidth(around: Around, start: string, call: CallExpression): Around {
  const { before, after } = around;
  const sourceFile = call.getSourceFile();
  const { text } = sourceFile;
  const lineStart = text.lastIndexOf("\n", call.getStart() - 1) + 1;
  const line = text.slice(lineStart, text.indexOf("\n", call.getStart()) >>> 0);
  const { eol, indent, trailingComma, width } = layoutOf(sourceFile);
  const others = /^(?:, ([^]*))?\)$/.exec(after);
  const isOneLine = !call.getText().includes("\n");
  const isLong = line.length + before.length + start.length + after.length > width;
  if (!isLong || !isOneLine || !others || !before.endsWith("(")) return around;
  const outer = eol + (/^[ \t]*/.exec(line)?.[0] ?? "");
  const inner = outer + indent;
  const more = others[1] === undefined ? "" : `,${inner}${others[1]}`;
  return { before: before + inner, after: `${more}${trailingComma}${outer})` };
}

/**
 * Whether a call can be put in a function of its own and the result still compile: it hands back a promise, nobody reads
 * anything else off that, and nothing in it was narrowed by what stands around it.
 */
export function* mayWrap(call: CallExpression, ctx: Questions): Asking<boolean> {
  const { parent } = call;
  if (is.isPropertyAccessExpression(parent) && !/^(then|catch|finally)$/.test(parent.name.text)) return false;
  if (holds(call, SyntaxKind.YieldExpression)) return false;
  const { handledBy, union } = yield* ctx.promised(call);
  return handledBy === "catch" && !union && !(yield* isNarrowed(call, ctx));
}

function waits(call: CallExpression): boolean {
  return holds(call, SyntaxKind.AwaitExpression);
}

function holds(node: Node, kind: SyntaxKind): boolean {
  let found = false;
  walkBody(node, (each) => void (found ||= each.kind === kind));
  return found;
}

/** A check around the call may have ruled out `undefined`, which a function inside of it would not know of. */
function* isNarrowed(call: CallExpression, ctx: Questions): Asking<boolean> {
  const names: Node[] = [];
  const look = (node: Node): void => {
    if (isFunction(node) || is.isNonNullExpression(node)) return;
    if (is.isPropertyAccessExpression(node) && node !== call.expression) names.push(node.name);
    if (is.isIdentifier(node) && !isMemberName(node)) names.push(node);
    node.forEachChild(look);
  };
  look(call);
  for (const name of names) {
    const declaration = yield* ctx.declarationOf(name);
    if (declaration && mayBeNarrowed(declaration)) return true;
  }
  return false;
}

function isMemberName({ parent }: Node): boolean {
  return is.isPropertyAccessExpression(parent) || is.isPropertyAssignment(parent);
}

function mayBeNarrowed(declaration: Node): boolean {
  const { type, questionToken, postfixToken } = declaration as Partial<Record<"type" | "questionToken" | "postfixToken", Node>>;
  const isOpen = (questionToken ?? postfixToken)?.kind === SyntaxKind.QuestionToken || /\b(undefined|null)\b|\|/.test(type?.getText() ?? "");
  if (is.isVariableDeclaration(declaration)) return !isConstant(declaration.parent) && (isOpen || (!declaration.initializer && !type));
  if (is.isParameterDeclaration(declaration)) return isOpen && isAssigned(declaration.name.getText(), declaration.parent);
  return isOpen;
}

function isConstant(list: Node): boolean {
  return is.isVariableDeclarationList(list) && ((list as VariableDeclarationList).flags & NodeFlags.Const) !== 0;
}

function isAssigned(name: string, fn: Node): boolean {
  return new RegExp(`(?<![\\w$.])${escaped(name)}\\s*(?:\\?\\?|\\|\\||&&)?=(?!=|>)`).test(fn.getText());
}
