/** What bounds an operation where it is called: its own options, its client, the whole program. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, hasModifier, isFunction } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, SyntaxKind, TypeFlags, is } from "../../core/ts.ts";
import type { Entry } from "../catalog/entry.ts";
import { isAny } from "../shared/types.ts";
import { type Bound, together } from "./bound.ts";
import { type Client, clientOf } from "./clients.ts";
import { requestBound, requestOf } from "./emitted.ts";
import type { OperationCall } from "./operation.ts";
import { amountBound, isCallback, mayHoldOptions, optionsBound } from "./options.ts";
import { signalBound } from "./signal.ts";
import { plain, textOf } from "./values.ts";

export interface Local {
  readonly bound: Bound;
  readonly client?: Client;
  /** An option is set that only emits an event, and nobody listens. */
  readonly onlyEmits: boolean;
  /** An option is set that looks like a bound and is none. */
  readonly powerless?: string;
}

export function* locallyBound(operation: OperationCall, ctx: RuleContext): Asking<Local> {
  const { call, entry } = operation;
  const given = yield* optionArguments(operation, ctx);
  if (given === "unknown" || (operation.operation.optional && given.length === 0)) {
    return { bound: "unknown", onlyEmits: false };
  }
  const found: Bound[] = [];
  for (const argument of given) found.push(yield* optionsBound(argument, entry.bounds, ctx));
  const client = operation.client && (yield* clientOf(operation.client, entry, ctx));
  if (client) found.push(client.bound);
  if (isProgramWide(entry, call, ctx)) found.push("bounded");
  found.push(yield* linkBound(call, entry, ctx), endBound(call, entry), yield* argumentBound(operation, ctx));
  const powerless = namedIn([...given, ...(client?.made?.call.arguments ?? [])], Object.keys(entry.powerless ?? {}));
  const local = { ...(client && { client }), ...(powerless !== undefined && { powerless }) };
  if (!entry.emits) return { ...local, bound: together(found), onlyEmits: false };
  const { bound, emits } = yield* requestBound(call, given, entry.emits, ctx);
  return { ...local, bound: together([...found, bound]), onlyEmits: emits };
}

/** The first of some options that is written out in the arguments. */
function namedIn(given: readonly Node[], paths: readonly string[]): string | undefined {
  return paths.find((path) => given.some((argument) => isWritten(plain(argument), path.split("."))));
}

function isWritten(options: Node, [name, ...inside]: readonly string[]): boolean {
  if (!is.isObjectLiteralExpression(options)) return false;
  const property = options.properties.find((each) => !is.isSpreadAssignment(each) && each.name?.getText() === name);
  if (!property || inside.length === 0) return property !== undefined;
  return is.isPropertyAssignment(property) && isWritten(plain(property.initializer), inside);
}

/** `.timeout(5_000)` before or behind the call. What is kept under a name, or handed back, may get its link later. */
function* linkBound(call: CallExpression, { links }: Entry, ctx: RuleContext): Asking<Bound> {
  if (!links) return "unbounded";
  for (const name of linksAround(call)) if (Object.hasOwn(links, name)) return links[name] === "opaque" ? "unknown" : "bounded";
  let end: Node = call;
  while (is.isPropertyAccessExpression(end.parent) || is.isCallExpression(end.parent)) {
    if (is.isCallExpression(end.parent) && end.parent.expression !== end) return "unknown";
    end = end.parent;
  }
  if (is.isVariableDeclaration(end.parent) || is.isBinaryExpression(end.parent)) return "unknown";
  if (!isReturned(end)) return "unbounded";
  return yield* ctx.kept(end, "links", function* () {
    const type = yield* ctx.type(end);
    for (const link of Object.keys(links)) if (yield* type.getProperty.gen(link)) return "unknown";
    return "unbounded";
  });
}

/** Handed back as it is: who calls may put a link behind it. */
function isReturned({ parent }: Node): boolean {
  const fn = is.isReturnStatement(parent) ? enclosingFunction(parent) : parent;
  return isFunction(fn) && !hasModifier(fn, SyntaxKind.AsyncKeyword);
}

