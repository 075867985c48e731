/** The ways out where nobody handles a callback's rejection: a loop that waits, a guard that reports. Never `void`. */
import type { Questions, RuleContext } from "../../core/context.ts";
import { type Callable, isAsync, isFunction, returnsValue } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Writer } from "../../core/writer.ts";
import type { Source } from "../facts/scene.ts";
import { linkOf } from "../facts/promises.ts";
import { ownGuard, standardGuard } from "../intents/guard.ts";
import { reportingAt } from "../reporting/reporting.ts";
import { brief } from "../shared/floating-words.ts";
import { type Answer, answering } from "./answers.ts";
import type { Given } from "./given.ts";
import { waitingLoops } from "./loops.ts";
import { tryAround, tryOf } from "./try-around.ts";
import { kindOf, takerName } from "./words.ts";

export function* fixesFor(given: Given, by: Node, sources: readonly Source[], ctx: RuleContext): Asking<readonly Fix[]> {
  const loops = waitingLoops(given, by);
  if (loops.length > 0) return loops;
  const { callback, boundary } = given;
  const inPlace = yield* fixesInPlace(given, by, sources, ctx);
  if (is.isMethodDeclaration(callback) || !is.isCallExpression(by)) return inPlace;
  const wish = { name: workOf(given, by), ...(boundary.answers && { answers: boundary.answers }) };
  const fixes = [yield* ownGuard(callback, wish, ctx), ...inPlace, standardGuard(callback, wish, ctx)];
  return fixes.filter((fix) => fix !== undefined);
}

/** The failure is dealt with where the callback stands. */
function* fixesInPlace(given: Given, by: Node, sources: readonly Source[], ctx: Questions): Asking<readonly Fix[]> {
  const value = skipWrapping(given.callback);
  const answer = answering(given, value);
  if (isFunction(value)) return yield* guarding(value, given, by, answer, ctx);
  return is.isIdentifier(value) || is.isPropertyAccessExpression(value) ? yield* callingIt(value, given, sources, ctx) : [];
}

/** The function's own body is guarded, or the one promise that it hands back is. */
function* guarding(
  fn: Callable, given: Given, by: Node, answer: Answer | undefined, ctx: Questions,
): Asking<readonly Fix[]> {
  const { body } = fn;
  if (!body || returnsValue(fn)) return [];
  const { handler, calling, reporter } = yield* reportingAt(body, `${workOf(given, by)} failed`, ctx);
  const promise = is.isBlock(body) || (answer && !answer.handler) ? undefined : yield* promiseIn(body, ctx);
  const handling = [...(answer?.isWhole ? [] : [calling("error")]), ...(answer?.statements ?? [])];
  const around = is.isBlock(body) ? tryAround(body, "error", handling) : tryOf(body, "error", handling);
  const guard = isAsync(fn) ? around : undefined;
  const write = promise ? (writer: Writer) => writer.chain(promise, `.catch(${answer?.handler ?? handler()})`) : guard;
  if (!write) return [];
  const title = answer?.title ?? `Catch its failure and report it with \`${reporter}\``;
  const prepared = (writer: Writer): void => {
    answer?.prepare?.(writer);
    write(writer);
  };
  return [{ title, safety: "suggestion", write: prepared }];
}

/** A function that is handed on by name is called in a place of its own, where its failure is reported. */
function* callingIt(value: Node, { callback, boundary }: Given, sources: readonly Source[], ctx: Questions): Asking<readonly Fix[]> {
  const functions = sources.flatMap(({ through }) => (through && isFunction(through.fn) ? [through.fn] : []));
  const [fn] = functions;
  if (!fn || functions.length > 1 || !isAsync(fn) || boundary.answers || isTakenBack(value)) return [];
  const isPlain = fn.parameters.every(({ name, dotDotDotToken }) => is.isIdentifier(name) && !dotDotDotToken);
  const names = fn.parameters.map(({ name }) => name.getText());
  if (!isPlain || names.includes("error") || names.includes("this")) return [];
  const { handler, reporter } = yield* reportingAt(callback, `${brief(value).replace(/^this\./, "")} failed`, ctx);
  const given = names.join(", ");
  const title = `Report its failure with \`${reporter}\``;
  const text = `(${given}) => ${value.getText()}(${given}).catch(${handler()})`;
  return [{ title, safety: "suggestion", write: (writer) => writer.replace(callback, text) }];
}

/** A listener is taken off by the same name that it was added by. */
function isTakenBack(value: Node): boolean {
  const { text } = value.getSourceFile();
  const name = value.getText().replace(/[.$]/g, "\\$&");
  return new RegExp(`\\b(off|remove\\w*|unsubscribe)\\([^;{]*${name}\\b`).test(text);
}

/** The call whose promise an arrow hands back, awaited or not, where that is all that can fail. */
function* promiseIn(body: Node, ctx: Questions): Asking<Node | undefined> {
  const result = skipWrapping(body);
  const promise = is.isAwaitExpression(result) ? skipWrapping(result.expression) : result;
  if (!is.isCallExpression(promise) || linkOf(promise)?.onFailure) return undefined;
  if (/\bawait\b/.test(promise.getText())) return undefined;
  const { handledBy, union } = yield* ctx.promised(promise);
  return handledBy === "catch" && !union ? promise : undefined;
}

/** What failed, in the words of a log line. */
function workOf({ callback, boundary }: Given, by: Node): string {
  const [first] = is.isCallExpression(by) ? by.arguments : [];
  const event = first && first !== callback && is.isStringLiteral(first) ? first.text : "";
  const of = /^[\w:./ -]+$/.test(event) ? event : takerName(by).replace(/^(this\.)+/, "");
  return `${of} ${kindOf(boundary).split(" ").at(-1)}`;
}
