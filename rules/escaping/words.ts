/** What is said of a callback whose rejection nobody handles, and which part of it is underlined. */
import type { RuleContext } from "../../core/context.ts";
import type { Category } from "../../core/finding.ts";
import { isFunction } from "../../core/functions.ts";
import type { Report } from "../../core/rule.ts";
import { type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Boundary } from "../catalog/entry.ts";
import { runtimeOf } from "../shared/browser.ts";
import { brief, endOf } from "../shared/floating-words.ts";
import { isScript, isTest } from "../shared/paths.ts";
import type { Given } from "./given.ts";

/** A function is underlined from its beginning to its body, or to the end of its first line. */
export function headOf(callback: Node): Report["at"] {
  const fn = skipWrapping(callback);
  if (!isFunction(fn) || !fn.body) return callback;
  if (is.isMethodDeclaration(fn)) return fn.name;
  const start = fn.getStart();
  const head = fn.getSourceFile().text.slice(start, fn.body.getStart());
  const length = head.search(/\s*(\r?\n|$)/);
  return { node: fn, span: { start, end: start + length } };
}

/** What takes the callback, by the name that the code calls it by. */
export function takerName(by: Node): string {
  if (is.isCallExpression(by) && is.isDecorator(by.parent)) return `@${brief(by.expression)}`;
  return is.isCallExpression(by) || is.isNewExpression(by) ? brief(by.expression) : brief(by);
}

export function messageOf({ boundary }: Given, by: Node): string {
  return `\`${takerName(by)}\` does not handle a rejection of this ${kindOf(boundary)}`;
}

export function kindOf({ is: kind = "a callback" }: Boundary): string {
  return kind.replace(/^an? /, "");
}

/** A callback that is wrong there because it is async. */
export function misused({ callback }: Given, by: Node, misuse: NonNullable<Boundary["misuse"]>): Report {
  const { message, why, remedy } = misuse;
  return { at: headOf(callback), message: `\`${takerName(by)}\` ${message}`, why, remedy };
}

export function whyOf({ callback, boundary }: Given, ctx: RuleContext): string {
  const besides = boundary.besides ? `, and ${boundary.besides}` : "";
  if (isTest(ctx.relativePath(callback))) return `if it rejects, ${endOf(callback, ctx)}`;
  if (boundary.ends) return `if it rejects, ${boundary.ends}`;
  if (boundary.rejection === "hangs") return boundary.besides ?? "if it rejects, who waits for it waits for ever";
  if (boundary.rejection === "is swallowed") return `if it rejects, nobody learns of it${besides}`;
  return `if it rejects, ${endOf(callback, ctx)}${besides}`;
}

export function remedyOf({ boundary }: Given): string {
  if (boundary.members.includes("forEach")) return "loop by `for … of` with `await`, or await `Promise.all` over `map`";
  if (boundary.answers === "next") return "catch the failure in it and hand that to `next`";
  if (boundary.answers === "http") return "catch the failure in it, report it and answer with 500";
  return "catch the failure in it and report it there";
}

/** In a page nothing dies of it; a script is watched as it runs. */
export function categoryOf({ callback, boundary }: Given, ctx: RuleContext, isMisuse: boolean): Category {
  const path = ctx.relativePath(callback);
  if (boundary.category) return boundary.category;
  if (isTest(path)) return "risk";
  if (isScript(path)) return isMisuse ? "risk" : "hardening";
  if (isMisuse) return "defect";
  return boundary.rejection === "is swallowed" || runtimeOf(callback, ctx) === "page" ? "risk" : "defect";
}
