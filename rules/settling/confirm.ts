/** Whether what looks like a settlement by its name is one. */
import type { RuleContext } from "../../core/context.ts";
import { type Asking, type Node, TypeFlags, is } from "../../core/ts.ts";
import { errorName, isErrorFirst } from "../callbacks/error-first.ts";
import { isNothing } from "../kept/uses.ts";
import { madeWith, makesPromise } from "../shared/promise-maker.ts";
import type { Callable, Event, Settlers } from "./settlers.ts";

export function* isMeant(event: Event, { owner, events }: Settlers, ctx: RuleContext): Asking<boolean> {
  if (event.kind === "promise") {
    const made = madeWith(owner);
    return made !== undefined && (yield* makesPromise(made, ctx));
  }
  if (event.kind === "response") return (yield* frameworkOf(event, ctx)) !== undefined;
  return yield* isCallback(event, owner, events, ctx);
}

export type Framework = "express" | "fastify" | "node";

/** By the symbol that the answering method resolves to. */
export function* frameworkOf({ at, kind, effect }: Event, ctx: RuleContext): Asking<Framework | undefined> {
  if (kind !== "response" || !is.isCallExpression(at)) return undefined;
  if (effect === "handed") return "node";
  const callee = yield* ctx.callee(at);
  if (callee.kind !== "library") return undefined;
  const { package: pack, container = "" } = callee.origin;
  if (pack === "fastify") return "fastify";
  if (/^(express|express-serve-static-core|next)$/.test(pack)) return "express";
  return pack === "node" && /Response|OutgoingMessage|Writable/.test(container) ? "node" : undefined;
}

function* isCallback({ name, kind }: Event, owner: Callable, events: readonly Event[], ctx: RuleContext): Asking<boolean> {
  const parameter = owner.parameters.find((each) => each.name.getText() === name.text);
  if (!parameter) return false;
  const shape = yield* ctx.shape(parameter.name);
  if (shape) return isErrorFirst(shape, "");
  // Without a type, it is one by the way it is called.
  const isAny = ((yield* ctx.type(parameter.name)).flags & TypeFlags.Any) !== 0;
  if (!isAny) return false;
  return kind === "next" ? events.every(({ at }) => passesNothing(at) || passesError(at)) : events.some(({ at }) => passesError(at));
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
  const { type } = parameter ?? {};
  if (!type) return isDeclaredAlone(owner);
  if (!is.isTypeReferenceNode(type)) return true;
  const declaration = yield* ctx.declarationOf(type.typeName);
  return declaration !== undefined && !declaration.getSourceFile().fileName.includes("/node_modules/");
}

/** It is not what a call is given, nor a part of that, such as the options of a stream. */
function isDeclaredAlone(owner: Callable): boolean {
  const { parent } = owner;
  if (is.isPropertyAssignment(parent) || is.isObjectLiteralExpression(parent)) return false;
  return !is.isCallExpression(parent) && !is.isNewExpression(parent);
}
