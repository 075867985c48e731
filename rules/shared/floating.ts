/** The ways out for a promise that nobody handles: await it, return it, or report its failure. Never `void`. */
import type { Questions } from "../../core/context.ts";
import { whyNotAsync } from "../../core/fix/async.ts";
import { enclosingFunction, isAsync } from "../../core/functions.ts";
import type { Promised } from "../../core/promises.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type Node, NodeFlags, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Writer } from "../../core/writer.ts";
import { linkOf } from "../facts/promises.ts";
import { reportingAt } from "../reporting/reporting.ts";
import type { Dropped } from "./dropped.ts";
import { brief } from "./floating-words.ts";
import { madeAsync, writeAsync } from "./made-async.ts";

export interface Floating {
  readonly call: Dropped;
  /** The `void` before it. */
  readonly marked: Node | undefined;
  /** It is an array of promises. */
  readonly many: boolean;
  /** The rejection handler that it has. */
  readonly handled: Node | undefined;
  readonly promised: Promised;
}

export function* fixesFor(floating: Floating, ctx: Questions): Asking<readonly Fix[]> {
  const fixes = yield* fixesAtPlace(floating, ctx);
  const { call, marked } = floating;
  const made = marked || mayAwait(call) || endsThenCallback(floating) ? undefined : yield* madeAsync(call, ctx);
  if (!made) return fixes;
  const { name, callers } = made;
  const others = callers.length === 0 ? "" : `, and wait at its ${callers.length === 1 ? "call" : `${callers.length} calls`}`;
  const waiting: Fix = {
    title: `Await it, make \`${name}\` async${others}`,
    safety: "suggestion",
    write(writer) {
      writeAsync(call, made, writer);
      lead(floating, "await", writer);
    },
  };
  return [...fixes, waiting];
}

/** Those that change nothing but the place itself. */
export function* fixesAtPlace(floating: Floating, ctx: Questions): Asking<readonly Fix[]> {
  const fixes = [...leadingFixes(floating)];
  const attach = attaching(floating);
  if (attach) {
    const { handler, reporter } = yield* reportingAt(floating.call, `${wording(floating.call)} failed`, ctx);
    fixes.push({
      title: `Report its failure with \`${reporter}\``,
      safety: "suggestion",
      write(writer) {
        if (floating.many) writer.insertBefore(floating.call, "Promise.all(");
        if (floating.many) writer.insertAfter(floating.call, `).catch(${handler()})`);
        else writer.chain(floating.call, attach(handler()));
      },
    });
  }
  return fixes;
}

/** It is awaited or handed back. */
function leadingFixes(floating: Floating): readonly Fix[] {
  const awaiting = awaitingFix(floating);
  if (awaiting) return [awaiting];
  if (!endsThenCallback(floating)) return [];
  return [{ title: "Return it", safety: "suggestion", write: (writer) => lead(floating, "return", writer) }];
}

/** Where `await` can stand as things are. */
export function awaitingFix(floating: Floating): Fix | undefined {
  if (!mayAwait(floating.call)) return undefined;
  return { title: "Await it", safety: "suggestion", write: (writer) => lead(floating, "await", writer) };
}

/** `await` or `return` in front; a `void` that stood there goes. */
function lead({ call, marked, many }: Floating, word: "await" | "return", writer: Writer): void {
  if (many) writer.insertAfter(call, ")");
  const all = many ? "Promise.all(" : "";
  const isWhole = marked && is.isVoidExpression(marked) && skipWrapping(marked.expression) === call;
  if (isWhole) writer.replaceSpan({ start: marked.getStart(), end: call.getStart() }, `${word} ${all}`);
  else if (many || word === "return") writer.insertBefore(call, `${word} ${all}`);
  else writer.awaitExpression(call);
}

/** Can `await` stand here as things are? */
export function mayAwait(call: Node): boolean {
  const fn = enclosingFunction(call);
  if (is.isSourceFile(fn)) return /\.m[jt]s$/.test(fn.fileName) || /^await\b|^[^\s/*][^\n]*= await\b/m.test(fn.text);
  return isAsync(fn) && whyNotAsync(call) === undefined;
}

/** Is it the last statement of a callback given to `then`, `catch` or `finally`? */
function endsThenCallback({ call, marked }: Floating): boolean {
  const statement = (marked ?? call).parent;
  const fn = enclosingFunction(call);
  if (!is.isExpressionStatement(statement) || (!is.isArrowFunction(fn) && !is.isFunctionExpression(fn))) return false;
  const { body, parent } = fn;
  return body !== undefined && is.isBlock(body) && body.statements.at(-1) === statement && linkOf(parent) !== undefined;
}

/** How a handler is attached; undefined where what is dropped may be something else than a promise. */
function attaching({ call, many, promised }: Floating): ((handler: string) => string) | undefined {
  if (many) return (handler) => handler;
  const { handledBy, union } = promised;
  const mayBeNothing = union && !(call.flags & NodeFlags.OptionalChain);
  const dot = mayBeNothing ? "?." : separator(call);
  if (handledBy === "then") return (handler) => `${dot}then(undefined, ${handler})`;
  return handledBy && ((handler) => `${dot}catch(${handler})`);
}

/** A chain with a line for each link goes on so. */
function separator(call: Dropped): string {
  const callee = linkOf(call) && is.isCallExpression(call) ? call.expression : undefined;
  if (!callee || !is.isPropertyAccessExpression(callee)) return ".";
  const between = call.getSourceFile().text.slice(callee.expression.end, callee.name.getStart());
  return /^\s*\.$/.test(between) ? between : ".";
}

/** What failed, in the words of a log line. */
function wording(call: Dropped): string {
  return brief(call).replace(/\(…?\)/g, "").replace(/^(this|await)\./, "").replace(/(\.(then|catch|finally))+$/, "");
}
