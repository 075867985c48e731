/** What is said of a promise that nobody handles, and which part of it is underlined. */
import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Report } from "../../core/rule.ts";
import { type Node, is } from "../../core/ts.ts";
import { headOfChain, linkOf } from "../facts/promises.ts";
import { runtimeOf } from "./browser.ts";
import type { Dropped } from "./dropped.ts";
import { lastResort } from "./last-resort.ts";
import { isTest } from "./paths.ts";

/** An expression in a few words: calls without their arguments. */
export function brief(node: Node): string {
  const value = skipWrapping(node);
  const link = linkOf(value);
  if (link) return `${brief(link.base)}.${link.member}(…)`;
  if (is.isNewExpression(value)) return `new ${named(value.expression)}(…)`;
  if (is.isTaggedTemplateExpression(value)) return named(value.tag);
  if (!is.isCallExpression(value)) return named(value);
  return `${named(value.expression)}(${value.arguments.length > 0 ? "…" : ""})`;
}

function named(callee: Node): string {
  const value = skipWrapping(callee);
  if (isFunction(value)) return "(async () => …)";
  if (is.isCallExpression(value)) return brief(value);
  if (is.isPropertyAccessExpression(value)) {
    const whole = `${named(value.expression)}${value.questionDotToken ? "?." : "."}${value.name.text}`;
    return whole.length <= 40 ? whole : `….${value.name.text}`;
  }
  const text = value.getText().replace(/\s+/g, " ");
  return text.length <= 40 ? text : "…";
}

/** The call, where it stands on one line; otherwise what of it starts the promise. A failing handler is named by its link. */
export function flagged(call: Dropped, handler?: Node): Report["at"] {
  const callee = is.isCallExpression(call) ? call.expression : undefined;
  if (handler && callee && is.isPropertyAccessExpression(callee)) return callee.name;
  if (isOnOneLine(call)) return call;
  const head = headOfChain(call);
  if (isOnOneLine(head)) return head;
  const { text } = call.getSourceFile();
  const start = head.getStart();
  const parameters = text.slice(start).search(/[ \t]*\r?\n/);
  return { node: call, span: { start, end: start + parameters } };
}

function isOnOneLine(node: Node): boolean {
  return !node.getText().includes("\n");
}

/** What will happen, and what to do. */
export function fate(call: Dropped, byHandler: Node | undefined, ctx: RuleContext): Pick<Report, "why" | "remedy"> {
  const end = endOf(call, ctx);
  if (byHandler) {
    return { why: `if it does, ${end}`, remedy: "end the chain with a handler that cannot fail, or guard what this one does" };
  }
  if (hasCatchAround(call)) {
    return {
      why: `the \`catch\` around it does not see its rejection: ${end}`,
      remedy: "await it, so that the `catch` covers it, or attach a handler that reports the failure",
    };
  }
  return { why: `if it rejects, ${end}`, remedy: "await it, return it, or attach a handler that reports the failure" };
}

/** What comes of a rejection at a place that nobody handles. */
export function endOf(call: Node, ctx: RuleContext): string {
  if (isTest(ctx.relativePath(call))) return "the run fails outside of this test, or the test ends before the failure shows";
  const { heardBy, inPage, inElectron } = lastResort(call, ctx);
  const runtime = runtimeOf(call, ctx);
  if (runtime === "page") {
    return inPage
      ? "it ends in the page's `unhandledrejection` listener, which knows nothing of what was being done"
      : "the error is lost: nothing on the page or in your own log will show it";
  }
  // The listener stands somewhere in the workspace, and not every program of it has to load it.
  const ends = inElectron ? "Electron writes a warning, and nobody else learns of it" : "the process ends (Node 15 and later)";
  const dies = heardBy
    ? `only an \`${heardBy}\` listener hears of it, which knows nothing of what was being done${inElectron ? "" : ", and a process without one ends"}`
    : ends;
  if (runtime === "node") return dies;
  return `${dies}; in a page, ${inPage ? "only its `unhandledrejection` listener" : "nobody"} learns of it`;
}

function hasCatchAround(node: Node): boolean {
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    if (is.isTryStatement(at.parent) && at.parent.catchClause && at.parent.tryBlock === at) return true;
  }
  return false;
}