/** `const child = exec(…); signal.addEventListener("abort", () => child.kill())` */
function endBound(call: CallExpression, { endedBy }: Entry): Bound {
  if (!endedBy) return "unbounded";
  return requestOf(call).uses.some(({ name }) => endedBy.includes(name.text)) ? "unknown" : "unbounded";
}

/** The names of all links of the chain that a call stands in, but its own. */
function* linksAround(call: CallExpression): Generator<string> {
  const { expression } = call;
  let before: Node = is.isPropertyAccessExpression(expression) ? plain(expression.expression) : call;
  while (is.isCallExpression(before) && before !== call) {
    const callee = before.expression;
    if (!is.isPropertyAccessExpression(callee)) break;
    yield callee.name.text;
    before = plain(callee.expression);
  }
  for (let at: Node = call; is.isPropertyAccessExpression(at.parent) && is.isCallExpression(at.parent.parent); at = at.parent.parent) {
    yield at.parent.name.text;
  }
}

/** An argument that is a bound by itself: `flush(2_000)`. */
function* argumentBound({ call, operation }: OperationCall, ctx: RuleContext): Asking<Bound> {
  const { argument } = operation;
  const given = argument && (argument.at === "last" ? call.arguments.at(-1) : call.arguments[argument.at]);
  if (!given) return "unbounded";
  if (argument.is === "opaque" || argument.is === "part") return "unknown";
  if (argument.is === "signal") return (yield* isSignal(given, ctx)) ? yield* signalBound(given, ctx) : "unbounded";
  return argument.at === "last" ? "unknown" : amountBound(given);
}

function* isSignal(value: Node, ctx: RuleContext): Asking<boolean> {
  if (/signal/i.test(value.getText())) return true;
  if (is.isObjectLiteralExpression(plain(value)) || textOf(plain(value)) !== undefined) return false;
  return yield* ctx.kept(value, "signal", function* () {
    const type = yield* ctx.type(value);
    return (type.flags & TypeFlags.Any) !== 0 || (yield* type.getSymbol.gen())?.name === "AbortSignal";
  });
}

/** The arguments that can hold options; unknown where a list of arguments is spread. */
export function* optionArguments({ call, entry, operation }: OperationCall, ctx: RuleContext): Asking<readonly Node[] | "unknown"> {
  if (call.arguments.some((argument) => is.isSpreadElement(argument))) return "unknown";
  const last = operation.options.at(-1) ?? 0;
  const names = { ...entry.bounds, ...(entry.emits && { [entry.emits.option]: "opaque" as const }) };
  const found: Node[] = [];
  // Where the options are written out, what stands before them is an address, whatever its type.
  const written = operation.options.map((at) => call.arguments[at]).filter((each) => each && is.isObjectLiteralExpression(plain(each)));
  for (const position of operation.options) {
    const argument = call.arguments[position];
    if (!argument) continue;
    if (written.length > 0 && !written.includes(argument) && (yield* isAny(argument, ctx))) continue;
    if (yield* isCallback(argument, ctx)) continue;
    if (position === last && operation.options.length === 1 && position !== operation.target) found.push(argument);
    else if (yield* mayHoldOptions(argument, names, ctx)) found.push(argument);
  }
  return found;
}

const surveys = new Map<Entry, Survey<true, readonly string[]>>();

/** Set for all operations of a program, in a file of the same package as the call or of the same program. */
function isProgramWide(entry: Entry, call: CallExpression, ctx: RuleContext): boolean {
  const { programWide } = entry;
  if (!programWide) return false;
  let survey = surveys.get(entry);
  if (!survey) {
    survey = {
      of: (text) => (programWide.some((patterns) => patterns.every((pattern) => new RegExp(pattern, "i").test(text))) ? true : undefined),
      merge: (parts) => [...parts.keys()],
    };
    surveys.set(entry, survey);
  }
  return ctx.survey(survey).some((file) => ctx.sharesProgram(call, file));
}
