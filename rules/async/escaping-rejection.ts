import type { RuleContext } from "../../core/context.ts";
import { isAsync, isFunction, isGenerator, walkBody } from "../../core/functions.ts";
import type { Met, Report, Verdict } from "../../core/rule.ts";
import { defineRule, met } from "../../core/rule.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import type { Boundary } from "../catalog/entry.ts";
import { fixesFor } from "../escaping/fixes.ts";
import {
  type Given, type Taking, boundaryDecorators, boundaryOfMethod, callbacksGiven, mayTakeCallback,
} from "../escaping/given.ts";
import { categoryOf, headOf, messageOf, misused, remedyOf, whyOf } from "../escaping/words.ts";
import { callingValue, own } from "../facts/calls.ts";
import { detached, detachedAt } from "../facts/detached.ts";
import { Level, join, never, positions } from "../facts/outcome.ts";
import type { Source } from "../facts/scene.ts";
import { failsOfItself, failsOnBadDays, sceneOf, wayFrom } from "../facts/way.ts";
import { loopsFailing } from "../iteration/loops.ts";
import { isOnReadable, listensToData } from "../iteration/stream-data.ts";
import { thenableMade } from "../shared/lazy.ts";

export default defineRule({
  id: "escaping-rejection",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "an async callback given to something that does not wait for it, when it can reject",
  explain: `
An emitter, a timer and \`forEach\` call what they are given and drop what comes back. Nobody handles the failure of a
callback that is async then: no \`try\` around the registration sees it, the emitter's \`error\` listener does not hear
of it, and Node 15 and later ends the process. In a page the error is lost. A request whose handler fails so is never
answered.

Catch the failure inside the callback, and report it there. In a request handler hand it to \`next\`, or answer with
500. In place of \`forEach(async …)\` use \`for … of\` with \`await\`, or \`await Promise.all(items.map(async …))\`.

Which functions drop a promise is not guessed from their types, for \`void\` there means both: it is known of the
packages themselves, in the version that is installed. Express 5, Fastify, Koa, Nest and the queues handle a rejection,
and so their handlers are left alone. Express 4 has the same types as Express 5 and does not. A function of the program's
own is looked into: one that hands its callback to such a one, or that calls it and looks at nothing that comes back, drops
the promise as well.

\`filter\`, \`some\`, \`every\`, \`find\` and \`sort\` decide by what the callback returns, and a promise is always truthy
and never a number. There an async callback is wrong whether or not it can reject.

Async listeners for the \`data\` of a stream, and callbacks that fail by their \`for await\` loops alone, are
\`unhandled-iteration\`'s.

It is a defect where what fails is known to fail on a bad day: what leaves the process by Node, by the platform or by a
package that the catalog knows. Where only a \`throw\` of the program's own or a package that nobody has read says so, it
is a risk, but for requests, which any failure leaves unanswered.

**Leave it alone** where the callback cannot reject: nothing is reported then. That is worked out through the calls it
makes. \`captureRejections\` counts as handling.

Where this differs from typescript-eslint's \`no-misused-promises\`, on purpose: a callback that cannot reject is silent,
one whose framework waits for it is silent although its type says \`void\`, and the finding names the place at which it
can fail. An async method, property or variable where a type says \`void\` is no finding by itself, for nobody has dropped
anything yet. A promise in a condition is \`unawaited-promise\`'s.
`,
  examples: [
    {
      title: "One failing message ends the process",
      bad: `import { EventEmitter } from "node:events";

export function listen(queue: EventEmitter) {
  queue.on("order", async (id: string) => {
                    ~~~~~~~~~~~~~~~~~~~~~
    await fetch(\`https://orders.example/\${id}\`, { method: "POST" });
  });
}
`,
      fix: `import { EventEmitter } from "node:events";

export function listen(queue: EventEmitter) {
  queue.on("order", async (id: string) => {
    try {
      await fetch(\`https://orders.example/\${id}\`, { method: "POST" });
    } catch (error) {
      console.error("order listener failed:", error);
    }
  });
}
`,
    },
    {
      title: "A loop that does not wait",
      bad: `export async function invite(users: string[]) {
  users.forEach(async (user) => {
                ~~~~~~~~~~~~~~~
    await fetch(\`https://mail.example/invite/\${user}\`, { method: "POST" });
  });
}
`,
      fix: `export async function invite(users: string[]) {
  for (const user of users) {
    await fetch(\`https://mail.example/invite/\${user}\`, { method: "POST" });
  }
}
`,
    },
    {
      title: "A promise is always truthy",
      bad: `declare function isActive(user: string): Promise<boolean>;

export function active(users: string[]) {
  return users.filter(async (user) => await isActive(user));
                      ~~~~~~~~~~~~~~~
}
`,
      good: `declare function isActive(user: string): Promise<boolean>;

export async function active(users: string[]) {
  const answers = await Promise.all(users.map((user) => isActive(user)));
  return users.filter((_, index) => answers[index]);
}
`,
    },
    {
      title: "A callback that cannot reject may be dropped",
      good: `export function start() {
  setInterval(async () => {
    try {
      await fetch("https://rates.example/today");
    } catch (error) {
      console.error("rates are stale:", error);
    }
  }, 60_000);
}
`,
    },
  ],
  check: {
    CallExpression(call, ctx) {
      return mayTakeCallback(call) || call.arguments.some(makesPromise) ? judgeCall(call, ctx) : undefined;
    },
    NewExpression: (made, ctx) => (mayTakeCallback(made) ? judgeCall(made, ctx) : undefined),
    *MethodDeclaration(method, ctx) {
      if (boundaryDecorators(method).length === 0) return undefined;
      const found = yield* boundaryOfMethod(method, ctx);
      if (!found) return undefined;
      const { rejects: outcome } = yield* sceneOf(ctx).read(method);
      const source: Source = { at: method, outcome, through: { fn: method, channel: "rejects" } };
      return yield* verdict({ callback: method, boundary: found.boundary }, found.decorator, [source], ctx);
    },
    *JsxAttribute(attribute, ctx) {
      const { initializer, name } = attribute;
      const value = initializer && is.isJsxExpression(initializer) ? initializer.expression : undefined;
      if (!value || !/^on[A-Z]/.test(name.getText()) || !isOfElement(attribute)) return undefined;
      if (isFunction(value) && !isAsync(value)) return undefined;
      return yield* judge({ callback: value, boundary: ofPage }, name, ctx);
    },
  },
});

