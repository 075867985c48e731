/** Whether what looks like a settlement by its name is one. */
import type { RuleContext } from "../../core/context.ts";
import type { Callable } from "../../core/functions.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { isNothing } from "../../core/values.ts";
import { errorName, isErrorFirst } from "../callbacks/error-first.ts";
import { madeWith, makesPromise } from "../shared/promise-maker.ts";
import { isAny } from "../shared/types.ts";
import type { Event, Settlers } from "./settlers.ts";

export function* isMeant(event: Event, settlers: Settlers, ctx: RuleContext): Asking<boolean> {
  if (event.kind === "promise") {
    const made = madeWith(settlers.owner);
    return made !== undefined && (yield* makesPromise(made, ctx));
  }
  if (event.kind === "response") return (yield* consequenceOf(event, ctx)) !== undefined;
  return yield* isCallback(event, settlers, ctx);
}

/**
 * What comes of answering, or of setting a header, behind an answer.
 *
 * `throws`: `ERR_HTTP_HEADERS_SENT`.
 * `fails`: Node takes no more text; the response emits an error, or the text is lost.
 * `is logged`: the framework does nothing else about it.
 */
export type Consequence = "throws" | "fails" | "is logged";

/** By the symbol that the answering method resolves to; undefined where that is none. */
export function* consequenceOf({ at, effect }: Event, ctx: RuleContext): Asking<Consequence | undefined> {
  if (!is.isCallExpression(at)) return undefined;
  const callee = yield* ctx.callee(at);
  if (callee.kind !== "library") return undefined;
  const { package: pack, container = "" } = callee.origin;
  if (pack === "fastify") return effect === "touches" ? undefined : "is logged";
  if (/^(express|express-serve-static-core|next)$/.test(pack)) return "throws";
  if (pack !== "node" || !/Response|OutgoingMessage|Writable/.test(container)) return undefined;
  return effect === "touches" || /\.(writeHead|setHeader|status|set|header)\(/.test(at.getText()) ? "throws" : "fails";
}

function* isCallback({ name, kind }: Event, { owner, events }: Settlers, ctx: RuleContext): Asking<boolean> {
  const parameter = owner.parameters.find((each) => each.name.getText() === name.text);
  if (!parameter) return false;
  const shape = yield* ctx.shape(parameter.name);
  if (shape) return isErrorFirst(shape, "");
  // Without a type, it is one by the way it is called.
  if (!(yield* isAny(parameter.name, ctx))) return false;
  if (kind !== "next") return events.some(({ at }) => passesError(at));
  return events.every(({ at }) => passesNothing(at) || passesError(at));
}

function passesNothing(call: Node): boolean {
  return is.isCallExpression(call) && call.arguments.length === 0;
}

function passesError(call: Node): boolean {
  if (!is.isCallExpression(call)) return false;
  const [first, second] = call.arguments;
  if (!first) return false;
  if (is.isIdentifier(first) && errorName.test(first.text)) return true;
  if (is.isNewExpression(first)) return /Error$/.test(first.expression.getText());
  return second !== undefined && isNothing(first);
}

/** Whether who calls the function is this program, and not a library that knows how to be called back. */
export function* isOwn({ name }: Event, { owner }: Settlers, ctx: RuleContext): Asking<boolean> {
  const parameter = owner.parameters.find((each) => each.name.getText() === name.text);
  if (!isDeclaredAlone(owner)) return false;
  const type = parameter?.type;
  if (!type) return true;
  if (!is.isTypeReferenceNode(type)) return true;
  const declaration = yield* ctx.declarationOf(type.typeName);
  return declaration !== undefined && !declaration.getSourceFile().fileName.includes("/node_modules/");
}

/** It is not what a call is given, nor a part of that, such as the options of a stream, nor a stream's own method. */
function isDeclaredAlone(owner: Callable): boolean {
  const { parent } = owner;
  const name = is.isBinaryExpression(parent) ? parent.left : (owner as { readonly name?: Node }).name;
  if (/(^|\.)_(transform|flush|writev?|final|destroy|construct)$/.test(name?.getText() ?? "")) return false;
  if (is.isPropertyAssignment(parent) || is.isObjectLiteralExpression(parent)) return false;
  return !is.isCallExpression(parent) && !is.isNewExpression(parent);
}
