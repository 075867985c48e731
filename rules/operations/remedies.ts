/** Writing a bound into a call: an option of the client's own, or a signal. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import type { Entry, Remedy } from "../catalog/entry.ts";
import { ownWrapper, wrapperFor } from "../intents/fulfil.ts";
import { type Intent, spelledNumber, wordsOf } from "../intents/intent.ts";
import { mayWrap, wrapping } from "../intents/wrapper.ts";
import type { Local } from "./bounded.ts";
import { requestOf } from "./emitted.ts";
import type { OperationCall } from "./operation.ts";
import { type Place, type Setting, placeAtMaking, placeOf, spelled, write } from "./place.ts";

export function* remediesFor(operation: OperationCall, local: Local, ctx: RuleContext): Asking<readonly Fix[]> {
  const { call, entry } = operation;
  if (!entry.remedy) return [];
  const fixes = yield* optionFixes(operation, local, ctx);
  if (!(yield* mayWrap(call, ctx))) return fixes;
  const intent: Intent = { kind: "bound", milliseconds: ctx.settings.timeouts[entry.service] };
  const signal = yield* signalPlace(operation, ctx);
  const wrapper = yield* fixes.length > 0 ? ownWrapper(intent, call, ctx) : wrapperFor(intent, call, ctx);
  // Nobody only turns away from what would stop when it is told to.
  if (!wrapper || (fixes.length > 0 && !(wrapper.handsSignal && signal))) return fixes;
  const tells = signal && ((writer: Writer) => write(writer, signal.place, [{ option: signal.option, value: "signal" }]));
  return [wrapping(call, wordsOf(intent), wrapper, tells), ...fixes];
}

/** Where a call takes a signal, if no name in it stands in the way of another one called so. */
function* signalPlace(operation: OperationCall, ctx: RuleContext): Asking<{ readonly place: Place; readonly option: string } | undefined> {
  const { call, entry } = operation;
  const option = Object.keys(entry.bounds).find((name) => entry.bounds[name] === "signal" && !Object.hasOwn(entry.powerless ?? {}, name));
  if (option === undefined || operation.operation.unplaced || operation.operation.options.length === 0) return undefined;
  if (/\bsignal\b/.test(call.getText())) return undefined;
  const place = yield* placeOf(operation, ctx);
  return place && { place, option };
}

/** What the client itself offers. */
function* optionFixes(operation: OperationCall, { client }: Local, ctx: RuleContext): Asking<readonly Fix[]> {
  const { call, entry } = operation;
  const { remedy } = entry;
  if (!remedy) return [];
  const amount = amountOf(remedy.writes, entry, ctx);
  const title = wordsOf({ kind: "bound", milliseconds: ctx.settings.timeouts[entry.service] });
  const fixes: Fix[] = [];
  const value = remedy.writes === "signal" ? combined(call, amount) : amount;
  const { option, link, argument } = remedy;
  if (link !== undefined) {
    const text = linkText(remedy, value);
    const { expression } = call;
    const base = remedy.before && is.isPropertyAccessExpression(expression) ? expression.expression : call;
    fixes.push({ title, safety: "suggestion", write: (writer) => writer.chain(base, text) });
  } else if (argument !== undefined && call.arguments.length === argument) {
    fixes.push({ title, safety: "suggestion", write: (writer) => writer.addArgument(call, value) });
  } else if (option !== undefined) {
    const { options, unplaced } = operation.operation;
    const place = options.length > 0 && !unplaced ? yield* placeOf(operation, ctx) : undefined;
    if (place && mayEnd(operation)) {
      fixes.push({ title, safety: "suggestion", write: (writer) => write(writer, place, settingsOf(remedy, value)) });
    }
    const made = boundsClients(entry, option) ? client?.made : undefined;
    const making = made && placeAtMaking(made.call, made.maker);
    if (making && made.call.getSourceFile() === call.getSourceFile()) {
      fixes.push({
        title: `${title}, for every call of this client`,
        safety: "suggestion",
        write: (writer) => write(writer, making, settingsOf(remedy, amount)),
      });
    }
  }
  return fixes;
}

/** What a remedy sets: mostly one option, and the one that has to stand beside it. */
export function settingsOf({ option, alongside }: Remedy, value: string): readonly Setting[] {
  return [option, alongside].filter((each) => each !== undefined).map((each) => ({ option: each, value }));
}

/** `.timeout(10_000)`, `.options({ signal: AbortSignal.timeout(10_000) })` */
export function linkText(remedy: Remedy, value: string): string {
  const given = remedy.option === undefined ? value : `{ ${spelled(settingsOf(remedy, value))} }`;
  return `.${remedy.link}(${given})`;
}

/** A time runs for each call anew; a signal that is made with the client would end them all together. */
export function boundsClients({ clients = [], remedy }: Entry, option: string): boolean {
  if (remedy?.writes === "signal" || remedy?.writes === "deadline") return false;
  return clients.every(({ bounds }) => !bounds || Object.hasOwn(bounds, option));
}

/** What a fix writes, as a person would: `10_000`, `AbortSignal.timeout(10_000)`. */
export function amountOf(writes: Remedy["writes"], { service }: Entry, ctx: RuleContext): string {
  const milliseconds = ctx.settings.timeouts[service];
  const written = spelledNumber(milliseconds);
  if (writes === "seconds") return String(milliseconds / 1000);
  if (writes === "deadline") return `Date.now() + ${written}`;
  return writes === "signal" ? `AbortSignal.timeout(${written})` : written;
}

/** An abort is told as an `error` event: without a listener it would end the process, which is worse than to hang. */
function mayEnd({ call, entry }: OperationCall): boolean {
  if (!entry.emits) return true;
  const { uses } = requestOf(call);
  return uses.some((use) => {
    const call = use.parent;
    if (!/^(on|once|addListener)$/.test(use.name.text) || !is.isCallExpression(call)) return false;
    return call.arguments[0]?.getText().slice(1, -1) === "error";
  });
}

/** Where the function was given a signal, it goes on counting. */
export function combined(call: CallExpression, amount: string): string {
  for (let fn = enclosingFunction(call); isFunction(fn); fn = enclosingFunction(fn)) {
    for (const parameter of fn.parameters) {
      const isSignal = parameter.type?.getText() === "AbortSignal" && !parameter.questionToken && is.isIdentifier(parameter.name);
      if (isSignal) return `AbortSignal.any([${parameter.name.getText()}, ${amount}])`;
    }
  }
  return amount;
}