/** What React calls on an event: an error boundary does not see its rejection. */
const ofPage: Boundary = { members: [], callback: [0], rejection: "is swallowed", is: "an event handler" };

/** An attribute of an element of the page itself: a component may well wait for what it is given. */
function isOfElement(attribute: Node): boolean {
  const element = attribute.parent.parent as Node & { readonly tagName?: Node };
  return /^[a-z]/.test(element.tagName?.getText() ?? "");
}

function* judgeCall(call: Taking, ctx: RuleContext): Asking<Verdict> {
  if (is.isCallExpression(call) && listensToData(call) && (yield* isOnReadable(call, ctx))) return undefined;
  const verdicts: (Report | Met)[] = [];
  const given = mayTakeCallback(call) ? yield* callbacksGiven(call, ctx) : [];
  if (given.length === 0) return yield* judgeHandedOn(call, ctx);
  for (const each of given) {
    const judged = yield* judge(each, call, ctx);
    if (judged) verdicts.push(judged);
  }
  return verdicts;
}

/** A function of the program's own may hand its callback to a boundary, or be one: it calls it and looks no further. */
function* judgeHandedOn(call: Taking, ctx: RuleContext): Asking<Verdict> {
  const given = call.arguments ?? [];
  if (!given.some(makesPromise)) return undefined;
  const callee = yield* ctx.callee(call);
  const [fn, another] = callee.kind === "functions" && !callee.open ? callee.functions : [];
  if (!fn || another) return undefined;
  const verdicts: (Report | Met)[] = [];
  for (const at of positions(yield* ctx.fact(detached, fn))) {
    const callback = given[at];
    const place = detachedAt(fn, at);
    if (!callback || !place || !makesPromise(callback)) continue;
    const judged = yield* judge({ callback, boundary: handingOn }, call, ctx);
    if (!judged) continue;
    verdicts.push("met" in judged ? judged : { ...judged, because: [place, ...(judged.because ?? [])] });
  }
  return verdicts;
}

const handingOn: Boundary = { members: [], callback: [0], rejection: "ends the process", is: "a callback" };

/** By syntax: a function written out here that is async or hands back what a call does. */
function makesPromise(value: Node): boolean {
  if (!isFunction(value)) return false;
  return isAsync(value) || (is.isArrowFunction(value) && is.isCallExpression(skipWrapping(value.body)));
}

function* judge(given: Given, by: Node, ctx: RuleContext): Asking<Report | Met | undefined> {
  if (yield* losesNothing(given.callback, ctx)) return undefined;
  const sources = yield* callingValue(given.callback, ["rejects"], sceneOf(ctx));
  return yield* verdict(given, by, yield* withoutParameters(sources, ctx), ctx);
}

/**
 * `ids.forEach((id) => query.orWhere("id", id))` hands back a query that runs when somebody awaits it, and not before;
 * `(id) => (last = last.then(…))` keeps what it hands back.
 */
