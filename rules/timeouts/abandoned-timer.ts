import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Step, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Asking, CallExpression, Node } from "../../core/ts.ts";
import { standsInPage } from "../operations/page.ts";
import { isWatched } from "../shared/paths.ts";
import { type AbortTimer, abortTimerAt } from "../timers/abort.ts";
import { chained, guarded, kept } from "../timers/fixes.ts";
import { type Fate, fateOf } from "../timers/handle.ts";
import {
  type RacingTimer,
  elementsOfRace,
  isSetTimeout,
  isUsedElsewhere,
  milliseconds,
  timerOf,
  writtenAs,
} from "../timers/race.ts";

export default defineRule({
  id: "abandoned-timer",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a timeout's timer that goes on when the work is done",
  explain: `
    \`Promise.race([work, timer])\` ends when the first of them does, and leaves the other alone. When the work wins, which
    is nearly always, the timer goes on: it keeps the process alive until it fires, so that a command or a worker that is
    done hangs for as long as its longest timeout, and a server that makes many calls keeps one timer, and all that its
    callback holds, for each. A timer that aborts a controller does the same.

    Keep the handle, and clear it in \`finally\`, so that a failure clears it as well:

    \`\`\`ts
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("too late")), 5_000);
    });
    return await Promise.race([work, late]).finally(() => clearTimeout(timer));
    \`\`\`

    Where the work takes a signal, \`AbortSignal.timeout(5_000)\` needs no clearing: it does not keep the process alive, and
    it ends the work too. In a page no process is kept alive, and the finding is only a hint (hardening).

    **Leave it alone** where the timer does not keep the process alive (\`unref\`), where the function ends the process
    anyway, and where the time is short: timers below a second are not reported. Nor are handles that others can clear,
    and tests and scripts.
  `,
  examples: [
    {
      title: "A race that leaves its timer",
      bad: `
        export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
          return await Promise.race([
            work,
            new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too late")), ms)),
                                              ~~~~~~~~~~
          ]);
        }
      `,
      fix: `
        export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
          let timer: ReturnType<typeof setTimeout> | undefined;
          return await Promise.race([
            work,
            new Promise<never>((_, reject) => {
              timer = setTimeout(() => reject(new Error("too late")), ms);
            }),
          ]).finally(() => clearTimeout(timer));
        }
      `,
      good: `
        export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
          let timer: NodeJS.Timeout | undefined;
          const late = new Promise<never>((_, reject) => {
            timer = setTimeout(() => reject(new Error("too late")), ms);
          });
          try {
            return await Promise.race([work, late]);
          } finally {
            clearTimeout(timer);
          }
        }
      `,
    },
    {
      title: "Cleared only when all goes well",
      bad: `
        export async function load(url: string): Promise<unknown> {
          const controller = new AbortController();
          const timer = setTimeout(() => controller.abort(), 5_000);
                        ~~~~~~~~~~
          const response = await fetch(url, { signal: controller.signal });
          clearTimeout(timer);
          return response.json();
        }
      `,
      fix: `
        export async function load(url: string): Promise<unknown> {
          const controller = new AbortController();
          const timer = setTimeout(() => controller.abort(), 5_000);
          const response = await fetch(url, { signal: controller.signal }).finally(() => clearTimeout(timer));
          return response.json();
        }
      `,
      good: `
        export async function load(url: string): Promise<unknown> {
          const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
          return response.json();
        }
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const elements = elementsOfRace(node);
      const aborting = elements ? undefined : abortTimerAt(node);
      if (!elements && !aborting) return undefined;
      const path = ctx.relativePath(node);
      if (isWatched(path) || endsProcess(node)) return undefined;
      return elements ? judgeRace(node, elements, ctx) : aborting && judgeAborting(aborting, ctx);
    },
  },
});

/** Below this, nobody notices that a timer goes on. */
const noticed = 1_000;

/** The function ends the process, and every timer with it. */
function endsProcess(node: Node): boolean {
  return /\bprocess\.(exit|kill|abort)\(/.test(enclosingFunction(node).getText());
}

function* judgeRace(race: CallExpression, elements: readonly Node[], ctx: RuleContext): Asking<Verdict> {
  const timers: { readonly element: Node; readonly timer: RacingTimer }[] = [];
  for (const element of elements) {
    const timer = yield* timerOf(element, ctx);
    if (timer) timers.push({ element, timer });
  }
  if (timers.length === 0 || timers.length === elements.length) return undefined;
  const verdicts: (Report | undefined)[] = [];
  for (const { element, timer } of timers) verdicts.push(yield* judgeRacing(race, element, timer, ctx));
  const reports = verdicts.filter((each) => each !== undefined);
  return reports.length > 0 ? reports : met(race);
}

function* judgeRacing(
  race: CallExpression, element: Node, timer: RacingTimer, ctx: RuleContext,
): Asking<Report | undefined> {
  if (timer.endable || (yield* isShort(timer.delay, ctx)) || (yield* isUsedElsewhere(element, ctx))) return undefined;
  if (timer.helper) {
    const report = raceReport(timer.helper.expression, { kind: "never" }, [], ctx);
    const takesSignal = timer.set === timer.helper;
    const remedy = `${takesSignal ? "hand it a signal" : "let it take a signal that clears its timer"}, and abort that in \`finally\``;
    if (takesSignal) return { ...report, remedy };
    return { ...report, remedy, because: [{ at: timer.set.expression, message: "its timer is set here" }] };
  }
  const fate = yield* fateOf(timer.set, ctx);
  if (fate.kind === "sound") return undefined;
  const fixes = fate.kind === "success" ? yield* chained(fate, ctx) : kept(race, timer, fate);
  return raceReport(timer.set.expression, fate, fixes, ctx);
}

function raceReport(at: Node, fate: Fate, fixes: readonly Fix[], ctx: RuleContext): Report {
  return {
    at,
    ...(standsInPage(at, ctx) && { category: "hardening" }),
    message: `the timer of this race is ${clearing(fate)}`,
    why: `${fate.kind === "success" ? "after a failure" : "when the work wins"}, ${goesOn}`,
    remedy: "keep its handle, and `clearTimeout` it in `finally`",
    because: stepsOf(fate),
    fixes,
  };
}

function* judgeAborting(timer: AbortTimer, ctx: RuleContext): Asking<Verdict> {
  const { set, controller, made } = timer;
  if ((yield* isShort(set.arguments[1], ctx)) || !(yield* isSetTimeout(set, ctx))) return undefined;
  if (standsInForSignal(set) || (yield* ctx.callee(made)).kind === "functions") return undefined;
  const fate = yield* fateOf(set, ctx);
  if (fate.kind === "sound") return met(set);
  return {
    at: set.expression,
    ...(standsInPage(set, ctx) && { category: "hardening" }),
    message: `the timer that aborts \`${controller}\` is ${clearing(fate)}`,
    why: `${fate.kind === "success" ? "after a failure" : "when the work is done"}, ${goesOn}`,
    remedy: "clear it in `finally`, or hand on `AbortSignal.timeout(…)`, which needs no clearing",
    because: stepsOf(fate),
    fixes: fate.kind === "success" ? yield* chained(fate, ctx) : yield* guarded(set, fate, ctx),
  };
}

/** What old platforms get in place of the `AbortSignal.timeout` that the same function takes where there is one. */
function standsInForSignal(set: Node): boolean {
  return /\bAbortSignal\.timeout\(/.test(enclosingFunction(set).getText());
}

function clearing(fate: Fate): string {
  return fate.kind === "success" ? "cleared only when the work succeeds" : "never cleared";
}

const goesOn = "it goes on: it keeps the process alive until it fires, and every call leaves one more";

function stepsOf(fate: Fate): readonly Step[] {
  if (fate.kind !== "success") return [];
  const [failing] = fate.failing;
  const [clear] = fate.clears;
  return [
    ...(failing ? [{ at: failing, message: "when this fails" }] : []),
    ...(clear ? [{ at: clear, message: "this is not reached" }] : []),
  ];
}

function* isShort(delay: Node | undefined, ctx: RuleContext): Asking<boolean> {
  return (milliseconds(delay && (yield* writtenAs(delay, ctx))) ?? noticed) < noticed;
}
