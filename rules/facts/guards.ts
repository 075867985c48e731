/**
 * Which of its parameters a function gives up on after a time: it races the promise, or what the callback hands back,
 * with a timer, or hands it on to a function that does.
 */
import { type Fact, defineFact } from "../../core/fact.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import type { FactContext } from "../../core/context.ts";
import { type Asking, type CallExpression, type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import { isGuard } from "../catalog/guards.ts";
import { mentionsAlone } from "../shared/mentions.ts";
import { positions } from "./outcome.ts";

export interface Guards {
  /** Parameters, as bits by position, that are given up on. */
  readonly stops: number;
  /** Parameters that are called with a signal which is aborted after a time. */
  readonly signals: number;
}

export const guards: Fact<Guards> = defineFact<Guards>({
  id: "guards",
  bottom: { stops: 0, signals: 0 },
  join: (a, b) => ({ stops: a.stops | b.stops, signals: a.signals | b.signals }),
  equal: (a, b) => a.stops === b.stops && a.signals === b.signals,
  *of(fn, ctx) {
    return isFunction(fn) && fn.body ? yield* bodyGuards(fn, fn.body, ctx) : { stops: 0, signals: 0 };
  },
  print: ({ stops, signals }) => `gives up on: ${shown(stops)}; signals: ${shown(signals)}`,
});

const timer = /setTimeout|AbortSignal\.timeout|time(r|s|d)?[-_ ]?out|timer|sleep|delay|deadline|expir|\bwait/i;

/** Whether an expression reads like something that settles after a time. */
function readsLikeTimer(expression: Node, scope: Node): boolean {
  if (timer.test(expression.getText())) return true;
  if (is.isCallExpression(expression)) return madeByTimer(expression);
  const made = is.isIdentifier(expression) ? initializerOf(expression.text, scope) : undefined;
  return made !== undefined && (timer.test(made.getText()) || (is.isCallExpression(made) && madeByTimer(made)));
}

/** `late()`, of a function in the same file that sets a timer, whatever its name. */
function madeByTimer({ expression }: CallExpression): boolean {
  if (!is.isIdentifier(expression)) return false;
  for (const statement of expression.getSourceFile().statements) {
    if (is.isFunctionDeclaration(statement) && statement.name?.text === expression.text) return setsTimer(statement);
    if (!is.isVariableStatement(statement)) continue;
    const made = statement.declarationList.declarations.find(({ name }) => name.getText() === expression.text);
    if (made?.initializer && isFunction(made.initializer)) return setsTimer(made.initializer);
  }
  return false;
}

function setsTimer(fn: Node): boolean {
  return /\bsetTimeout\b|AbortSignal\.timeout/.test(fn.getText());
}

/** `Promise.race([…])` with a timer among its elements: those elements that are not. */
export function raced(call: Node, scope: Node): readonly Node[] {
  if (!is.isCallExpression(call) || call.expression.getText() !== "Promise.race") return [];
  const [list] = call.arguments;
  if (!list || !is.isArrayLiteralExpression(list)) return [];
  const others = list.elements.filter((element) => !readsLikeTimer(element, scope));
  return others.length < list.elements.length ? others : [];
}

/** What a constant of that name is made of, anywhere in a scope. */
export function initializerOf(name: string, scope: Node): Node | undefined {
  let found: Node | undefined;
  const look = (node: Node): void => {
    if (is.isVariableDeclaration(node) && node.name.getText() === name) found ??= node.initializer;
    if (!found) node.forEachChild(look);
  };
  look(scope);
  return found;
}

function* bodyGuards(fn: Exclude<FunctionNode, { readonly statements: unknown }>, body: Node, ctx: FactContext): Asking<Guards> {
  const names = fn.parameters.map((parameter) => (mayBeWork(parameter) ? parameter.name.getText() : undefined));
  if (names.every((name) => name === undefined)) return { stops: 0, signals: 0 };
  const aborts = /AbortSignal\.timeout|setTimeout[^]*abort/.test(body.getText());
  let stops = 0;
  let signals = 0;
  const calls: CallExpression[] = [];
  const look = (node: Node): void => {
    if (is.isCallExpression(node)) calls.push(node);
    if (is.isNewExpression(node) && settlesByTimer(node, names)) stops |= mentioned([node], names, body);
    node.forEachChild(look);
  };
  look(body);
  for (const call of calls) {
    const others = raced(call, body);
    if (others.length > 0) stops |= mentioned(others, names, body);
    else if (is.isIdentifier(call.expression) && names.includes(call.expression.text)) {
      const handsSignal = aborts && call.arguments.some((argument) => /signal/i.test(argument.getText()));
      if (handsSignal) signals |= 1 << names.indexOf(call.expression.text);
    } else stops |= yield* handedOn(call, names, body, ctx);
  }
  return { stops, signals };
}

/** A promise or a callback, as far as its type is written. */
function mayBeWork({ name, type }: ParameterDeclaration): boolean {
  return is.isIdentifier(name) && !/^(string|number|boolean|bigint|unknown\[\]|string\[\])( \||$)/.test(type?.getText() ?? "");
}

/** `new Promise((resolve, reject) => { setTimeout(() => reject(…), ms); … })`: the timer settles it without the work. */
function settlesByTimer(made: Node, names: readonly (string | undefined)[]): boolean {
  if (!is.isNewExpression(made) || made.expression.getText() !== "Promise") return false;
  let settles = false;
  const look = (node: Node): void => {
    if (is.isCallExpression(node) && /(^|\.)setTimeout$/.test(node.expression.getText())) {
      const callback = node.arguments[0]?.getText() ?? "";
      const usesWork = names.some((name) => name !== undefined && mentionsAlone(callback, name));
      settles ||= !usesWork && /\b(resolve|reject|res|rej)\b/.test(callback);
    }
    node.forEachChild(look);
  };
  look(made);
  return settles;
}

/** A parameter that is given to a function which gives up on it. */
function* handedOn(call: CallExpression, names: readonly (string | undefined)[], body: Node, ctx: FactContext): Asking<number> {
  const given = call.arguments.map((argument) => mentioned([argument], names, body));
  if (given.every((bits) => bits === 0)) return 0;
  const callee = yield* ctx.callee(call);
  if (callee.kind === "library") return isGuard(callee.origin) ? (given[0] ?? 0) : 0;
  if (callee.kind !== "functions") return 0;
  let bits = 0;
  for (const other of callee.functions) {
    for (const at of positions(ctx.read(guards, other).stops)) bits |= given[at] ?? 0;
  }
  return bits;
}

/** The parameters that are named in some expressions, or in what a constant in them is made of. */
function mentioned(expressions: readonly Node[], names: readonly (string | undefined)[], body: Node): number {
  let bits = 0;
  const look = (node: Node, deep: boolean): void => {
    if (is.isIdentifier(node)) {
      const at = names.indexOf(node.text);
      if (at >= 0 && at < 31) bits |= 1 << at;
      const made = at < 0 && deep ? initializerOf(node.text, body) : undefined;
      if (made) look(made, false);
    }
    node.forEachChild((child) => look(child, deep));
  };
  for (const each of expressions) look(each, true);
  return bits;
}

function shown(bits: number): string {
  return bits === 0 ? "nothing" : positions(bits).map((at) => `argument ${at}`).join(", ");
}