function* losesNothing(callback: Node, ctx: RuleContext): Asking<boolean> {
  const fn = skipWrapping(callback);
  const value = is.isArrowFunction(fn) && !isAsync(fn) ? skipWrapping(fn.body) : undefined;
  if (value && is.isBinaryExpression(value)) return value.operatorToken.kind === SyntaxKind.EqualsToken;
  if (!value || !is.isCallExpression(value)) return false;
  return (yield* thenableMade(value, yield* ctx.promised(value), ctx))?.kind === "lazy";
}

/** What fails by its `for await` loops alone is `unhandled-iteration`'s, which looks at what is given right there. */
function failsByLoops({ callback, boundary }: Given, by: Node): boolean {
  const fn = skipWrapping(callback);
  return isFunction(fn) && fn.parent === by && boundary !== handingOn && loopsFailing(fn) !== undefined;
}

/** Is one of them seen to make a promise? Where it is wrong that it does, its type is enough. */
function* someAsync(sources: readonly Source[], byType: boolean, ctx: RuleContext): Asking<boolean> {
  for (const { through, outcome } of sources) {
    if (!through) continue;
    if (isAsync(through.fn) || outcome.level === Level.fails) return true;
    const body = byType && is.isArrowFunction(through.fn) ? through.fn.body : undefined;
    if (!body || is.isBlock(body)) continue;
    const { thenable, union } = yield* ctx.promised(skipWrapping(body));
    // What may be a promise among other things, as anything that React shows, is not meant as one.
    if (thenable && !union) return true;
  }
  return false;
}

/** A function without a body here, whose declaration promises something. */
function* isDeclaredAsync(callback: Node, ctx: RuleContext): Asking<boolean> {
  const name = nameNode(skipWrapping(callback));
  const fn = name && (yield* ctx.declarationOf(name));
  if (!fn || !(is.isFunctionDeclaration(fn) || is.isMethodSignatureDeclaration(fn))) return false;
  const isWrittenOut = is.isFunctionDeclaration(fn) && fn.body !== undefined;
  return !isWrittenOut && /^Promise</.test(fn.type?.getText() ?? "");
}

/** Is there an `await` of the function's own in it? */
function waits(node: Node): boolean {
  let found = false;
  walkBody(node, (child) => {
    found ||= is.isAwaitExpression(child);
  });
  return found;
}

/** Where nobody sees whether it can reject, it is said only where the whole process would end. */
function isWorthDoubt(given: Given, ctx: RuleContext): boolean {
  return categoryOf(given, ctx, false) === "defect";
}

/** What a callback is given here (`next`, `done`) makes no promise that could reject. */
function* withoutParameters(sources: readonly Source[], ctx: RuleContext): Asking<readonly Source[]> {
  const found: Source[] = [];
  for (const source of sources) {
    const { through } = source;
    const outcome = through ? own((yield* sceneOf(ctx).read(through.fn))[through.channel]) : source.outcome;
    found.push({ ...source, outcome });
  }
  return found;
}

function* verdict(given: Given, by: Node, all: readonly Source[], ctx: RuleContext): Asking<Report | Met | undefined> {
  const { boundary, callback } = given;
  // What runs when it is iterated over makes no promise here.
  const sources = all.filter(({ through }) => through && !isGenerator(through.fn));
  const { level } = sources.reduce((joined, { outcome }) => join(joined, outcome), never);
  const isKnown = yield* someAsync(sources, boundary.misuse !== undefined, ctx);
  if (!isKnown && !(boundary.misuse && (yield* isDeclaredAsync(callback, ctx)))) return undefined;
  if (boundary.misuse?.ifItWaits && !sources.some(({ through }) => through && waits(through.fn))) return undefined;
  if (boundary.misuse) return { ...misused(given, by, boundary.misuse), category: categoryOf(given, ctx, true) };
  if (boundary.rejection === "is handled" || level === Level.never) return met(callback);
  if (failsByLoops(given, by)) return undefined;
  if (level === Level.unknown && !isWorthDoubt(given, ctx)) return undefined;
  // Who waits for an answer gets none, whatever the reason: also where it is what was asked for.
  const isGrave = boundary.answers ? failsOfItself(sources) : failsOnBadDays(sources);
  const isMild = level === Level.unknown || !isGrave;
  return {
    at: headOf(callback),
    message: messageOf(given, by),
    why: whyOf(given, ctx),
    remedy: remedyOf(given),
    because: wayFrom(sources),
    category: isMild ? "risk" : categoryOf(given, ctx, false),
    fixes: yield* fixesFor(given, by, sources, ctx),
  };
}
