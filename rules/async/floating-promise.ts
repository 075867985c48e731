import type { RuleContext } from "../../core/context.ts";
import type { Promised } from "../../core/promises.ts";
import type { Fix, Met, Report, Verdict } from "../../core/rule.ts";
import { defineRule, met } from "../../core/rule.ts";
import { type Asking, type Identifier, type Node, NodeFlags, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Thenable } from "../catalog/thenables.ts";
import { callingValue } from "../facts/calls.ts";
import { Level, join, never } from "../facts/outcome.ts";
import { awaiting, linkOf, mappedBy } from "../facts/promises.ts";
import type { Source } from "../facts/scene.ts";
import { failsOnBadDays, sceneOf, wayFrom } from "../facts/way.ts";
import { isBluebird, writesItself } from "../shared/bluebird.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { isCutOff } from "../shared/cut-off.ts";
import { type Dropped, dropped } from "../shared/dropped.ts";
import { type Floating, fixesFor } from "../shared/floating.ts";
import { isNoPromise, isOnThenable, tellsLibrarysCallback } from "../shared/floating-elsewhere.ts";
import { brief, fate, flagged } from "../shared/floating-words.ts";
import { isScript, isTest } from "../shared/paths.ts";
import { runsAtStart } from "../shared/start.ts";
import { modifiesBuilder, thenableMade } from "../shared/lazy.ts";
import { releasedUnder } from "../shared/released.ts";
import { typeName } from "../shared/types.ts";

export default defineRule({
  id: "floating-promise",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a promise that is neither awaited, returned, stored nor given a rejection handler",
  explain: `
A call that starts a promise and drops it goes on without it. When the promise rejects, no \`try\` around the call sees it
and no caller learns of it: Node 15 and later ends the process, and a browser writes a line to a console that nobody reads.
What comes next in the code runs before the work is done, and shutting down does not wait for it.

Await the promise, return it, or attach a handler that reports the failure: \`.catch((error) => logger.error(error))\`.

**Leave it alone** where a failure truly is nobody's business: write a handler that says so, \`.catch(() => {})\` with a
comment on why, which survives the next reader.

Where this differs from typescript-eslint's \`no-floating-promises\`, on purpose:

- \`void promise\` states an intent and handles nothing. It is reported as a risk.
- A call that cannot reject is silent: its whole body is guarded, it awaits only what cannot fail. This is worked out
  through the calls it makes, in whatever files.
- A handler that can itself reject is reported, with the place at which it can.
- Work that cannot reject is reported where a \`finally\` around it releases what it was given: it goes on without it.
- The finding names the place, functions away, at which the promise can fail. It is a defect where that is known to fail
  on a bad day: what leaves the process by Node, by the platform or by a package that the catalog knows. It is a risk
  where only a \`throw\` of the program's own or a package that nobody has read says so, where nobody sees whether it can,
  and in a page, where nothing ends of it.
- A promise in a variable is \`unawaited-promise\`'s, and a handler that may be missing is taken to be given.

\`await\` before what is no promise is harmless and left to \`await-thenable\`, but for an array of promises: these nobody awaits.
`,
  examples: [
    {
      title: "The caller goes on, and nobody hears of the failure",
      bad: `export async function placeOrder(order: { id: string }) {
  notify(order);
  ~~~~~~~~~~~~~
  return order.id;
}

async function notify(order: { id: string }) {
  await fetch(\`https://mail.example/orders/\${order.id}\`, { method: "POST" });
}
`,
      fix: `export async function placeOrder(order: { id: string }) {
  await notify(order);
  return order.id;
}

async function notify(order: { id: string }) {
  await fetch(\`https://mail.example/orders/\${order.id}\`, { method: "POST" });
}
`,
      good: `export function placeOrder(order: { id: string }) {
  notify(order).catch((error) => console.error("order", order.id, "was not announced:", error));
  return order.id;
}

async function notify(order: { id: string }) {
  await fetch(\`https://mail.example/orders/\${order.id}\`, { method: "POST" });
}
`,
    },
    {
      title: "What cannot reject may float",
      good: `export function start() {
  setInterval(() => {
    refresh();
  }, 60_000);
}

async function refresh() {
  try {
    await fetch("https://rates.example/today");
  } catch (error) {
    console.error("rates are stale:", error);
  }
}
`,
    },
    {
      title: "An array of promises is dropped",
      bad: `declare function send(user: string): Promise<void>;

export async function invite(users: string[]) {
  users.map((user) => send(user));
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
}
`,
      fix: `declare function send(user: string): Promise<void>;

export async function invite(users: string[]) {
  await Promise.all(users.map((user) => send(user)));
}
`,
    },
    {
      title: "The handler can fail too",
      bad: `import { writeFile } from "node:fs/promises";

const reply = (text: string) => writeFile("/dev/tty", text);

export function onMessage(text: string) {
  reply(text).catch(() => reply("that did not work"));
              ~~~~~
}
`,
      good: `import { writeFile } from "node:fs/promises";

const reply = (text: string) => writeFile("/dev/tty", text);

export function onMessage(text: string) {
  reply(text)
    .catch(() => reply("that did not work"))
    .catch((error) => console.error(error));
}
`,
    },
  ],
  check: {
    ExpressionStatement(node, ctx) {
      const calls = dropped(node.expression);
      return calls.length > 0 ? judgeAll(calls, undefined, ctx) : undefined;
    },
    ForStatement(node, ctx) {
      const parts = [node.initializer, node.incrementor].filter((part) => part !== undefined);
      const calls = parts.flatMap((part) => (is.isVariableDeclarationList(part) ? [] : dropped(part)));
      return calls.length > 0 ? judgeAll(calls, undefined, ctx) : undefined;
    },
    AwaitExpression(node, ctx) {
      return is.isExpressionStatement(node.parent) ? judgeAwaited(skipWrapping(node.expression), ctx) : undefined;
    },
    VoidExpression(node, ctx) {
      const calls = dropped(node.expression);
      return calls.length > 0 ? judgeAll(calls, node, ctx) : undefined;
    },
  },
});

