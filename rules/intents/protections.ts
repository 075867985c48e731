/**
 * What can be put around a call to another service that nothing is wrong with: a retry, a circuit breaker, a limit, a
 * fallback. They are offered where somebody points to the call, for whether they are wanted no linter can tell.
 */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Check, Fix, Report } from "../../core/rule.ts";
import { type Asking, type CallExpression, is } from "../../core/ts.ts";
import { locallyBound } from "../operations/bounded.ts";
import { type OperationCall, looksLikeOperation, operationAt } from "../operations/operation.ts";
import { plain, textOf } from "../operations/values.ts";
import { hostOf } from "../operations/words.ts";
import { throughDispatcher } from "./dispatchers.ts";
import { wrapperFor } from "./fulfil.ts";
import { type Intent, wordsOf } from "./intent.ts";
import { keptAt } from "./last-good.ts";
import { mayWrap, wrapping } from "./wrapper.ts";

export const protections: Check = {
  CallExpression: (call, ctx) => (looksLikeOperation(call, ctx) ? offered(call, ctx) : undefined),
};

function* offered(call: CallExpression, ctx: RuleContext): Asking<Report | undefined> {
  const operation = yield* operationAt(call, ctx);
  if (!operation || operation.operation.endless || !(yield* mayWrap(call, ctx))) return undefined;
  const service = yield* serviceOf(operation, ctx);
  const intents: Intent[] = [
    ...(mayRepeat(operation) && !isInside(call, /retry|repeat|attempt/i) ? [{ kind: "retry" } as const] : []),
    ...(isInside(call, /breaker|circuit|\.fire$/i) ? [] : [{ kind: "break", service } as const]),
    ...(isInside(call, /bulkhead|limit|queue|throttle/i) ? [] : [{ kind: "limit", service } as const]),
  ];
  const kept = operation.operation.idempotent && !isInside(call, /lastGood|fallback|cache/i) ? keptAt(call) : undefined;
  if (kept) intents.push({ kind: "fall back", service, kept });
  const fixes: Fix[] = [];
  for (const intent of intents) {
    const own = yield* throughDispatcher(intent, operation, ctx);
    fixes.push(own ?? wrapping(call, wordsOf(intent), yield* wrapperFor(intent, call, ctx)));
  }
  return { at: call, message: "", why: "", remedy: "", fixes };
}

/** Never again what is not the same when it is done twice, nor what its client tries again by itself. */
function mayRepeat({ call, entry, operation }: OperationCall): boolean {
  if ((entry.retries ?? 0) > 0) return false;
  const reads = entry.global === true || (entry.package === "undici" && !operation.containers);
  return operation.idempotent === true || (reads && isRead(call));
}

/** `fetch(url)`, or with options that say `GET`. */
function isRead({ arguments: given }: CallExpression): boolean {
  const [, options] = given;
  if (!options) return given.length === 1 && !is.isSpreadElement(given[0]!);
  const value = plain(options);
  if (!is.isObjectLiteralExpression(value)) return false;
  return value.properties.every((property) => {
    if (is.isSpreadAssignment(property) || property.name?.getText() === "body") return false;
    if (property.name?.getText() !== "method") return true;
    const method = is.isPropertyAssignment(property) ? textOf(plain(property.initializer)) : undefined;
    return method !== undefined && /^(get|head|options)$/i.test(method);
  });
}

/** In a callback that is given to something of that name. */
function isInside(call: CallExpression, name: RegExp): boolean {
  for (let fn = enclosingFunction(call); isFunction(fn); fn = enclosingFunction(fn)) {
    const { parent } = fn;
    if (is.isCallExpression(parent) && name.test(parent.expression.getText())) return true;
  }
  return false;
}

const saysNothing = /^(www|api|com|org|net|io|dev|example|co|uk|localhost|\d+)$/;

/** A name for the constants of a service: of `https://api.rates.example`, `rates`. */
function* serviceOf(operation: OperationCall, ctx: RuleContext): Asking<string> {
  const { client } = yield* locallyBound(operation, ctx);
  const host = yield* hostOf(operation, ctx, client);
  const labels = (host ?? "").replace(/:\d+$/, "").split(".");
  const label = labels.find((each) => !saysNothing.test(each));
  const { package: name } = operation.entry;
  const fromPackage = name === "node" ? "service" : (name.split("/").at(-1) ?? name);
  const words = (label || fromPackage).replace(/[^A-Za-z0-9]+(.)?/g, (_, next = "") => next.toUpperCase());
  return /^[a-z]/i.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : "service";
}
