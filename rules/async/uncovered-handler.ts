import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { callingValue } from "../facts/calls.ts";
import { Level } from "../facts/outcome.ts";
import { linkOf } from "../facts/promises.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import { catchAround } from "../shared/catching.ts";
import { mentions } from "../shared/mentions.ts";
import { isTest } from "../shared/paths.ts";
import { isExecutor } from "../shared/promise-maker.ts";

export default defineRule({
  id: "uncovered-handler",
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "a rejection handler that does not see the failure of the callback beside it",
  explain: `
    \`promise.then(onOk, onError)\` gives \`onError\` the failure of \`promise\`, and not that of \`onOk\`. A callback
    that parses, checks or loads more can fail as well as what came before it, and that failure passes the handler by:
    it is neither reported nor turned into a result, although the code reads as if all of it were taken care of.

    Write \`promise.then(onOk).catch(onError)\`: the handler comes behind both.

    **Leave it alone** where the handler is for the first step alone, and say so with a handler for the second. Silent
    are: callbacks that cannot fail, handlers that do not look at the error, such as \`() => undefined\`, or that
    throw again, chains with a handler further on, and those awaited in a \`try\`.

    A chain that nobody takes is reported by \`floating-promise\`, handler or not.
  `,
  examples: [
    {
      title: "A bad answer is not reported",
      bad: `
        declare function show(rates: unknown): void;

        export async function refresh() {
          await fetch("https://rates.example").then(
                                               ~~~~
            async (response) => show(await response.json()),
            (error) => console.error("no rates:", error),
          );
        }
      `,
      fix: `
        declare function show(rates: unknown): void;

        export async function refresh() {
          await fetch("https://rates.example").then(
            async (response) => show(await response.json()),
          ).catch(
            (error) => console.error("no rates:", error),
          );
        }
      `,
    },
    {
      title: "A callback that cannot fail",
      good: `
        declare function load(): Promise<number>;

        export function outcome() {
          return load().then(
            (value) => ({ ok: true, value }),
            (error) => ({ ok: false, error }),
          );
        }
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const link = linkOf(node);
      if (link?.member !== "then" || !link.onSuccess || !link.onFailure) return undefined;
      if (!looksAtError(link.onFailure)) return undefined;
      const end = chainEnd(node);
      if (!end) return met(node);
      if (!isHandedOn(end) || isTest(ctx.relativePath(node))) return undefined;
      return judge(node, { onSuccess: link.onSuccess, onFailure: link.onFailure }, end, ctx);
    },
  },
});

interface Pair {
  readonly onSuccess: Node;
  readonly onFailure: Node;
}

function* judge(call: CallExpression, { onSuccess, onFailure }: Pair, end: Node, ctx: RuleContext): Asking<Verdict> {
  const promised = yield* ctx.promised(call);
  if (!promised.thenable) return undefined;
  const scene = sceneOf(ctx);
  const succeeding = yield* callingValue(onSuccess, ["throws", "rejects"], scene);
  const sources = succeeding.filter(({ outcome }) => outcome.level === Level.fails);
  if (sources.length === 0) return met(call);
  // One that fails itself translates the error, and leaves the rest to who comes behind.
  const handling = yield* callingValue(onFailure, ["throws", "rejects"], scene);
  if (handling.some(({ outcome }) => outcome.level === Level.fails)) return undefined;
  const isMaking = is.isArrowFunction(end.parent) && isExecutor(end.parent);
  const report: Report = {
    at: is.isPropertyAccessExpression(call.expression) ? call.expression.name : call,
    message: "the rejection handler does not see the failure of the callback beside it",
    why: isMaking
      ? "`then` gives it the failure of what came before alone: if the callback fails, this promise never settles"
      : "`then` gives it the failure of what came before alone: if the callback fails, the handler does not run",
    remedy: "attach the handler behind the callback: `.then(…).catch(…)`",
    because: wayFrom(sources),
    ...(isMaking && { category: "defect" }),
    fixes: promised.handledBy === "catch" ? fixesFor(call, onSuccess, onFailure) : [],
  };
  return report;
}

/** A handler that does not look at the error has the one expected failure in mind. */
function looksAtError(handler: Node): boolean {
  const value = skipWrapping(handler);
  if (!isFunction(value)) return is.isIdentifier(value) || is.isPropertyAccessExpression(value);
  const [first] = value.parameters;
  if (!first || !is.isIdentifier(first.name) || !value.body) return false;
  return mentions(value.body, first.name.text);
}

/** The whole chain that a call belongs to; undefined where a later link handles what fails before it. */
function chainEnd(call: CallExpression): Node | undefined {
  let end: Node = call;
  for (;;) {
    const { parent } = end;
    if (skipWrapping(parent) === skipWrapping(end)) end = parent;
    else if (is.isPropertyAccessExpression(parent) && parent.expression === end && linkOf(parent.parent)) {
      if (linkOf(parent.parent)?.onFailure) return undefined;
      end = parent.parent;
    } else return end;
  }
}

/** Awaited, returned, or all that an arrow function does. What is kept somewhere may be handled there. */
function isHandedOn(end: Node): boolean {
  const { parent } = end;
  if (is.isAwaitExpression(parent)) return catchAround(parent) === undefined;
  return is.isReturnStatement(parent) || (is.isArrowFunction(parent) && parent.body === end);
}

function fixesFor(call: CallExpression, onSuccess: Node, onFailure: Node): readonly Fix[] {
  const { text } = call.getSourceFile();
  const between = text.slice(onSuccess.end, onFailure.getStart());
  if (!/^\s*,\s*$/.test(between)) return [];
  const space = between.slice(between.indexOf(",") + 1);
  const isOnLines = space.includes("\n");
  const line = text.slice(text.lastIndexOf("\n", call.end - 1) + 1, call.end);
  const outer = `${/\r?\n/.exec(space)?.[0] ?? ""}${/^[ \t]*/.exec(line)?.[0] ?? ""}`;
  const comma = /,\s*\)$/.test(text.slice(onFailure.end, call.end)) ? "," : "";
  return [
    {
      title: "Attach the handler behind the callback",
      safety: "suggestion",
      write: (writer) =>
        writer.replaceSpan(
          { start: onSuccess.end, end: onFailure.getStart() },
          isOnLines ? `${comma}${outer}).catch(${space}` : ").catch(",
        ),
    },
  ];
}
