/** What can come of a call: of calling at all, or of what it hands back. */
import type { Callee, Origin } from "../../core/callee.ts";
import type { Call } from "../../core/context.ts";
import { type Callable, type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Asking, type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import { nameNode } from "../../core/values.ts";
import { leavesProcess } from "../catalog/leaving.ts";
import { settlingOf } from "../catalog/settling.ts";
import { callsBackAtOnce, throwerOf } from "../catalog/throwing.ts";
import { isTest } from "../shared/paths.ts";
import { tellsCallback, tellsNamedCallback } from "../shared/told-callback.ts";
import { isOfEnvironment } from "./configuration.ts";
import { isSet, ruledOut } from "./flags.ts";
import { inputsOf } from "./inputs.ts";
import { type Outcome, fails, ifFalse, isRuledOut, never, ofLevel, perhaps, positions, unknown } from "./outcome.ts";
import { awaiting, awaitingElements } from "./promises.ts";
import type { Rejects } from "./rejects.ts";
import type { Scene, Source } from "./scene.ts";
import { isShipped } from "./shipped.ts";
import { valueThrough } from "./through.ts";

type Channel = keyof Rejects;

export function* calling(call: Call, channel: Channel, scene: Scene): Asking<readonly Source[]> {
  const callee = yield* calleeOf(call, scene);
  if (binds(call) && callee.kind !== "functions") return [];
  switch (callee.kind) {
    case "functions":
      return isLogging(call, channel) ? [] : yield* callingEach(call, callee.functions, channel, scene);
    case "parameter":
      return ofParameter(call, callee.parameter, channel, scene) ?? (yield* unseen(call, channel, scene));
    case "library":
      if (channel === "rejects") return yield* settling(call, callee.origin, scene);
      if (mayThrow(call, callee.origin)) return [thrownAt(call, callee.origin)];
      return callsBackAtOnce(callee.origin) ? yield* callingBack(call, scene) : [];
    default:
      return yield* unseen(call, channel, scene);
  }
}

/** A logger that cannot write is no reason to guard everything that is logged. */
function isLogging(call: Call, channel: Channel): boolean {
  if (channel !== "throws" || !is.isCallExpression(call)) return false;
  const { expression } = call;
  if (!is.isPropertyAccessExpression(expression) || !levels.test(expression.name.text)) return false;
  const name = nameNode(expression.expression);
  return name !== undefined && /(^[_$#]*log|Log|LOG|_log)(ger|GER)?$/.test(name.getText());
}

const levels = /^(trace|debug|verbose|info|log|notice|success|warn|warning|error)$/;

function* calleeOf(call: Call, scene: Scene): Asking<Callee> {
  const callee = yield* scene.ctx.callee(call);
  return callee.kind === "unknown" && is.isCallExpression(call) ? yield* valueThrough(call.expression, scene) : callee;
}

/** What can come of calling a function value: a callback or handler that somebody else will call. */
export function* callingValue(value: Node, channels: readonly Channel[], scene: Scene): Asking<readonly Source[]> {
  const callee = yield* valueThrough(unbound(value), scene);
  if (callee.kind === "functions") {
    const found: Source[] = [];
    for (const fn of callee.functions) {
      const outcomes = yield* scene.read(fn);
      for (const channel of channels) found.push({ at: value, outcome: alone(outcomes[channel]), through: { fn, channel } });
    }
    return found;
  }
  const parameter = callee.kind === "parameter" ? callee.parameter : undefined;
  const own = parameter ? channels.map((channel) => ofParameter(value, parameter, channel, scene)) : [];
  if (own.length > 0 && own.every((sources) => sources !== undefined)) return own.flat();
  return channels.includes("rejects") && (yield* scene.ctx.givesPromise(value)) ? unseenIf(value, "rejects") : [];
}

function* callingEach(call: Call, functions: readonly FunctionNode[], channel: Channel, scene: Scene): Asking<readonly Source[]> {
  const found: Source[] = [];
  const isCertain = isSeen(functions, call, scene) || (yield* allFail(functions.filter((fn) => !isFake(fn, scene)), channel, scene));
  for (const fn of functions) {
    // Reading a property that is a getter and calling what it gives are two things; what it gives is not seen.
    if (is.isGetAccessorDeclaration(fn)) {
      found.push(...(yield* unseen(call, channel, scene)));
      continue;
    }
    const outcome = (yield* scene.read(fn))[channel];
    const out = outcome.under === 0 ? 0 : ruledOut(fn, (position) => argumentAt(call, position));
    const left = isRuledOut(outcome, out) ? ofLevel(outcome.otherwise) : own(outcome);
    found.push({ at: call, outcome: isCertain ? left : perhaps(left), through: { fn, channel, out } });
    for (const at of positions(outcome.asked)) found.push(...asking(call, at, fn, channel));
    for (const at of positions(outcome.throwing)) found.push(...(yield* handing(call, at, "throws", scene)));
    for (const at of positions(outcome.rejecting)) found.push(...(yield* handing(call, at, "rejects", scene)));
  }
  return found;
}

/** Is it known that each of the functions is called? Of the many that a method may be, it is where a loop goes through them. */
function isSeen(functions: readonly FunctionNode[], call: Call, scene: Scene): boolean {
  return !isOnParameter(call, scene) && (functions.length === 1 || isOnElement(call));
}

/** `for (const agent of agents) agent.send()`, `agents.map((agent) => agent.send())` */
function isOnElement(call: Call): boolean {
  const on = nameCalledOn(call);
  if (on === undefined) return false;
  for (let at: Node = call; at.parent; at = at.parent) {
    const { parent } = at;
    if (is.isForOfStatement(parent) && namesIn(parent.initializer).includes(on)) return true;
    if (isFunction(parent) && takes(parent, on)) return is.isCallExpression(parent.parent);
  }
  return false;
}

function namesIn(list: Node): readonly string[] {
  return is.isVariableDeclarationList(list) ? list.declarations.map(({ name }) => name.getText()) : [];
}

/** What stands in for another in tests is not what fails on a bad day. */
function isFake(fn: FunctionNode, { ctx }: Scene): boolean {
  const path = ctx.relativePath(fn);
  return isTest(path) || /(^|[/.-])(fake|mock|stub|in-?memory)[\w.-]*$/i.test(path);
}

/** `agent.send()`, where `agent` is a parameter: which of the classes it is of, the caller knows. A callback is called with each. */
function isOnParameter(call: Call, { fn }: Scene): boolean {
  if (!fn || is.isSourceFile(fn) || is.isCallExpression(fn.parent)) return false;
  const on = nameCalledOn(call);
  return on !== undefined && takes(fn, on);
}

/** The `agent` of `agent.send()`. */
function nameCalledOn(call: Call): string | undefined {
  const on = is.isCallExpression(call) && is.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
  return on && is.isIdentifier(on) ? on.text : undefined;
}

function takes({ parameters }: Callable, named: string): boolean {
  return parameters.some(({ name }) => name.getText() === named);
}

function* allFail(functions: readonly FunctionNode[], channel: Channel, scene: Scene): Asking<boolean> {
  if (functions.length === 0) return false;
  for (const fn of functions) if ((yield* scene.read(fn))[channel].level !== fails.level) return false;
  return true;
}

/** What a callee does where a flag that it is given says so. */
function asking(call: Call, at: number, fn: FunctionNode, channel: Channel): readonly Source[] {
  const position = at % ifFalse;
  const given = argumentAt(call, position);
  const isAsked = given === null ? undefined : isSet(given, inputsOf(fn)[position]?.fallback);
  if (isAsked !== undefined && isAsked !== at < ifFalse) return [];
  return [{ at: call, outcome: isAsked === undefined ? unknown : fails, through: { fn, channel } }];
}

/** What a callee does with the callback that it is given at a position. */
function* handing(call: Call, at: number, channel: Channel, scene: Scene): Asking<readonly Source[]> {
  const argument = argumentAt(call, at);
  if (argument === null) return unseenIf(call, channel);
  return argument ? yield* callingValue(argument, [channel], scene) : [];
}

/** `null` where it cannot be told. */
function argumentAt(call: Call, at: number): Node | undefined | null {
  if (is.isTaggedTemplateExpression(call)) return null;
  const shift = is.isPropertyAccessExpression(call.expression) && call.expression.name.text === "call" ? 1 : 0;
  const given = call.arguments ?? [];
  const spread = given.findIndex((argument) => is.isSpreadElement(argument));
  return spread >= 0 && spread <= at + shift ? null : given[at + shift];
}

/** The callbacks of `map`, `forEach` and their like throw through them. */
function* callingBack(call: Call, scene: Scene): Asking<readonly Source[]> {
  if (is.isTaggedTemplateExpression(call)) return [];
  const found: Source[] = [];
  for (const argument of call.arguments ?? []) {
    if (isFunction(argument) || is.isIdentifier(argument)) found.push(...(yield* callingValue(argument, ["throws"], scene)));
  }
  return found;
}

function* settling(call: Call, origin: Origin, scene: Scene): Asking<readonly Source[]> {
  if (tellsCallback(call) || tellsNamedCallback(call)) return [];
  const how = settlingOf(origin);
  const given = is.isTaggedTemplateExpression(call) ? [] : (call.arguments ?? []);
  const [first] = given;
  if (how === "never") return [];
  if (how === "rarely") return (yield* scene.ctx.promised(call)).thenable ? [{ at: call, outcome: unknown }] : [];
  if (how === "argument") return first ? yield* awaiting(first, scene) : [];
  if (how === "callbacks") return yield* ofCallbacks(given, scene);
  if (how === "elements") return first ? yield* awaitingElements(first, scene) : [];
  if (typeof how === "number" && given.length <= how) return [];
  if ((yield* scene.ctx.promised(call)).thenable) {
    if (first && readsShipped(origin, first)) return [{ at: call, outcome: unknown }];
    const leaves = leavesProcess(origin, call, scene.ctx);
    return [{ at: call, outcome: fails, leaves, unread: !leaves }];
  }
  return origin.untyped ? [{ at: call, outcome: unknown }] : [];
}

function* ofCallbacks(given: readonly Node[], scene: Scene): Asking<readonly Source[]> {
  const found: Source[] = [];
  for (const argument of given) {
    const mayBeCallback = isFunction(argument) || is.isIdentifier(argument) || is.isPropertyAccessExpression(argument);
    if (mayBeCallback) found.push(...(yield* callingValue(argument, ["throws", "rejects"], scene)));
  }
  return found;
}

/** What cannot be seen is taken not to throw; the promise that it hands back is unknown. */
function* unseen(call: Call, channel: Channel, scene: Scene): Asking<readonly Source[]> {
  if (channel === "throws") return [];
  const { thenable, any } = yield* scene.ctx.promised(call);
  if (thenable && (yield* isAmbient(call, scene))) return [{ at: call, outcome: fails, leaves: true }];
  return thenable || any ? [{ at: call, outcome: unknown }] : [];
}

/** `declare function save(): Promise<void>` speaks of code outside of the program, as a library's typings do. */
function* isAmbient(call: Call, { ctx }: Scene): Asking<boolean> {
  if (!is.isCallExpression(call) || !is.isIdentifier(call.expression)) return false;
  const declaration = yield* ctx.declarationOf(call.expression);
  return declaration !== undefined && is.isFunctionDeclaration(declaration) && !declaration.body;
}

function unseenIf(at: Node, channel: Channel): Source[] {
  return channel === "rejects" ? [{ at, outcome: unknown }] : [];
}

/** A callback that the function itself was given: who calls the function will know. */
function ofParameter(at: Node, parameter: ParameterDeclaration, channel: Channel, scene: Scene): Source[] | undefined {
  const { fn } = scene;
  if (!fn || is.isSourceFile(fn) || parameter.dotDotDotToken || !is.isIdentifier(parameter.name)) return undefined;
  const position = (fn.parameters as readonly Node[]).indexOf(parameter);
  if (position < 0 || position > 30) return undefined;
  const bit = 1 << position;
  return [{ at, outcome: { ...never, [channel === "throws" ? "throwing" : "rejecting"]: bit } }];
}

/** The part of an outcome that does not rest on what a caller hands over. */
export function own(outcome: Outcome): Outcome {
  return outcome.throwing || outcome.rejecting || outcome.asked || outcome.under ? ofLevel(outcome.level) : outcome;
}

/** The outcome of a function whose arguments nobody here sees. */
function alone(outcome: Outcome): Outcome {
  return (outcome.rejecting || outcome.asked) && outcome.level === never.level ? unknown : own(outcome);
}

/** `f.bind(…)` does not call `f`, if it is not a method of the program's own. */
function binds(call: Call): boolean {
  return is.isCallExpression(call) && is.isPropertyAccessExpression(call.expression) && call.expression.name.text === "bind";
}

function unbound(value: Node): Node {
  return is.isCallExpression(value) && binds(value) ? value.expression : value;
}

/** `new URL("https://…")`, one that begins with a host of its own and a copy by way of JSON do not throw. */
function thrownAt(call: Call, origin: Origin): Source {
  const [first] = is.isTaggedTemplateExpression(call) ? [] : (call.arguments ?? []);
  const rarely = throwerOf(origin)?.rarely ?? false;
  return { at: call, outcome: rarely && first && isOfEnvironment(first) ? unknown : fails, leaves: !rarely };
}

function readsShipped(origin: Origin, path: Node): boolean {
  return origin.package === "node" && /^readFile(Sync)?$/.test(origin.member) && isShipped(path);
}

function mayThrow(call: Call, origin: Origin): boolean {
  const thrower = throwerOf(origin);
  const [first] = is.isTaggedTemplateExpression(call) ? [] : (call.arguments ?? []);
  if (!thrower || !first) return thrower !== undefined;
  if (thrower.unless !== "literal") return !readsShipped(origin, first);
  const isCopy = is.isCallExpression(first) && first.expression.getText() === "JSON.stringify";
  const isAddress = is.isTemplateExpression(first) && /^https?:\/\//.test(first.head.text);
  return !isCopy && !isAddress && !is.isStringLiteral(first) && !is.isNumericLiteral(first);
}
