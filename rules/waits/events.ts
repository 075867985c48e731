/** Waits for an event: `events.once`, and a promise that a listener settles. */
import type { Callee } from "../../core/callee.ts";
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { plain, textOf } from "../operations/values.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { typeName } from "../shared/types.ts";
import { isInLastingLoop, isRaced, isWaitedFor, looksAtTime } from "./surroundings.ts";
import { type Wait, signalOf, titleOf } from "./wait.ts";

/** The emitter comes to its end, or tells of its failure: one way or the other, this arrives. */
const ends = new RegExp(
  "^(error|closed?|end(ed)?|exit|beforeExit|finish(ed)?|done|completed?|abort(ed)?|cancel(l?ed)?|fail(ed|ure)?|timeout|" +
    "disconnect(ed)?|destroy(ed)?|terminated?|stop(ped)?|shutdown|SIG\\w+|listening|spawn|online)$",
  "i",
);

/** Somebody outside of the program decides when: a person, or a client that connects. */
const fromOutside = /^(line|keypress|connection|secureConnection|request)$/;

/** What lives as long as the process, or is at a person's hand. */
const lasting = /^(process|parentPort|self|globalThis|window|document|readline|rl)\b|\bstdin\b/;

/** By their types: terminals, and files on this machine, whose events do not stay out. */
const settled = /^(Process|Interface|ReadStream|WriteStream|InterfaceConstructor|AbortSignal)$/;

const listening = /^(once|on|addListener|addEventListener|prependListener|prependOnceListener)$/;
const leaving = /^(off|removeListener|removeEventListener)$/;

/** By syntax alone: may this be `events.once`? */
export function looksLikeOnce(call: CallExpression): boolean {
  const callee = plain(call.expression);
  const name = is.isPropertyAccessExpression(callee) ? callee.name.text : is.isIdentifier(callee) ? callee.text : "";
  const [emitter, event] = call.arguments;
  if (name !== "once" || !emitter || !event || isFunction(plain(call.arguments[2] ?? event))) return false;
  return isWorthWaitingFor(emitter, textOf(plain(event))) && isWaitedFor(call);
}

/** `await once(emitter, "drain")`: an `error` ends it, and nothing else does. */
export function* onceWait(call: CallExpression, ctx: RuleContext): Asking<Wait | undefined> {
  const callee = yield* ctx.callee(call);
  const isOnce = callee.kind === "library" && callee.origin.package === "node" && callee.origin.module === "events";
  if (!isOnce) return undefined;
  const [emitter, name, options] = call.arguments;
  const event = name && textOf(plain(name));
  if (!emitter || event === undefined || runsInBrowser(call, ctx)) return undefined;
  // Errors end these: the system gives up on a connection, and a request is an operation with a timeout of its own.
  if (/^(connect|response|upgrade|continue|information)$/.test(event)) return undefined;
  if (event !== "drain" && isInLastingLoop(call)) return undefined;
  if (isRaced(call) || looksAtTime(call) || (yield* isSettled(emitter, ctx))) return undefined;
  const given = options && plain(options);
  if (given && !(is.isObjectLiteralExpression(given) && given.properties.length === 0)) return undefined;
  return {
    at: call.expression,
    message: `\`${call.expression.getText()}\` waits for \`${event}\` with no signal`,
    why: `only an \`error\` ends it: when \`${event}\` stays out, or the emitter closes first, it waits for ever`,
    remedy: `pass \`{ ${signalOf(ctx)} }\``,
    fixes: [
      {
        title: titleOf(ctx),
        safety: "suggestion",
        write: (writer) =>
          given ? writer.replace(given, `{ ${signalOf(ctx)} }`) : writer.addArgument(call, `{ ${signalOf(ctx)} }`),
      },
    ],
  };
}

/** By syntax alone: may this promise wait for an event? */
export function looksLikeEventPromise(made: NewExpression): boolean {
  return made.expression.getText() === "Promise" && isWaitedFor(made) && waitedFor(made) !== undefined;
}

/** `await new Promise((resolve) => emitter.once("ready", resolve))` */
export function* eventPromise(made: NewExpression, ctx: RuleContext): Asking<Wait | undefined> {
  const listeners = waitedFor(made);
  if (!listeners || isRaced(made) || looksAtTime(made) || runsInBrowser(made, ctx)) return undefined;
  const events = listeners.map(({ event }) => event);
  if (!events.includes("drain") && isInLastingLoop(made)) return undefined;
  for (const { call, emitter } of listeners) {
    const callee = yield* ctx.callee(call);
    if (!isEmitting(callee)) return undefined;
    if (yield* isSettled(emitter, ctx)) return undefined;
  }
  const names = [...new Set(events)].map((event) => `\`${event}\``).join(" or ");
  return {
    at: made.expression,
    message: `this promise settles on ${names} alone`,
    why: "when the emitter fails, closes or falls silent first, nobody settles it, and whoever awaits it waits for ever",
    remedy: "settle it on `error` and `close` too, and after a time, or use `once` of `node:events` with a signal",
    because: listeners.map(({ call }) => ({ at: call, message: "it is settled here" })),
  };
}

