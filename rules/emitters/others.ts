/** An event hands the same thing to all of its listeners: one of the others may listen to its errors. */
import type { Questions } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { identifiers } from "../../core/references.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Handed } from "../catalog/entry.ts";
import { textOf } from "../operations/values.ts";
import { isTest } from "../shared/paths.ts";
import { fateOfNamed, parameterOf } from "./fate.ts";
import type { Making } from "./made.ts";

/** Whether another listener of the event, on what has the same name in this program, listens to what it is given. */
export function* isHeardByOthers(call: Making, { events = [], parameter }: Handed, ctx: Questions): Asking<boolean> {
  const receiver = receiverOf(call);
  const event = events.find((each) => each === eventOf(call));
  if (receiver === undefined || event === undefined) return false;
  for (const file of ctx.survey(registrations).get(`${receiver} ${event}`) ?? []) {
    const sourceFile = ctx.sharesProgram(call, file) ? yield* ctx.sourceFile(file) : undefined;
    for (const name of sourceFile ? identifiers(sourceFile, receiver) : []) {
      const other = registrationOn(name);
      if (!other || other === call || eventOf(other) !== event) continue;
      const listener = yield* listenerOf(other, ctx);
      const given = listener && parameterOf(listener, parameter);
      if (!listener || (given && (yield* fateOfNamed(given, ctx)).kind !== "unwatched")) return true;
    }
  }
  return false;
}

/** The function that a call adds as a listener, where it is known. */
export function* listenerOf(call: Making, ctx: Questions): Asking<FunctionNode | undefined> {
  const callback = call.arguments?.at(-1);
  if (!callback) return undefined;
  const value = skipWrapping(callback);
  if (isFunction(value)) return value;
  const callee = yield* ctx.functionValue(value);
  return callee.kind === "functions" && !callee.open && callee.functions.length === 1 ? callee.functions[0] : undefined;
}

function receiverOf({ expression }: Making): string | undefined {
  if (!is.isPropertyAccessExpression(expression)) return undefined;
  return /([\w$]+)[?!]?$/.exec(expression.expression.getText())?.[1];
}

function eventOf(call: Making): string | undefined {
  const event = call.arguments?.[0];
  return event && textOf(skipWrapping(event));
}

/** `server.on(…)`, of the name `server`. */
function registrationOn(name: Node): CallExpression | undefined {
  const value = is.isPropertyAccessExpression(name.parent) && name.parent.name === name ? name.parent : name;
  const access = value.parent;
  if (!is.isPropertyAccessExpression(access) || access.expression !== value) return undefined;
  const isAdding = /^(on|once|addListener)$/.test(access.name.text);
  return isAdding && is.isCallExpression(access.parent) ? access.parent : undefined;
}

const adding = /\.(?:on|once|addListener)\(\s*["'`](connection|upgrade|connect|stream)["'`]/g;

/** The files that add a listener, by the receiver's name and the event. */
const registrations: Survey<readonly string[], ReadonlyMap<string, readonly string[]>> = {
  of(text, file) {
    if (isTest(file)) return undefined;
    const keys = new Set<string>();
    for (const { index, 1: event } of text.matchAll(adding)) {
      const receiver = /([\w$]+)[?!]?\s*$/.exec(text.slice(Math.max(0, index - 80), index))?.[1];
      if (receiver !== undefined) keys.add(`${receiver} ${event}`);
    }
    return keys.size > 0 ? [...keys] : undefined;
  },
  merge(parts) {
    const files = new Map<string, string[]>();
    for (const [file, keys] of parts) for (const key of keys) files.set(key, [...(files.get(key) ?? []), file]);
    return files;
  },
};
