import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { isGuard } from "../catalog/guards.ts";
import { guards } from "../facts/guards.ts";
import { looksLikeOperation } from "../operations/operation.ts";
import { standsInPage } from "../operations/page.ts";
import { isWatched } from "../shared/paths.ts";
import { type RacingTimer, elementsOfRace, milliseconds, timerOf, unchained } from "../timers/race.ts";
import { instead } from "../timers/instead.ts";
import { type Work, workOf } from "../timers/work.ts";

export default defineRule({
  id: "abandoned-work",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a timeout that gives up on work and leaves it running, although it takes a signal",
  explain: `
    A race ends the wait and not the work. When the timer wins, the request goes on: its connection, its memory and its
    place in the other service's queue stay taken, and what comes of it goes nowhere. When that service is slow, callers
    give up and try again while all their earlier requests still run, and the timeout that was to protect both of them
    loads both more.

    Hand the work a signal, which ends it: \`fetch(url, { signal: AbortSignal.timeout(5_000) })\` needs no race at all. A
    function of your own that takes a signal can hand it on to all that it calls.

    Found are races with a timer that rejects, functions of this workspace that race what they are given, and \`p-timeout\`
    and its like, around an operation that is known to take a signal (\`fetch\`, axios …) or a function of this workspace
    with an \`AbortSignal\` among its parameters or options.

    **Leave it alone** where the work is meant to go on, for a cache that answers late or a write that must not be cut off.
    The rule is silent where the promise is used for anything else, where the timer resolves instead of rejecting, with
    \`keepalive\`, and in tests and scripts. In a page it is only a hint (hardening).
  `,
  examples: [
    {
      title: "The request goes on when nobody waits for it",
      bad: `
        export async function rates(): Promise<unknown> {
          const response = await Promise.race([
                                 ~~~~~~~~~~~~
            fetch("https://rates.example/today"),
            new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too late")), 5_000)),
          ]);
          return response.json();
        }
      `,
      fix: `
        export async function rates(): Promise<unknown> {
          const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(5_000) });
          return response.json();
        }
      `,
      good: `
        export async function rates(): Promise<unknown> {
          const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(5_000) });
          return response.json();
        }
      `,
    },
    {
      title: "A function that takes a signal",
      bad: `
        import { within } from "./within.ts";

        async function load(id: string, signal?: AbortSignal): Promise<unknown> {
          const response = await fetch("https://users.example/" + id, { signal: signal ?? AbortSignal.timeout(30_000) });
          return response.json();
        }

        export const user = (id: string) => within(load(id), 5_000);
                                            ~~~~~~
      `,
      good: `
        async function load(id: string, signal?: AbortSignal): Promise<unknown> {
          const response = await fetch("https://users.example/" + id, { signal: signal ?? AbortSignal.timeout(30_000) });
          return response.json();
        }

        export const user = (id: string) => load(id, AbortSignal.timeout(5_000));
      `,
      files: {
        "within.ts": `
          export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
            let timer: NodeJS.Timeout | undefined;
            const late = new Promise<never>((_, reject) => {
              timer = setTimeout(() => reject(new Error("too late")), ms);
            });
            return await Promise.race([work, late]).finally(() => clearTimeout(timer));
          }
        `,
      },
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const elements = elementsOfRace(node);
      const given = elements ? -1 : givenWork(node, ctx);
      if (!elements && given < 0) return undefined;
      const path = ctx.relativePath(node);
      if (isWatched(path)) return undefined;
      return elements ? judgeRace(node, elements, ctx) : judgeGuard(node, given, ctx);
    },
  },
});

const guardName = /time|deadline|within|abort|expir|give_?up/i;

/** By syntax alone: the argument of a call that may be work which the callee gives up on. */
function givenWork(call: CallExpression, ctx: RuleContext): number {
  const { expression } = call;
  const named = is.isPropertyAccessExpression(expression) ? expression.name : expression;
  const readsLikeGuard = is.isIdentifier(named) && guardName.test(named.text);
  return call.arguments.findIndex((argument) => {
    const { start } = unchained(argument);
    return is.isCallExpression(start) && (readsLikeGuard || looksLikeOperation(start, ctx));
  });
}

function* judgeRace(race: CallExpression, elements: readonly Node[], ctx: RuleContext): Asking<Verdict> {
  let timer: RacingTimer | undefined;
  const others: Node[] = [];
  for (const element of elements) {
    const each = yield* timerOf(element, ctx);
    if (each?.rejects) timer = each;
    else if (!each) others.push(element);
  }
  if (!timer || others.length === 0) return undefined;
  const endless: { readonly element: Node; readonly work: Work }[] = [];
  let isEnded = false;
  for (const element of others) {
    const work = yield* workOf(element, ctx);
    if (work?.isEndless) endless.push({ element, work });
    else isEnded ||= work !== undefined;
  }
  const [first] = endless;
  if (!first) return isEnded ? met(race) : undefined;
  const works = endless.map(({ work }) => work);
  return report(race, works, timer.delay, yield* instead(race, first.element, first.work, timer, ctx), ctx);
}

function* judgeGuard(call: CallExpression, at: number, ctx: RuleContext): Asking<Verdict> {
  const argument = call.arguments[at];
  const work = argument && (yield* workOf(argument, ctx));
  if (!work || !(yield* givesUpOn(call, at, ctx))) return undefined;
  if (!work.isEndless) return met(call);
  const delay = call.arguments.find((each) => milliseconds(each) !== undefined);
  return report(call, [work], delay, [], ctx);
}

/** Whether the callee fails when the work takes too long, and has no other way to end it. */
function* givesUpOn(call: CallExpression, at: number, ctx: RuleContext): Asking<boolean> {
  const callee = yield* ctx.callee(call);
  if (callee.kind === "library") return at === 0 && isGuard(callee.origin);
  if (callee.kind !== "functions" || callee.open || callee.functions.length !== 1) return false;
  const [fn] = callee.functions;
  if (!fn || !isFunction(fn) || !/\breject|\bthrow\b/.test(fn.getText())) return false;
  return ((yield* ctx.fact(guards, fn)).stops & (1 << at)) !== 0;
}

function report(
  giving: CallExpression, works: readonly Work[], delay: Node | undefined, fixes: readonly Fix[], ctx: RuleContext,
): Report {
  const time = delay && milliseconds(delay) !== undefined ? skipWrapping(delay).getText() : "…";
  const option = works[0]?.option ?? "signal";
  return {
    at: giving.expression,
    ...(standsInPage(giving, ctx) && { category: "hardening" }),
    message: `${[...new Set(works.map(({ name }) => name))].join(" and ")} goes on when the time is up`,
    why: "nobody waits for it any more, and it still takes its connection, its memory and the other side's time",
    remedy: `hand it a signal, which ends it: \`${option}: AbortSignal.timeout(${time})\``,
    because: works.map(({ call }) => ({ at: call.expression, message: "this takes a signal and is given none" })),
    fixes,
  };
}