/** The events of a page are at a person's hand, and what the project's own `on` does is not known. */
function isEmitting(callee: Callee): boolean {
  if (callee.kind === "library") return !/^(lib|electron)$/.test(callee.origin.package);
  if (callee.kind !== "functions") return false;
  return callee.functions.every((fn) => /\bsuper\.(once|on|addListener)\(/.test(fn.getText()));
}

interface Listener {
  readonly call: CallExpression;
  readonly emitter: Node;
  readonly event: string;
}

/** The listeners that settle a promise, if they alone do and none of them hears of an end. */
function waitedFor(made: NewExpression): readonly Listener[] | undefined {
  const executor = made.arguments?.[0];
  const fn = executor && plain(executor);
  if (!fn || !isFunction(fn) || !fn.body) return undefined;
  const names = fn.parameters.map(({ name }) => name.getText());
  if (names.length === 0) return undefined;
  const found: Listener[] = [];
  for (const use of usesOf(names, fn.body)) {
    const listeners = listenersAround(use, fn, 0);
    if (!listeners) return undefined;
    found.push(...listeners);
  }
  const isOpen = found.every(({ emitter, event }) => isWorthWaitingFor(emitter, event));
  return found.length > 0 && isOpen ? [...new Map(found.map((each) => [each.call, each])).values()] : undefined;
}

/** The listeners from which a function is called, up to the executor; undefined where it may be called by others. */
function listenersAround(use: Node, executor: FunctionNode, depth: number): readonly Listener[] | undefined {
  const direct = listenerCall(use);
  if (direct) return listenerOf(direct);
  if (isRemoval(use)) return [];
  const callee = use.parent;
  if (!is.isCallExpression(callee) || callee.expression !== use) return undefined;
  for (let at: Node = callee; ; at = at.parent) {
    if (at === executor) return undefined;
    // What is settled at once under a condition says nothing of the other case.
    if ((is.isIfStatement(at) || is.isCatchClause(at)) && enclosingFunction(at) === executor) return [];
    if (!isFunction(at)) continue;
    const call = listenerCall(at);
    if (call) return listenerOf(call);
    const name = nameOf(at);
    if (!name || depth > 3 || !isFunction(executor) || !executor.body) return undefined;
    const uses = usesOf([name], executor.body);
    const found = uses.map((each) => listenersAround(each, executor, depth + 1));
    return found.length > 0 && found.every((each) => each !== undefined) ? found.flat() : undefined;
  }
}

/** The call that a function is given to as a listener. */
function listenerCall(value: Node): CallExpression | undefined {
  let at = value;
  while (is.isParenthesizedExpression(at.parent) || is.isAsExpression(at.parent)) at = at.parent;
  const call = at.parent;
  if (!is.isCallExpression(call) || call.arguments[1] !== at) return undefined;
  const { expression } = call;
  return is.isPropertyAccessExpression(expression) && listening.test(expression.name.text) ? call : undefined;
}

function listenerOf(call: CallExpression): readonly Listener[] | undefined {
  const name = call.arguments[0];
  const event = name && textOf(plain(name));
  if (event === undefined || !is.isPropertyAccessExpression(call.expression)) return undefined;
  return [{ call, emitter: emitterOf(call.expression.expression), event }];
}

/** `emitter.once(…).once(…)` listens to `emitter` twice. */
function emitterOf(receiver: Node): Node {
  if (!is.isCallExpression(receiver) || !is.isPropertyAccessExpression(receiver.expression)) return receiver;
  return listening.test(receiver.expression.name.text) ? emitterOf(receiver.expression.expression) : receiver;
}

function isRemoval(value: Node): boolean {
  const call = value.parent;
  if (!is.isCallExpression(call) || call.expression === value) return false;
  const { expression } = call;
  return is.isPropertyAccessExpression(expression) && leaving.test(expression.name.text);
}

function nameOf(fn: Node): string | undefined {
  if (is.isFunctionDeclaration(fn)) return fn.name?.text;
  const { parent } = fn;
  return is.isVariableDeclaration(parent) && is.isIdentifier(parent.name) ? parent.name.text : undefined;
}

function usesOf(names: readonly string[], scope: Node): Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && names.includes(node.text) && !isOtherName(node)) found.push(node);
    node.forEachChild(look);
  };
  look(scope);
  return found;
}

/** The name of a declaration, or of a member of something else. */
function isOtherName(node: Node): boolean {
  const { parent } = node;
  if (is.isPropertyAccessExpression(parent)) return parent.name === node;
  return (is.isVariableDeclaration(parent) || is.isFunctionDeclaration(parent)) && parent.name === node;
}

function isWorthWaitingFor(emitter: Node, event: string | undefined): boolean {
  if (event === undefined || ends.test(event) || fromOutside.test(event)) return false;
  return !lasting.test(emitter.getText()) && !/signal/i.test(emitter.getText());
}

function* isSettled(emitter: Node, ctx: RuleContext): Asking<boolean> {
  return settled.test((yield* typeName(emitter, ctx)) ?? "");
}
