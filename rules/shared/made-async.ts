/**
 * Whether the function around a place can become async so that the place can wait: all who call it are seen, and each of
 * them can wait in turn. That is sure only of a function that no other file can name.
 */
import type { Call, Questions } from "../../core/context.ts";
import { whyNotAsync } from "../../core/fix/async.ts";
import {
  type Callable,
  type FunctionNode,
  enclosingFunction,
  hasModifier,
  isAsync,
  isFunction,
} from "../../core/functions.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";

export interface MadeAsync {
  readonly name: string;
  /** The calls that have to wait as well. */
  readonly callers: readonly Call[];
}

export function* madeAsync(site: Node, ctx: Questions): Asking<MadeAsync | undefined> {
  const fn = enclosingFunction(site);
  if (!isFunction(fn) || isAsync(fn) || whyNotAsync(site) !== undefined) return undefined;
  const name = ownName(fn);
  if (!name) return undefined;
  const references = yield* ctx.references(fn);
  if (!references || references.some(({ call }) => !call)) return undefined;
  const callers = references.flatMap(({ call }) => (call ? [call] : [])).filter((call) => !isAwaited(call));
  const areReady = callers.every((call) => call.getSourceFile() === site.getSourceFile() && canWait(call, fn));
  return areReady ? { name, callers } : undefined;
}

/** Makes the function async and has its callers wait for it. */
export function writeAsync(site: Node, { callers }: MadeAsync, writer: Writer): void {
  writer.makeAsync(site);
  for (const call of callers) writer.awaitExpression(call);
}

/** The name of a function that is known in its own file alone. */
function ownName(fn: Callable): string | undefined {
  if (is.isFunctionDeclaration(fn)) return hasModifier(fn, SyntaxKind.ExportKeyword) ? undefined : named(fn.name, fn);
  if (is.isMethodDeclaration(fn)) {
    const isPrivate = fn.name.kind === SyntaxKind.PrivateIdentifier || hasModifier(fn, SyntaxKind.PrivateKeyword);
    return isPrivate ? fn.name.getText() : undefined;
  }
  const { parent } = fn;
  if (!is.isVariableDeclaration(parent) || parent.type || !is.isIdentifier(parent.name)) return undefined;
  return hasModifier(parent.parent.parent, SyntaxKind.ExportKeyword) ? undefined : named(parent.name, fn);
}

/** A name that the file exports elsewhere, `export { close }`, is known to others. */
function named(name: Node | undefined, fn: Node): string | undefined {
  if (!name) return undefined;
  const text = name.getText();
  const exported = new RegExp(`export\\s*(?:default\\s+${text}\\b|\\{[^}]*\\b${text}\\b)|exports\\b[^\\n]*\\b${text}\\b`);
  return exported.test(fn.getSourceFile().text) ? undefined : text;
}

function isAwaited({ parent }: Node): boolean {
  return is.isAwaitExpression(parent);
}

function canWait(call: Node, fn: FunctionNode): boolean {
  const around = enclosingFunction(call);
  if (around === fn) return true;
  return isFunction(around) && isAsync(around) && whyNotAsync(call) === undefined;
}
