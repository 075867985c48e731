/** Callbacks that are given to a boundary: which arguments of a call they are, and what becomes of their rejection. */
import type { Callee } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import { isAsync, isFunction, isGenerator } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import {
  type Asking, type CallExpression, type Decorator, type MethodDeclaration, type NewExpression, type Node, is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Boundary } from "../catalog/entry.ts";
import { boundariesNamed, boundariesOf } from "../catalog/boundaries/index.ts";
import { addsListener } from "../catalog/boundaries/taker.ts";
import { isTest } from "../shared/paths.ts";
import { isWrapped } from "./wrapped.ts";

export interface Given {
  /** The function value. */
  readonly callback: Node;
  readonly boundary: Boundary;
  /** The class or interface that declares what takes it. */
  readonly container?: string;
}

export type Taking = CallExpression | NewExpression;

/** By syntax alone: may a call take a callback that nobody waits for? */
export function mayTakeCallback(call: Taking): boolean {
  const named = boundariesNamed(calledName(call) ?? "");
  if (named.every(({ rejection, misuse }) => rejection === "is handled" && !misuse)) return false;
  return named.some((boundary) => callbacksOf(call, boundary).length > 0);
}

/** The callbacks of a call, with what becomes of their rejection. */
export function* callbacksGiven(call: Taking, ctx: Questions): Asking<readonly Given[]> {
  const given: Given[] = [];
  const callee = yield* ctx.callee(call);
  const container = callee.kind === "library" ? callee.origin.container : undefined;
  for (const boundary of yield* boundariesAt(call, callee, ctx)) {
    for (const callback of callbacksOf(call, boundary)) {
      const isKnown = given.some((each) => each.callback === callback);
      if (!isKnown) given.push({ callback, boundary, ...(container !== undefined && { container }) });
    }
  }
  const dropped = given.filter(({ boundary }) => !isHandledElsewhere(boundary, call, ctx));
  const maker = dropped.find(({ boundary }) => boundary.maker)?.boundary.maker;
  return maker !== undefined && (yield* isWrapped(call, maker, ctx)) ? [] : dropped;
}

/** What a decorated method is to the package of its decorators. */
export function* boundaryOfMethod(
  method: MethodDeclaration, ctx: Questions,
): Asking<{ readonly boundary: Boundary; readonly decorator: CallExpression } | undefined> {
  for (const call of boundaryDecorators(method)) {
    const callee = yield* ctx.callee(call);
    const boundaries = callee.kind === "library" ? boundariesOf(callee.origin, call.getSourceFile(), ctx) : [];
    const boundary = boundaries.find((each) => each.callback === "decorated" && fits(call, each));
    if (boundary) return { boundary, decorator: call };
  }
  return undefined;
}

/** The decorators of a method that may make it a callback, by their names. */
export function boundaryDecorators({ modifiers }: MethodDeclaration): readonly CallExpression[] {
  const decorators = (modifiers ?? []).filter((each) => is.isDecorator(each)) as readonly Decorator[];
  const calls = decorators.map(({ expression }) => expression).filter((each) => is.isCallExpression(each));
  return calls.filter((call) => {
    return boundariesNamed(calledName(call) ?? "").some(({ callback }) => callback === "decorated");
  });
}

function* boundariesAt(call: Taking, callee: Callee, ctx: Questions): Asking<readonly Boundary[]> {
  const sourceFile = call.getSourceFile();
  const known = callee.kind === "library" ? boundariesOf(callee.origin, sourceFile, ctx) : [];
  if (known.length > 0 || callee.kind === "parameter") return known;
  return (yield* isOnEmitter(call, ctx)) ? listening : [];
}

/** Most emitters of libraries are Node's by inheritance, with signatures of their own. */
const listening: readonly Boundary[] = [
  { members: addsListener, callback: [1], rejection: "ends the process", is: "a listener", capturable: true },
];

