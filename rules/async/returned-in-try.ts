import { whyNotAsync } from "../../core/fix/async.ts";
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isAsync, isFunction, isGenerator } from "../../core/functions.ts";
import { type Fix, type Met, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import {
  type Asking, type CatchClause, type Node, type ReturnStatement, SyntaxKind, type TryStatement, is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { Level, join, never } from "../facts/outcome.ts";
import { awaiting, linkOf } from "../facts/promises.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import { catchAround, hasOtherCalls, isTranslatedAlready, passesOn, throwsAtOnce } from "../shared/catching.ts";
import { brief, flagged } from "../shared/floating-words.ts";
import { thenableType } from "../shared/lazy.ts";
import { type Outlived, outlivedBy } from "../shared/outlived.ts";
import { isTest } from "../shared/paths.ts";
import { typeName } from "../shared/types.ts";

export default defineRule({
  id: "returned-in-try",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a promise returned out of a `try` whose `catch` does not see its rejection",
  explain: `
    \`return promise\` leaves the \`try\` at once, with a promise that is still at work. When that rejects, the
    \`catch\` around it is long gone: no fallback, no retry, no log line, and the raw failure goes to the caller. A
    \`finally\` or a \`using\` around it has run as well: the connection, the lock or the file is given back while the
    work still needs it.

    Write \`return await promise\`: it is settled before the block ends. The extra turn of the event loop costs
    nothing that can be measured.

    **Leave it alone** where the promise cannot reject, where the \`catch\` only throws again, where a function calls
    itself to try again, where an answer is only put together (\`redirect\`, \`json\`), and in plain functions whose
    \`try\` is there for what is thrown at the call. These are silent.

    Where this differs from typescript-eslint's \`return-await\`, on purpose:

    - A call that cannot reject is silent; what it does is followed through all files.
    - A \`catch\` that does nothing but throw again is silent: nothing is lost.
    - A \`finally\` counts only where it gives back something that the promise works with.
    - It never asks to take an \`await\` away.
    - A function that is not async is looked at as well, where its \`catch\` can be meant for the promise alone.
  `,
  examples: [
    {
      title: "The fallback is never used",
      bad: `
        declare function remote(id: string): Promise<string>;

        export async function name(id: string): Promise<string> {
          try {
            return remote(id);
                   ~~~~~~~~~~
          } catch {
            return "somebody";
          }
        }
      `,
      fix: `
        declare function remote(id: string): Promise<string>;

        export async function name(id: string): Promise<string> {
          try {
            return await remote(id);
          } catch {
            return "somebody";
          }
        }
      `,
    },
    {
      title: "The connection is gone before its query is done",
      bad: `
        declare function connect(): Promise<{ query(sql: string): Promise<unknown[]>; release(): void }>;

        export async function users() {
          const connection = await connect();
          try {
            return connection.query("select * from users");
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          } finally {
            connection.release();
          }
        }
      `,
      good: `
        declare function connect(): Promise<{ query(sql: string): Promise<unknown[]>; release(): void }>;

        export async function users() {
          const connection = await connect();
          try {
            return await connection.query("select * from users");
          } finally {
            connection.release();
          }
        }
      `,
    },
  ],
  check: {
    ReturnStatement(node, ctx) {
      if (!node.expression || !isInScope(node)) return undefined;
      const fn = enclosingFunction(node);
      // An async generator awaits what it returns, and a plain one hands it on to be awaited elsewhere.
      if (isGenerator(fn) || is.isConstructorDeclaration(fn)) return undefined;
      if (is.isAwaitExpression(skipWrapping(node.expression))) return catchAround(node) ? met(node) : undefined;
      const promises = candidates(node.expression);
      return promises.length > 0 ? judge(node, promises, fn, ctx) : undefined;
    },
  },
});

/** By syntax alone: does a `try` or a `using` stand around it? */
function isInScope(node: Node): boolean {
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    if (is.isTryStatement(at.parent) && at.parent.finallyBlock !== at) return true;
    if (is.isBlock(at.parent) && /\busing\s/.test(at.parent.getText())) return true;
  }
  return false;
}

/** The expressions whose value is returned, and that could be promises. */
function candidates(expression: Node): readonly Node[] {
  const value = skipWrapping(expression);
  if (is.isConditionalExpression(value)) return [...candidates(value.whenTrue), ...candidates(value.whenFalse)];
  if (is.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    if (kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) {
      return [...candidates(value.left), ...candidates(value.right)];
    }
    return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.CommaToken ? candidates(value.right) : [];
  }
  const isCall = is.isCallExpression(value) || is.isNewExpression(value) || is.isTaggedTemplateExpression(value);
  if (isCall) return isSettledByHand(value) || isAnswer(value) ? [] : [value];
  const isName = is.isIdentifier(value) || is.isPropertyAccessExpression(value);
  return isName && value.getText() !== "undefined" && !isHandledBeside(value) ? [value] : [];
}

/** `promise.catch(…); return promise;`: what is to be done about its rejection is done there. */
function isHandledBeside(name: Node): boolean {
  const { body } = enclosingFunction(name) as { readonly body?: Node };
  const text = name.getText().replace(/[.$]/g, "\\$&");
  return body !== undefined && new RegExp(`(?<![\\w$.])${text}\\s*\\.\\s*(then|catch)\\(`).test(body.getText());
}

/** `Promise.reject(error)` rejects on purpose, and nobody writes it to be caught two lines further down. */
function isSettledByHand(call: Node): boolean {
  return is.isCallExpression(call) && /^Promise\s*\.\s*(resolve|reject)$/.test(call.expression.getText());
}

/** What only puts an answer together is no work that a `catch` is there for. */
function isAnswer(call: Node): boolean {
  if (!is.isCallExpression(call) || !is.isIdentifier(call.expression)) return false;
  return /^redirect|^(typed)?json(With|$)|cors$/i.test(call.expression.text);
}

function* judge(
  statement: ReturnStatement, promises: readonly Node[], fn: FunctionNode, ctx: RuleContext,
): Asking<Verdict> {
  const catching = catchAround(statement);
  const failing: Node[] = [];
  let report: Report | undefined;
  let sound: Met | undefined;
  for (const promise of promises) {
    const outlived = outlivedBy(promise, statement);
    const verdict = catching || outlived ? yield* judgeOne(promise, catching, outlived, fn, ctx) : undefined;
    if (verdict && "met" in verdict) sound = verdict;
    else if (verdict) {
      report ??= verdict;
      failing.push(promise);
    }
  }
  return report ? { ...report, fixes: fixesFor(statement, failing, fn) } : sound;
}

function* judgeOne(
  promise: Node, catching: TryStatement | undefined, outlived: Outlived | undefined, fn: FunctionNode, ctx: RuleContext,
): Asking<Report | Met | undefined> {
  const promised = yield* ctx.promised(promise);
  if (!promised.thenable || thenableType(promised)?.kind === "queued") return undefined;
  if (outlived && !(yield* waitsForWork(outlived, ctx))) return tooLate(promise, outlived, ctx);
  const handler = catching?.catchClause;
  if (!catching || !handler) return undefined;
  if (hasHandler(promise) || (yield* isRecursion(promise, fn, ctx))) return met(promise);
  const sources = yield* awaiting(promise, sceneOf(ctx));
  const { level } = sources.reduce((all, { outcome }) => join(all, outcome), never);
  if (level === Level.never) return met(promise);
  if (!isAsync(fn) && (yield* throwsAtOnce(catching, ctx))) return undefined;
  if (isContinuation(promise) && hasOtherCalls(catching.tryBlock, promise)) return undefined;
  const isPerhaps = level === Level.unknown && (promised.union || (yield* isOwn(promise, ctx)));
  const isLight = isTest(ctx.relativePath(promise)) || isPerhaps;
  const isLost = !passesOn(handler) && !(yield* isTranslatedAlready(handler, sources, ctx));
  const isForOthers = onlyThrows(handler) && /\bawait\b/.test(catching.tryBlock.getText());
  const isMild = !isLost || isForOthers || repeats(handler, promise) || (!isAsync(fn) && hasOtherCalls(catching.tryBlock, promise));
  return {
    at: flaggedAt(promise),
    message: `the \`catch\` around \`${brief(promise)}\` does not see its rejection`,
    why: "the function returns before the promise settles: if it rejects, the caller gets the failure and the `catch` does not",
    remedy: "write `return await`, so that it is settled before the `try` ends",
    because: [{ at: handler, message: "is not run" }, ...wayFrom(sources)],
    ...((isLight || isMild) && { category: "risk" }),
  };
}

/** It fails all the same, if in other words; and these may be meant for what was awaited before. */
function onlyThrows({ block }: CatchClause): boolean {
  const [only, ...others] = block.statements;
  return others.length === 0 && only !== undefined && is.isThrowStatement(only);
}

/** A `catch` that does the same again, to answer that it failed: it would hardly do better than who handles the rejection. */
function repeats(handler: Node, promise: Node): boolean {
  return is.isCallExpression(promise) && handler.getText().includes(`${promise.expression.getText()}(`);
}

/** `next()` leaves to others what is left to do: a `catch` around work of its own is not meant for theirs. */
function isContinuation(promise: Node): boolean {
  return is.isCallExpression(promise) && promise.expression.getText() === "next";
}

/** Its chain deals with the rejection, even where it throws again. */
function hasHandler(promise: Node): boolean {
  for (let link = linkOf(promise); link; link = linkOf(skipWrapping(link.base))) if (link.onFailure) return true;
  return false;
}

/** Of a function that was read, it is known what fails in it; what is left to wonder about hardly ever does. */
function* isOwn(promise: Node, ctx: RuleContext): Asking<boolean> {
  return is.isCallExpression(promise) && (yield* ctx.callee(promise)).kind === "functions";
}

/** Called again, the function has a `catch` of its own; awaited, each failure would be handled many times over. */
function* isRecursion(promise: Node, fn: FunctionNode, ctx: RuleContext): Asking<boolean> {
  const callee = is.isCallExpression(promise) ? yield* ctx.callee(promise) : undefined;
  return callee?.kind === "functions" && callee.functions.includes(fn);
}

function tooLate(promise: Node, { name, at, by, used }: Outlived, ctx: RuleContext): Report {
  const thing = name === "the lock" ? name : `\`${name}\``;
  const ended = endings[by];
  const isLight = !used || isTest(ctx.relativePath(promise));
  return {
    at: flaggedAt(promise),
    message: `${thing} ${ended} before \`${brief(promise)}\` is done`,
    why:
      by === "timer"
        ? "the function returns before the promise settles: its timeout is taken away, and nothing bounds the wait"
        : "the function returns before the promise settles, so that the rest of the work is done without it",
    remedy: "write `return await`, so that it is settled before the block ends",
    because: [{ at, message: by === "using" ? "is disposed of at the end of this block" : `${ended} here` }],
    ...(isLight && { category: "risk" }),
  };
}

const endings = { timer: "is cleared", using: "is disposed of", removal: "is removed", finally: "is given back" } as const;

/** A file handle closes when what it was asked for is done. */
function* waitsForWork({ thing }: Outlived, ctx: RuleContext): Asking<boolean> {
  return thing !== undefined && (yield* typeName(thing, ctx)) === "FileHandle";
}

function fixesFor(statement: ReturnStatement, promises: readonly Node[], fn: FunctionNode): readonly Fix[] {
  if (!isAsync(fn) && (!promisesByType(fn) || whyNotAsync(statement) !== undefined)) return [];
  return [
    {
      title: "Await it before it is returned",
      safety: "suggestion",
      write(writer) {
        writer.makeAsync(statement);
        for (const promise of promises) writer.awaitExpression(promise);
      },
    },
  ];
}

/** A function that says itself to hand back a promise stays the same for its callers when it is async. */
function promisesByType(fn: FunctionNode): boolean {
  const type = is.isSourceFile(fn) ? undefined : fn.type;
  return type !== undefined && is.isTypeReferenceNode(type) && type.typeName.getText() === "Promise";
}

function flaggedAt(promise: Node): Report["at"] {
  const isCall = is.isCallExpression(promise) || is.isNewExpression(promise) || is.isTaggedTemplateExpression(promise);
  return isCall ? flagged(promise) : promise;
}
