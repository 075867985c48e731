import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Fix, Met, Report, Verdict } from "../../core/rule.ts";
import { defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type ForOfStatement, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { fixesFor } from "../escaping/fixes.ts";
import { type Given, callbacksGiven, mayTakeCallback } from "../escaping/given.ts";
import { categoryOf, headOf, messageOf, remedyOf, whyOf } from "../escaping/words.ts";
import { callingValue } from "../facts/calls.ts";
import { Level, join, never } from "../facts/outcome.ts";
import { rejects } from "../facts/rejects.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import { type Iterated, iterated, loopsFailing } from "../iteration/loops.ts";
import { isOnReadable, listensToData, waitingLoop } from "../iteration/stream-data.ts";
import { guardLoop, isCaught, leadingOut } from "../iteration/ways.ts";
import { firstStart } from "../process/starts.ts";
import { brief, endOf } from "../shared/floating-words.ts";
import { isWatched } from "../shared/paths.ts";
import { reached } from "../shared/reached.ts";

export default defineRule({
  id: "unhandled-iteration",
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "a stream or an async iteration whose failure nobody handles",
  explain: `
    A \`for await\` loop fails where its source does: the client hangs up in the middle of an upload, the connection of a
    subscription breaks, a generator throws. The loop stands in the middle of code that reads as if it only went through
    a list, and so the \`catch\` is easily forgotten. Inside a callback whose promise nobody takes, a request handler of
    Node's \`http\` for example, one client that hangs up ends the process.

    \`stream.on("data", async (chunk) => …)\` is worse off still. The stream does not wait for its listener: the next
    chunk comes while the last is dealt with, \`end\` comes before both are done, and a rejection of the listener is
    handled by nobody, an \`error\` listener on the stream included.

    Put the loop into a \`try\` and report what it throws; in a request handler, answer. In place of an async \`data\`
    listener write \`for await (const chunk of stream)\` with a \`try\` around it: it waits, in order.

    Which sources can fail is known of their types and of the generators' own bodies: streams, subscriptions and what
    libraries hand out can, lists cannot. Where a callback can fail by something else as well as by its loops,
    \`escaping-rejection\` speaks of the whole callback. A loop at the top of a program is looked at where the program
    also starts a server or a bot, which goes down with it.

    **Leave it alone** where the failure is to end the program: a command reads its input and stops when it cannot. Tests
    and scripts are not looked at.
  `,
  examples: [
    {
      title: "A client that hangs up ends the process",
      bad: `
        import { createServer } from "node:http";

        createServer(async (request, response) => {
          let size = 0;
          for await (const chunk of request) size += chunk.length;
                                    ~~~~~~~
          response.end(String(size));
        });
      `,
      fix: `
        import { createServer } from "node:http";

        createServer(async (request, response) => {
          try {
            let size = 0;
            for await (const chunk of request) size += chunk.length;
            response.end(String(size));
          } catch (error) {
            console.error("createServer handler failed:", error);
            if (!response.headersSent) response.writeHead(500);
            response.end();
          }
        });
      `,
    },
    {
      title: "A stream does not wait for its listener",
      bad: `
        import type { Readable } from "node:stream";

        declare function store(row: string): Promise<void>;

        export async function load(rows: Readable) {
          rows.on("data", async (row) => {
                          ~~~~~~~~~~~~~~
            await store(row);
          });
        }
      `,
      fix: `
        import type { Readable } from "node:stream";

        declare function store(row: string): Promise<void>;

        export async function load(rows: Readable) {
          for await (const row of rows) {
            await store(row);
          }
        }
      `,
    },
    {
      title: "The failure is reported",
      good: `
        import { createServer } from "node:http";

        createServer(async (request, response) => {
          try {
            let size = 0;
            for await (const chunk of request) size += chunk.length;
            response.end(String(size));
          } catch (error) {
            console.error("upload broke off:", error);
            response.destroy();
          }
        });
      `,
    },
  ],
  check: {
    ForOfStatement(loop, ctx) {
      if (!loop.awaitModifier || isWatched(ctx.relativePath(loop))) return undefined;
      return isCaught(loop) ? met(loop) : judgeLoop(loop, ctx);
    },
    CallExpression(call, ctx) {
      if (!listensToData(call) || !mayTakeCallback(call) || isWatched(ctx.relativePath(call))) return undefined;
      return judgeListener(call, ctx);
    },
  },
});

function* judgeLoop(loop: ForOfStatement, ctx: RuleContext): Asking<Verdict> {
  const fn = enclosingFunction(loop);
  const taker = isFunction(fn) ? fn.parent : undefined;
  const isGiven = taker && (is.isCallExpression(taker) || is.isNewExpression(taker)) && taker.expression !== fn;
  if (!isGiven) return yield* judgeEntry(loop, ctx);
  if (!mayTakeCallback(taker)) return undefined;
  const given = (yield* callbacksGiven(taker, ctx)).find(({ callback }) => skipWrapping(callback) === fn);
  if (!given || given.boundary.misuse) return undefined;
  if (given.boundary.rejection === "is handled") return met(loop);
  const found = yield* iterated(loop, ctx);
  if (found.level === Level.never) return met(loop);
  yield* ctx.fact(rejects, fn);
  if (loopsFailing(fn)?.[0] !== loop) return undefined;
  return yield* inCallback(loop, found, given, taker, fn, ctx);
}

function* inCallback(
  loop: ForOfStatement, { level, sources }: Iterated, given: Given, taker: Node, fn: FunctionNode, ctx: RuleContext,
): Asking<Report | undefined> {
  const category = categoryOf(given, ctx, false);
  // Where nobody sees whether it can fail, it is said only where the whole process would end.
  if (level === Level.unknown && category !== "defect") return undefined;
  const outcome = { ...never, level };
  const through = [{ at: fn, outcome, through: { fn, channel: "rejects" } as const }];
  return {
    ...unhandled(loop),
    why: whyOf(given, ctx),
    remedy: remedyOf(given),
    because: wayFrom(sources),
    category: level === Level.unknown ? "risk" : category,
    fixes: yield* fixesFor(given, taker, through, ctx),
  };
}

/** A loop that a program comes to from its own top level goes down with the program around it. */
function* judgeEntry(loop: ForOfStatement, ctx: RuleContext): Asking<Verdict> {
  const { from } = yield* reached(loop, leadingOut, ctx);
  if (!from || !(yield* firstStart(from.entrance.module, ctx))) return undefined;
  const found = yield* iterated(loop, ctx);
  if (found.level !== Level.fails) return found.level === Level.never ? met(loop) : undefined;
  const report: Report = {
    ...unhandled(loop),
    why: `if it fails, ${endOf(loop, ctx)}, and the server or bot that runs in it goes down with it`,
    remedy: "catch the failure, report it, and decide whether to connect again or to end the process",
    because: [...from.steps, ...wayFrom(found.sources)],
    fixes: is.isSourceFile(enclosingFunction(loop)) ? yield* guardLoop(loop, ctx) : [],
  };
  return report;
}

function unhandled({ expression }: ForOfStatement): Pick<Report, "at" | "message"> {
  return { at: expression, message: `nobody handles a failure of \`${brief(expression)}\` in this loop` };
}

/** An async listener for the chunks of a stream. */
function* judgeListener(call: CallExpression, ctx: RuleContext): Asking<Report | Met | undefined> {
  if (!(yield* isOnReadable(call, ctx))) return undefined;
  const [given] = yield* callbacksGiven(call, ctx);
  if (!given || given.boundary.rejection === "is handled") return undefined;
  const sources = yield* callingValue(given.callback, ["rejects"], sceneOf(ctx));
  const { level } = sources.reduce((all, { outcome }) => join(all, outcome), never);
  if (level === Level.never) return met(given.callback);
  const loops: readonly Fix[] = waitingLoop(call);
  const isOrdered = ordered.test(call.getText());
  return {
    at: headOf(given.callback),
    message: isOrdered
      ? messageOf(given, call)
      : `\`${brief(call.expression)}\` neither waits for this listener nor handles its rejection`,
    why: isOrdered
      ? whyOf(given, ctx)
      : `chunks overtake each other, \`end\` comes before they are done, and ${whyOf(given, ctx)}`,
    remedy: "read the stream by `for await` inside a `try`, or catch the failure in the listener and report it there",
    because: wayFrom(sources),
    category: level === Level.unknown ? "risk" : categoryOf(given, ctx, false),
    fixes: [...loops, ...(yield* fixesFor(given, call, sources, ctx))],
  };
}

/** Of one chunk there is no order, and who makes the stream wait has taken care of it. */
const ordered = /\.pause\(\)|\.(once|prependOnceListener)\(\s*["']data/;