/** Is a listener added to something that has all that Node's emitters have? */
function* isOnEmitter({ expression }: Taking, ctx: Questions): Asking<boolean> {
  if (!is.isPropertyAccessExpression(expression) || !addsListener.includes(expression.name.text)) return false;
  const emitter = expression.expression;
  return yield* ctx.kept(emitter, "emitter", function* () {
    const type = yield* ctx.type(emitter);
    for (const member of ["rawListeners", "prependOnceListener", "setMaxListeners"]) {
      if (!(yield* type.getProperty.gen(member))) return false;
    }
    return true;
  });
}

function callbacksOf(call: Taking, boundary: Boundary): readonly Node[] {
  const { callback, rest } = boundary;
  if (callback === "decorated" || !fits(call, boundary)) return [];
  const [at, property] = callback;
  const given = call.arguments ?? [];
  const values = property === undefined ? given.slice(at, rest ? undefined : at + 1) : memberOf(given[at], property);
  return values.filter((value) => mayHandBackPromise(value) && hasParameters(value, boundary.parameters ?? 0));
}

/** Is the call one of those that the boundary means? */
function fits(call: CallExpression | NewExpression, { events, where }: Boundary): boolean {
  const [first] = call.arguments ?? [];
  if (where && !(call.arguments ?? []).some((argument) => where.test(argument.getText()))) return false;
  return !events || (first !== undefined && is.isStringLiteral(first) && events.includes(first.text));
}

function memberOf(value: Node | undefined, name: string): readonly Node[] {
  if (!value || !is.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property): readonly Node[] => {
    if (is.isSpreadAssignment(property) || property.name?.getText() !== name) return [];
    if (is.isPropertyAssignment(property)) return [property.initializer];
    return is.isMethodDeclaration(property) ? [property] : [];
  });
}

function hasParameters(value: Node, count: number): boolean {
  return count === 0 || (isFunction(value) && value.parameters.length >= count);
}

/** As far as the text says: a name, a call that makes a function, a function that is async or hands something back. */
function mayHandBackPromise(argument: Node): boolean {
  const value = skipWrapping(argument);
  if (is.isIdentifier(value) || is.isPropertyAccessExpression(value) || is.isCallExpression(value)) return true;
  if (!isFunction(value)) return false;
  if (isGenerator(value)) return false;
  if (isAsync(value)) return true;
  const { body } = value;
  if (!body) return false;
  if (is.isBlock(body)) return returnsSomething(body);
  const result = skipWrapping(body);
  return (
    is.isCallExpression(result) || is.isConditionalExpression(result) || is.isBinaryExpression(result) ||
    is.isIdentifier(result) || is.isPropertyAccessExpression(result) || is.isNewExpression(result)
  );
}

function returnsSomething(node: Node): boolean {
  if (is.isReturnStatement(node)) return node.expression !== undefined;
  let found = false;
  node.forEachChild((child) => {
    found ||= !isFunction(child) && returnsSomething(child);
  });
  return found;
}

function calledName({ expression }: Taking): string | undefined {
  if (is.isIdentifier(expression)) return expression.text;
  return is.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

/** The program itself deals with what rejects there. */
function isHandledElsewhere({ capturable, unless }: Boundary, call: Node, ctx: Questions): boolean {
  const says = (pattern: RegExp) => ctx.survey(saying(pattern)).some((file) => ctx.sharesProgram(call, file));
  return (capturable === true && says(captures)) || (unless !== undefined && says(unless));
}

const captures = /\bcaptureRejections\s*[:=]\s*true\b|\bnodejs\.rejection\b|\bcaptureRejectionSymbol\b/;

const surveys = new Map<RegExp, Survey<true, readonly string[]>>();

/** The files, tests aside, that say something. */
function saying(pattern: RegExp): Survey<true, readonly string[]> {
  const known = surveys.get(pattern);
  if (known) return known;
  const survey: Survey<true, readonly string[]> = {
    of: (text, file) => (!isTest(file) && pattern.test(text) ? true : undefined),
    merge: (parts) => [...parts.keys()],
  };
  surveys.set(pattern, survey);
  return survey;
}
