/** What settles: a promise's `resolve` and `reject`, a callback, `next`, a response; and each call that does so. */
import { type Callable, isAsync, isFunction } from "../../core/functions.ts";
import { type CallExpression, type Identifier, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { callbackName } from "../callbacks/error-first.ts";
import { madeWith, settlersOf } from "../shared/promise-maker.ts";
import { usesOf } from "../shared/uses.ts";

export type Kind = "promise" | "callback" | "next" | "response";

/**
 * `settles`: the call does so at once.
 * `handed`: whoever is given the callback, or the promise's function, does so later.
 * `touches`: it fails where the response is over, and does not end it.
 */
export type Effect = "settles" | "handed" | "touches";

export interface Event {
  readonly at: Node;
  readonly kind: Kind;
  readonly effect: Effect;
  /** The settler's name, where it is used. */
  readonly name: Identifier;
}

/** What a function is given to settle one thing with: they belong together. */
export interface Settlers {
  readonly owner: Callable;
  readonly events: readonly Event[];
}

export function settlersIn(owner: Callable): readonly Settlers[] {
  if (!owner.body) return [];
  const promises = madeWith(owner) ? Object.values(settlersOf(owner)) : [];
  if (promises.length > 0) return grouped(owner, [promises.map((name) => ({ name, kind: "promise" as const }))]);
  const plain = owner.parameters.filter(({ dotDotDotToken }) => !dotDotDotToken);
  const names = plain.flatMap(({ name }) => (is.isIdentifier(name) ? [name.text] : []));
  const response = names.find((name) => /^_?(res|resp|response|reply|rep)$/.test(name));
  const answering = response === undefined ? [] : [{ name: response, kind: "response" as const }];
  const passing = names.filter((name) => name === "next").map((name) => ({ name, kind: "next" as const }));
  const callbacks = names.filter((name) => name !== "next" && callbackName.test(name));
  const called = callbacks.map((name) => [{ name, kind: "callback" as const }]);
  return grouped(owner, [[...answering, ...passing], ...called]);
}

type Named = { readonly name: string; readonly kind: Kind };

function grouped(owner: Callable, groups: readonly (readonly Named[])[]): readonly Settlers[] {
  return groups.flatMap((group) => {
    const events = group.flatMap((each) => eventsOf(owner, each) ?? []);
    return events.length > 1 ? [{ owner, events: events.toSorted((a, b) => a.at.end - b.at.end) }] : [];
  });
}

/** Undefined where the name comes to stand for another thing. */
function eventsOf(owner: Callable, { name, kind }: Named): readonly Event[] | undefined {
  const parameter = owner.parameters.find((each) => each.name.getText() === name);
  if (!parameter || !owner.body) return undefined;
  const events: Event[] = [];
  for (const use of usesOf(parameter.name, owner.body)) {
    if (!is.isIdentifier(use) || isMemberName(use)) continue;
    if (isRedefined(use)) return undefined;
    if (isHidden(use, owner)) continue;
    const event = kind === "response" ? answerOf(use) : settlementOf(use, kind);
    if (event) events.push(event);
  }
  return events;
}

function settlementOf(name: Identifier, kind: Kind): Event | undefined {
  const { parent } = name;
  if (!is.isCallExpression(parent)) return undefined;
  if (parent.expression === name) return { at: parent, kind, effect: "settles", name };
  // What only says how to do it later, such as `bind`, is not meant.
  const isGiven = parent.arguments.some((each) => skipWrapping(each) === name);
  const isPostponed = /^(process\.nextTick|setImmediate|queueMicrotask)$/.test(parent.expression.getText());
  return isGiven ? { at: parent, kind, effect: isPostponed ? "settles" : "handed", name } : undefined;
}

const answering = /^(send|json|jsonp|end|redirect|render|sendFile|sendStatus|download)$/;
const touching = /^(setHeader|appendHeader|writeHead|header|set|cookie|clearCookie)$/;

/** `res.status(404).json(…)` */
function answerOf(name: Identifier): Event | undefined {
  let at: Node = name;
  let touches: Event | undefined;
  while (is.isPropertyAccessExpression(at.parent) && at.parent.expression === at) {
    const call: Node = at.parent.parent;
    if (!is.isCallExpression(call) || call.expression !== at.parent) return touches;
    const member = at.parent.name.text;
    const event = { at: call, kind: "response" as const, name };
    if (answering.test(member)) return rendersLater(call) ? undefined : { ...event, effect: "settles" };
    if (touching.test(member)) touches ??= { ...event, effect: "touches" };
    at = call;
  }
  return touches;
}

/** `res.render(view, callback)` answers nothing. Where others take a function, it is told when the answer is out. */
function rendersLater(call: CallExpression): boolean {
  const last = call.arguments.at(-1);
  return last !== undefined && isFunction(skipWrapping(last)) && /\.render$/.test(call.expression.getText());
}

function isMemberName({ parent }: Identifier): boolean {
  return is.isPropertyAssignment(parent) || is.isPropertySignatureDeclaration(parent) || is.isMethodDeclaration(parent);
}

/** `callback = once(callback)`, `callback = undefined`. */
function isRedefined(use: Identifier): boolean {
  const { parent } = use;
  if (!is.isBinaryExpression(parent) || parent.left !== use) return false;
  return /^(=|\|\|=|&&=|\?\?=)$/.test(parent.operatorToken.getText());
}

/** Whether the name stands for a parameter or a variable of a function on the way. */
function isHidden(use: Identifier, owner: Node): boolean {
  const { parent } = use;
  const isVariable = is.isVariableDeclaration(parent) || is.isBindingElement(parent);
  const declares = isVariable || is.isParameterDeclaration(parent) || isFunction(parent);
  if (declares && (parent as { readonly name?: Node }).name === use) return true;
  for (let at: Node = use; at !== owner; at = at.parent) {
    if (isFunction(at) && at.parameters.some(({ name }) => name.getText() === use.text)) return true;
  }
  return false;
}

/** The function that a place runs in: callbacks of a list's `forEach` and `map` are run where they stand. */
export function runsIn(node: Node): Node {
  let at = node.parent;
  while (at && (!isFunction(at) || isIteration(at))) at = at.parent;
  return at;
}

export function isIteration(fn: Callable): boolean {
  const { parent } = fn;
  if (isAsync(fn) || !is.isCallExpression(parent) || parent.arguments[0] !== fn) return false;
  return is.isPropertyAccessExpression(parent.expression) && /^(forEach|map)$/.test(parent.expression.name.text);
}
