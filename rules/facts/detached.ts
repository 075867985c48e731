/**
 * Which parameters a function calls without a look at what they hand back, or hands to a boundary, itself or through
 * others: nobody waits for what they make.
 */
import type { FactContext } from "../../core/context.ts";
import { type Fact, defineFact } from "../../core/fact.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { callbacksGiven, mayTakeCallback } from "../escaping/given.ts";
import { dropped } from "../shared/dropped.ts";
import { positions } from "./outcome.ts";

/** Parameters, as bits by position. */
export const detached: Fact<number> = defineFact<number>({
  id: "detached",
  bottom: 0,
  join: (a, b) => a | b,
  equal: (a, b) => a === b,
  *of(fn, ctx) {
    let bits = 0;
    const found = [...(yield* handedOn(fn, ctx)), ...(yield* calledOnly(fn, ctx))];
    lastPlaces.set(fn, new Map(found.map((each) => [each.parameter, each])));
    for (const { parameter } of found) bits |= 1 << parameter;
    return bits;
  },
  print: (bits) => `drops what comes of ${positions(bits).map((at) => `argument ${at}`).join(", ")}`,
});

/** Where a function drops what comes of a parameter, by the parameter's position. */
const lastPlaces = new WeakMap<FunctionNode, ReadonlyMap<number, Dropping>>();

/** The place at which a function, whose fact is worked out, drops what comes of a parameter. */
export function detachedAt(fn: FunctionNode, parameter: number): Dropping | undefined {
  return lastPlaces.get(fn)?.get(parameter);
}

export interface Dropping {
  readonly parameter: number;
  readonly at: Node;
  /** What happens there, in the words of a way. */
  readonly message: string;
}

function* handedOn(fn: FunctionNode, ctx: FactContext): Asking<readonly Dropping[]> {
  const found: Dropping[] = [];
  for (const call of callsWithParameters(fn)) {
    const given = (call.arguments ?? []).map((argument) => parameterNamed(argument, fn));
    const lost = mayTakeCallback(call) ? yield* droppedBy(call, ctx) : yield* droppedByFunctions(call, ctx);
    given.forEach((parameter, at) => {
      if (parameter !== undefined && lost.has(at)) found.push({ parameter, at: call, message: "hands it on here" });
    });
  }
  return found;
}

/**
 * The parameters whose every call is a statement of its own. Where their type promises something, the call itself is what
 * is wrong and not the callback.
 */
function* calledOnly(fn: FunctionNode, ctx: FactContext): Asking<readonly Dropping[]> {
  const found: Dropping[] = [];
  for (const [parameter, calls] of callsOfParameters(fn)) {
    const [first] = calls;
    if (!first || !calls.every((call) => isStatement(call)) || (yield* ctx.promised(first)).thenable) continue;
    found.push({ parameter, at: first, message: "drops what comes of it here" });
  }
  return found;
}

function isStatement(call: Node): boolean {
  let at = call;
  while (at.parent && !is.isExpressionStatement(at.parent) && !isFunction(at.parent)) at = at.parent;
  return at.parent !== undefined && is.isExpressionStatement(at.parent) && dropped(at).some((each) => each === call);
}

function* droppedBy(call: CallExpression | NewExpression, ctx: FactContext): Asking<ReadonlySet<number>> {
  const all = yield* callbacksGiven(call, ctx);
  const given = all.filter(({ boundary: { rejection, misuse } }) => rejection === "ends the process" && !misuse);
  return new Set(given.map(({ callback }) => (call.arguments ?? []).indexOf(callback as never)));
}

function* droppedByFunctions(call: CallExpression | NewExpression, ctx: FactContext): Asking<ReadonlySet<number>> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "functions" || callee.open) return new Set();
  const all = callee.functions.map((each) => ctx.read(detached, each));
  return new Set(positions(all.reduce((common, bits) => common & bits)));
}

/** The calls in a body that are given one of the function's parameters as it is, in functions inside as well. */
function callsWithParameters(fn: FunctionNode): readonly (CallExpression | NewExpression)[] {
  const found: (CallExpression | NewExpression)[] = [];
  if (!isFunction(fn) || !fn.body || fn.parameters.length === 0) return found;
  const look = (node: Node): void => {
    const isCall = is.isCallExpression(node) || is.isNewExpression(node);
    if (isCall && node.arguments?.some((argument) => parameterNamed(argument, fn) !== undefined)) found.push(node);
    node.forEachChild(look);
  };
  look(fn.body);
  return found;
}

/** The calls of the function's own parameters in its body, by the parameter's position. */
function callsOfParameters(fn: FunctionNode): ReadonlyMap<number, readonly CallExpression[]> {
  const found = new Map<number, CallExpression[]>();
  if (!isFunction(fn) || !fn.body || fn.parameters.length === 0) return found;
  const look = (node: Node): void => {
    const parameter = is.isCallExpression(node) ? parameterNamed(skipWrapping(node.expression), fn) : undefined;
    if (parameter !== undefined && is.isCallExpression(node)) found.set(parameter, [...(found.get(parameter) ?? []), node]);
    node.forEachChild(look);
  };
  look(fn.body);
  return found;
}

/** By its name: a parameter of an inner function that has the same name hides it. */
function parameterNamed(argument: Node, fn: FunctionNode): number | undefined {
  if (!is.isIdentifier(argument) || !isFunction(fn)) return undefined;
  for (let at = argument.parent; at !== fn; at = at.parent) {
    if (isFunction(at) && at.parameters.some(({ name }) => name.getText() === argument.text)) return undefined;
  }
  const position = fn.parameters.findIndex(({ name }) => is.isIdentifier(name) && name.text === argument.text);
  return position >= 0 && position < 31 && !fn.parameters[position]?.dotDotDotToken ? position : undefined;
}