function* judgeAll(calls: readonly Dropped[], marked: Node | undefined, ctx: RuleContext): Asking<Verdict> {
  const verdicts = [];
  for (const call of calls) {
    const verdict = yield* judge(call, marked, ctx);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

function* judge(call: Dropped, marked: Node | undefined, ctx: RuleContext): Asking<Report | Met | undefined> {
  if (isNoPromise(call)) return undefined;
  const promised = yield* ctx.promised(call);
  if (!promised.thenable) return yield* judgeList(call, promised, marked, ctx);
  if (isCutOff(call) || (yield* tellsLibrarysCallback(call, ctx))) return undefined;
  if (promised.union && (yield* navigates(call, ctx))) return undefined;
  if (promised.type?.name !== "Promise" && (yield* isOnThenable(call, ctx))) return undefined;
  const thenable = yield* thenableMade(call, promised, ctx);
  const floating: Floating = { call, marked, many: false, handled: linkOf(call)?.onFailure, promised };
  if (thenable?.kind === "queued") return undefined;
  if (thenable) return (yield* modifiesBuilder(call, thenable, ctx)) ? undefined : yield* neverRuns(floating, thenable, ctx);
  return yield* verdict(floating, yield* awaiting(call, sceneOf(ctx)), ctx);
}

/** React Router shows what goes wrong on the way by the page that is gone to; most of its routers hand back nothing. */
function* navigates(call: Dropped, ctx: RuleContext): Asking<boolean> {
  return is.isCallExpression(call) && (yield* typeName(call.expression, ctx)) === "NavigateFunction";
}

/** `items.map(async …)` as a statement: an array of promises. */
function* judgeList(
  call: Dropped, promised: Promised, marked: Node | undefined, ctx: RuleContext,
): Asking<Report | Met | undefined> {
  const made = mappedBy(call);
  if (!made || !(yield* ctx.listsPromises(call))) return undefined;
  const sources = yield* callingValue(made, ["rejects"], sceneOf(ctx));
  return yield* verdict({ call, marked, many: true, handled: undefined, promised }, sources, ctx);
}

/** `await items.map(async …)`: an array is no promise, and `await` hands it on at once. */
function* judgeAwaited(list: Node, ctx: RuleContext): Asking<Report | Met | undefined> {
  if (!is.isCallExpression(list) || !mappedBy(list)) return undefined;
  const judged = yield* judgeList(list, yield* ctx.promised(list), undefined, ctx);
  if (!judged || "met" in judged) return judged;
  return {
    ...judged,
    message: `\`await\` does not wait for the promises that \`${brief(list)}\` makes`,
    remedy: "await `Promise.all` of them",
    fixes: [
      {
        title: "Await `Promise.all` of them",
        safety: "suggestion",
        write(writer) {
          writer.insertBefore(list, "Promise.all(");
          writer.insertAfter(list, ")");
        },
      },
    ],
  };
}

function* verdict(floating: Floating, sources: readonly Source[], ctx: RuleContext): Asking<Report | Met> {
  const { call, handled, promised } = floating;
  const { level } = sources.reduce((all, { outcome }) => join(all, outcome), never);
  const released = releasedUnder(call);
  if (released) return { ...outlives(floating, released, yield* fixesFor(floating, ctx)), ...lighter(floating, true, ctx) };
  if (level === Level.never) return met(call);
  const failing = handled ? sources.filter(({ at }) => at === handled) : [];
  const byHandler = handled && failing.length > 0 ? handled : undefined;
  const isOfBluebird = yield* isBluebird(call, promised, ctx);
  return {
    at: flagged(call, byHandler),
    message: messageOf(floating, byHandler),
    ...fate(call, byHandler, ctx),
    ...(isOfBluebird && { why: `if it rejects, ${writesItself}` }),
    because: wayFrom(byHandler ? failing : sources),
    ...lighter(floating, !isOfBluebird && isSeen(floating, sources) && failsOnBadDays(sources), ctx),
    fixes: yield* fixesFor(floating, ctx),
  };
}

/** Work that cannot reject may float, but not past the end of what it works with. */
function outlives({ call }: Floating, released: Identifier, fixes: readonly Fix[]): Report {
  return {
    at: flagged(call),
    message: `\`${brief(call)}\` goes on after \`${released.text}\` is released`,
    why: `the \`finally\` around it does not wait: \`${released.text}\` is released while the work still uses it`,
    remedy: "await it, so that the release comes after the work",
    because: [{ at: released.parent.parent, message: "is released here" }],
    fixes: fixes.slice(0, 1),
  };
}

/** Is it seen to fail? What a library may hand back in place of a promise is no promise that fails. */
function isSeen({ call, promised }: Floating, sources: readonly Source[]): boolean {
  const failing = sources.filter(({ outcome }) => outcome.level === Level.fails);
  const isMaybe = promised.union && (call.flags & NodeFlags.OptionalChain) === 0;
  return isMaybe ? failing.some(({ through }) => through) : failing.length > 0;
}

/** Marked by hand, in a test, a script or a page, at a start that somebody watches, or not seen to fail: it bites, but not as hard. */
function lighter({ call, marked }: Floating, isSeenToFail: boolean, ctx: RuleContext): Pick<Report, "category"> {
  const path = ctx.relativePath(call);
  const atStart = runsAtStart(call);
  if (atStart && isScript(path)) return { category: "hardening" };
  const isMeant = marked || isMeantToFloat(call);
  const isLight = isMeant || atStart || !isSeenToFail || isTest(path) || isScript(path) || runsInBrowser(call, ctx);
  return isLight ? { category: "risk" } : {};
}

/** Another linter was told so, on its line or on the one before. */
function isMeantToFloat(call: Node): boolean {
  const { text } = call.getSourceFile();
  const start = call.getStart();
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const own = /.*/.exec(text.slice(start, start + 1_000))?.[0] ?? "";
  const before = text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, lineStart);
  return /disable-line.*no-floating-promises/.test(own) || /(disable-next-line|biome-ignore).*no-?floating-?promises/i.test(before);
}

function messageOf({ call, marked, many }: Floating, byHandler: Node | undefined): string {
  const link = linkOf(call);
  if (byHandler) return `the rejection handler can itself fail, and nobody handles that`;
  if (many) return `\`${brief(call)}\` makes promises that nobody handles`;
  if (marked) return `\`void\` does not handle the rejection of \`${brief(call)}\``;
  if (link) return `\`${brief(call)}\` has no rejection handler`;
  return `\`${brief(call)}\` starts a promise that nobody handles`;
}

function* neverRuns(floating: Floating, { name }: Thenable, ctx: RuleContext): Asking<Report> {
  return {
    at: flagged(floating.call),
    message: `this ${name} never runs: nothing awaits it`,
    why: `a ${name} is sent when it is awaited and not before, so what it should read or write is lost without a word`,
    remedy: "await it, or return it to who does",
    // What a test calls may be a stand-in that does at once what it does.
    ...(isTest(ctx.relativePath(floating.call)) && { category: "risk" as const }),
    fixes: yield* fixesFor(floating, ctx),
  };
}
