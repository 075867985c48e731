/** Work that somebody gives up on, and whether a signal could have ended it. */
import type { Questions, RuleContext } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import { locallyBound } from "../operations/bounded.ts";
import { type OperationCall, looksLikeOperation, operationAt } from "../operations/operation.ts";
import { signalOption } from "../operations/signal.ts";
import { nameOf } from "../operations/words.ts";
import { isUsedElsewhere, unchained, writtenAs } from "./race.ts";

export interface Work {
  readonly call: CallExpression;
  /** How it is spoken of. */
  readonly name: string;
  /** It takes a signal and is given none; otherwise something ends it, or somebody wants it to go on. */
  readonly isEndless: boolean;
  /** The operation that it is, where the catalog knows it, and the option that takes the signal. */
  readonly operation?: OperationCall;
  readonly option?: string;
}

/** What starts a promise, where that takes a signal; undefined where it takes none, or where that cannot be seen. */
export function* workOf(promise: Node, ctx: RuleContext): Asking<Work | undefined> {
  const call = yield* startedBy(promise, ctx);
  if (!call || (yield* isUsedElsewhere(promise, ctx))) return undefined;
  const operation = looksLikeOperation(call, ctx) ? yield* operationAt(call, ctx) : undefined;
  return operation ? yield* operationWork(operation, ctx) : yield* functionWork(call, ctx);
}

function* startedBy(promise: Node, ctx: Questions): Asking<CallExpression | undefined> {
  const { start } = unchained(yield* writtenAs(promise, ctx));
  const call = yield* writtenAs(start, ctx);
  return is.isCallExpression(call) ? call : undefined;
}

function* operationWork(operation: OperationCall, ctx: RuleContext): Asking<Work | undefined> {
  const { call, entry, operation: known } = operation;
  const option = signalOption(entry);
  if (option === undefined || known.options.length === 0 || known.endless || entry.emits) return undefined;
  const { bound } = yield* locallyBound(operation, ctx);
  if (bound === "unknown" || isKeptAlive(call)) return undefined;
  return { call, name: yield* nameOf(operation, ctx), isEndless: bound === "unbounded", operation, option };
}

/** `keepalive: true` is asked to go on whatever happens. */
function isKeptAlive(call: CallExpression): boolean {
  return call.arguments.some((argument) => /\bkeepalive\b/.test(argument.getText()));
}

function* functionWork(call: CallExpression, ctx: RuleContext): Asking<Work | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "functions" || callee.open || callee.functions.length !== 1) return undefined;
  const [fn] = callee.functions;
  const isGiven = fn && (yield* isGivenSignal(call, fn, ctx));
  if (isGiven === undefined) return undefined;
  const { expression } = call;
  const name = is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  return { call, name: `\`${name}\``, isEndless: !isGiven };
}

/** Whether a function is given the signal that it takes; undefined where it takes none, or where nobody can see. */
function* isGivenSignal(call: CallExpression, fn: FunctionNode, ctx: Questions): Asking<boolean | undefined> {
  if (!isFunction(fn) || call.arguments.some((argument) => is.isSpreadElement(argument))) return undefined;
  for (const [at, parameter] of fn.parameters.entries()) {
    const argument = call.arguments[at] && skipWrapping(call.arguments[at]);
    if (isSignalType(parameter.type)) return argument !== undefined && !/^(undefined|null)$/.test(argument.getText());
    if (!(yield* holdsSignal(parameter, ctx))) continue;
    if (!argument) return false;
    if (!is.isObjectLiteralExpression(argument)) return undefined;
    const names = argument.properties.map((each) => (is.isSpreadAssignment(each) ? undefined : each.name?.getText()));
    return names.includes("signal") ? true : names.includes(undefined) ? undefined : false;
  }
  return undefined;
}

function isSignalType(type: Node | undefined): boolean {
  return type !== undefined && /^AbortSignal( \| (undefined|null))*$/.test(type.getText());
}

/** `options: { signal?: AbortSignal }` */
function* holdsSignal({ type, dotDotDotToken }: ParameterDeclaration, ctx: Questions): Asking<boolean> {
  const mayHold = type && !dotDotDotToken && (is.isTypeLiteralNode(type) || is.isTypeReferenceNode(type));
  if (!mayHold) return false;
  return yield* ctx.kept(type, "signal option", function* () {
    const property = yield* (yield* ctx.type(type)).getProperty.gen("signal");
    const declaration = property && (yield* ctx.declaration(property));
    return declaration !== undefined && is.isPropertySignatureDeclaration(declaration) && isSignalType(declaration.type);
  });
}
