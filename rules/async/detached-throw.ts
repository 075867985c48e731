import type { RuleContext } from "../../core/context.ts";
import { type Callable, isAsync, isFunction, isGenerator } from "../../core/functions.ts";
import { type Report, type Step, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import { type Later, callsLater, mayCallLater } from "../catalog/detached.ts";
import { detachedFixes } from "../detached/fixes.ts";
import { Level } from "../facts/outcome.ts";
import { leading, rejects, sourcesOf } from "../facts/rejects.ts";
import type { Source } from "../facts/scene.ts";
import { wayFrom } from "../facts/way.ts";
import { type Beyond, beyond } from "../shared/beyond.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { lastResort } from "../shared/last-resort.ts";
import { isWatched } from "../shared/paths.ts";
import { settlersOf } from "../shared/promise-maker.ts";

export default defineRule({
  id: "detached-throw",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a throw in a callback that the `try` or the promise around it cannot catch",
  explain: `
    A timer, a listener or a callback runs after the code around it has returned. What it throws does not unwind into
    the \`try\` that it is written in, nor does it reject the promise whose executor it is written in: it is an
    uncaught exception, which ends the process, while whoever awaits the promise waits for ever.

    In a promise's executor call \`reject\` instead of throwing, and guard what can throw, such as \`JSON.parse\`.
    Elsewhere put the \`try\` inside of the callback.

    **Leave it alone** where ending the process is the plan; then move the callback out of the \`try\`, which promises
    something else. Callbacks that are called at once, such as those of \`forEach\` or of the project's own emitters,
    are silent, and so are those with a \`try\` of their own.
  `,
  examples: [
    {
      title: "A bad answer ends the process",
      bad: `
        import { get } from "node:https";

        export function rates(): Promise<unknown> {
          return new Promise((resolve, reject) => {
            get("https://rates.example", (response) => {
              let text = "";
              response.on("data", (part) => (text += part));
              response.on("end", () => resolve(JSON.parse(text)));
                                               ~~~~~~~~~~~~~~~~
            }).on("error", reject);
          });
        }
      `,
      fix: `
        import { get } from "node:https";

        export function rates(): Promise<unknown> {
          return new Promise((resolve, reject) => {
            get("https://rates.example", (response) => {
              let text = "";
              response.on("data", (part) => (text += part));
              response.on("end", () => {
                try {
                  resolve(JSON.parse(text));
                } catch (error) {
                  reject(error);
                }
              });
            }).on("error", reject);
          });
        }
      `,
    },
    {
      title: "Thrown when the \`try\` is over",
      bad: `
        import { readFile } from "node:fs";

        export function load(path: string, done: (text: string) => void) {
          try {
            readFile(path, "utf8", (error, text) => {
              if (error) throw error;
                         ~~~~~~~~~~~~
              done(text);
            });
          } catch (error) {
            console.error("no file:", error);
          }
        }
      `,
      good: `
        import { readFile } from "node:fs";

        export function load(path: string, done: (text: string) => void) {
          readFile(path, "utf8", (error, text) => {
            if (error) return console.error("no file:", error);
            done(text);
          });
        }
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const name = nameNode(skipWrapping(node.expression))?.getText();
      if (name === undefined || !mayCallLater(name)) return undefined;
      const found = node.arguments.flatMap((argument) => {
        const callback = skipWrapping(argument);
        if (!isFunction(callback) || isAsync(callback) || isGenerator(callback)) return [];
        const around = beyond(callback);
        return around ? [{ callback, around }] : [];
      });
      const [first] = found;
      if (!first || isMeant(node, name, first.around)) return undefined;
      return judge(node, name, first.callback, first.around, ctx);
    },
  },
});

/** Timers that a test turns, events that the code around sends by itself, and what is to end the process. */
function isMeant(call: CallExpression, name: string, around: Beyond): boolean {
  const sourceFile = call.getSourceFile();
  if (/FakeTimers|advanceTimers|mock\.timers/.test(sourceFile.text)) return true;
  const scope = around.kind === "catch" ? around.clause.parent : around.executor;
  if (/^(on|once|add|prepend)/.test(name) && /\.(emit|dispatchEvent|click|push)\(/.test(scope.getText())) return true;
  const event = call.arguments[0]?.getText() ?? "";
  if (isLastResort.test(event)) return true;
  return name === "on" && /^["']data["']$/.test(event) && /\.write\(/.test(scope.getText());
}

/** Who hears of what nobody caught throws to end the process. */
const isLastResort = /^["'`](unhandledRejection|uncaughtException)["'`]$/;

function* judge(
  call: CallExpression, name: string, callback: Callable, around: Beyond, ctx: RuleContext,
): Asking<Verdict> {
  const callee = yield* ctx.callee(call);
  const later = callee.kind === "library" ? callsLater(callee.origin) : undefined;
  if (!later) return undefined;
  yield* ctx.fact(rejects, callback);
  const thrown = leading(callback, sourcesOf(callback), "throws");
  const failing = thrown.filter(({ outcome }) => outcome.level === Level.fails);
  const direct = failing.filter(({ through }) => through === undefined);
  const counted = direct.length > 0 ? direct : failing.filter((source) => leadsToEnd(source, around));
  const [first] = counted;
  if (!first) return met(call);
  return {
    at: firstLine(first.at),
    ...wordsFor(around, call, ctx),
    because: [...stepsOf(call, later, around), ...(direct.length > 0 ? [] : wayFrom(counted))],
    ...(isMild(first, around, call, ctx) && { category: "risk" }),
    fixes: yield* detachedFixes(callback, around, failing, `${name} callback`, ctx),
  };
}

/**
 * A `try` around much may not be meant for all that a callback calls, and a promise not for all that is checked on the way.
 * What works the result out is, and so is what can fail on any day.
 */
function leadsToEnd(source: Source, around: Beyond): boolean {
  if (around.kind !== "executor" || !around.settles) return false;
  const last = wayFrom([source]).at(-1);
  if (last && "at" in last && !is.isThrowStatement(last.at)) return true;
  const { resolve } = settlersOf(around.executor);
  for (let at = source.at; at !== around.executor; at = at.parent) {
    if (is.isCallExpression(at) && at.expression.getText() === resolve) return true;
  }
  return false;
}

function isMild(first: Source, around: Beyond, call: Node, ctx: RuleContext): boolean {
  const path = ctx.relativePath(call);
  if (isWatched(path) || first.through !== undefined) return true;
  return around.kind === "catch" && runsInBrowser(call, ctx);
}

function wordsFor(around: Beyond, call: Node, ctx: RuleContext): Pick<Report, "message" | "why" | "remedy"> {
  const isPage = runsInBrowser(call, ctx);
  const { uncaughtException, inElectron } = lastResort(call, ctx);
  if (around.kind === "catch") {
    const ends = inElectron ? "it is uncaught, and Electron shows its box for errors" : "it is uncaught, and the process ends";
    const dies = uncaughtException ? "only an `uncaughtException` listener hears of it, and a process without one ends" : ends;
    const end = isPage ? "it ends in the page's console" : dies;
    return {
      message: "the `try` around this callback does not catch what it throws",
      why: `the callback runs when the \`try\` is over: ${end}`,
      remedy: "put a `try` inside of the callback, or hand the failure to who waits for the result",
    };
  }
  const end = isPage || uncaughtException || inElectron ? "" : ", and the process ends on the uncaught exception";
  return {
    message: "what this callback throws does not reject the promise",
    why: `it runs when the executor has returned: the promise never settles${end}`,
    remedy: "call `reject` with the failure",
  };
}

function stepsOf(call: CallExpression, later: Later, around: Beyond): readonly Step[] {
  const runs = later === "callback" ? "the callback runs later" : `the ${later} runs later`;
  const step = { at: nameNode(skipWrapping(call.expression)) ?? call.expression, message: runs };
  return around.kind === "catch" ? [step, { at: around.clause, message: "is not run" }] : [step];
}

function firstLine(node: Node): Report["at"] {
  const [line = ""] = node.getText().split(/\r?\n/);
  const start = node.getStart();
  const isWhole = !is.isThrowStatement(node) && node.end === start + line.length;
  return isWhole ? node : { node, span: { start, end: start + line.length } };
}
