/** Promises of an event that what follows brings about: they are started first and awaited last by design. */
import type { RuleContext } from "../../core/context.ts";
import { type Asking, is } from "../../core/ts.ts";
import type { Start } from "./started.ts";

export function* isExpectation(start: Start, ctx: RuleContext): Asking<boolean> {
  if (is.isNewExpression(start)) return false;
  const callee = yield* ctx.callee(start);
  if (callee.kind !== "library") return false;
  const { package: from, module, member } = callee.origin;
  if (from === "node" && module === "events") return member === "once";
  return member.startsWith("waitFor");
}
