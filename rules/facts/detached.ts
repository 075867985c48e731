/** Which parameters a function hands to a boundary, itself or through others: nobody waits for what they make. */
import type { FactContext } from "../../core/context.ts";
import { type Fact, defineFact } from "../../core/fact.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { callbacksGiven, mayTakeCallback } from "../escaping/given.ts";
import { positions } from "./outcome.ts";

/** Parameters, as bits by position. */
export const detached: Fact<number> = defineFact<number>({
  id: "detached",
  bottom: 0,
  join: (a, b) => a | b,
  equal: (a, b) => a === b,
  *of(fn, ctx) {
    let bits = 0;
    for (const { parameter } of yield* handedOn(fn, ctx)) bits |= 1 << parameter;
    return bits;
  },
  print: (bits) => `drops what comes of ${positions(bits).map((at) => `argument ${at}`).join(", ")}`,
});

/** Where a function hands a parameter on, by the parameter's position. */
const lastPlaces = new WeakMap<FunctionNode, ReadonlyMap<number, Node>>();

/** The place at which a function, whose fact is worked out, hands a parameter on. */
export function detachedAt(fn: FunctionNode, parameter: number): Node | undefined {
  return lastPlaces.get(fn)?.get(parameter);
}

interface Handing {
  readonly parameter: number;
  readonly at: Node;
}

function* handedOn(fn: FunctionNode, ctx: FactContext): Asking<readonly Handing[]> {
  const found: Handing[] = [];
  for (const call of callsWithParameters(fn)) {
    const given = (call.arguments ?? []).map((argument) => parameterNamed(argument, fn));
    const dropped = mayTakeCallback(call) ? yield* droppedBy(call, ctx) : yield* droppedByFunctions(call, ctx);
    given.forEach((parameter, at) => {
      if (parameter !== undefined && dropped.has(at)) found.push({ parameter, at: call });
    });
  }
  lastPlaces.set(fn, new Map(found.map(({ parameter, at }) => [parameter, at])));
  return found;
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

/** By its name: a parameter of an inner function that has the same name hides it. */
function parameterNamed(argument: Node, fn: FunctionNode): number | undefined {
  if (!is.isIdentifier(argument) || !isFunction(fn)) return undefined;
  for (let at = argument.parent; at !== fn; at = at.parent) {
    if (isFunction(at) && at.parameters.some(({ name }) => name.getText() === argument.text)) return undefined;
  }
  const position = fn.parameters.findIndex(({ name }) => is.isIdentifier(name) && name.text === argument.text);
  return position >= 0 && position < 31 && !fn.parameters[position]?.dotDotDotToken ? position : undefined;
}
