import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Met, type Report, defineRule, met } from "../../core/rule.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type ForOfStatement, type Node, type VariableDeclaration, is } from "../../core/ts.ts";
import { callingValue } from "../facts/calls.ts";
import { Level } from "../facts/outcome.ts";
import { mappedBy } from "../facts/promises.ts";
import { failsOnBadDays, sceneOf, wayFrom } from "../facts/way.ts";
import { flowOf } from "../kept/flow.ts";
import { joinAll, joinPair } from "../kept/joining.ts";
import {
  type Start,
  failuresOf,
  levelOf,
  reachesOperation,
  startIfAny,
  startOf,
  startsPromise,
  variableOf,
} from "../kept/started.ts";
import { isExpectation } from "../kept/expectations.ts";
import { runtimeOf } from "../shared/browser.ts";
import { brief, flagged } from "../shared/floating-words.ts";
import { lastResort } from "../shared/last-resort.ts";
import { isWatched } from "../shared/paths.ts";
import { usesOf } from "../shared/uses.ts";

export default defineRule({
  id: "late-handler",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a promise that gets its handler only after something else was waited for",
  explain: `
A promise that rejects while nobody has a handler on it is an unhandled rejection, even if somebody awaits it a moment
later. Two promises that are started together and awaited one after the other are such a case: while the first is awaited
the second has no handler. If the second fails meanwhile, Node 15 and later ends the process, past every \`try\` around the
two. If the first fails, the second is never awaited at all.

It shows when the services behind them have a bad day, and hardly ever in a test.

Join promises that are started together: \`const [user, orders] = await Promise.all([loadUser(), loadOrders()])\`. Where
the work between must come first, start the promise after it, or attach a handler at once.

**Leave it alone** where the promise cannot fail before the wait is over: attach \`.catch(() => {})\` to say so; the later
\`await\` still throws.

Only promises are reported that can reject, by what the code that they come from calls, and only waits that take time:
those that end in a call which leaves the program. Tests, and a module's top level, where a failure ends the program
anyway, are left out. In a page the error is logged and not fatal: a risk.
`,
  examples: [
    {
      title: "Started together, awaited one after the other",
      bad: `const get = (path: string) => fetch(new URL(path, "https://shop.example"));

export async function page(id: string) {
  const user = get(\`users/\${id}\`);
  const orders = get(\`orders/\${id}\`);
                 ~~~~~~~~~~~~~~~~~~~
  return { user: await user, orders: await orders };
}
`,
      fix: `const get = (path: string) => fetch(new URL(path, "https://shop.example"));

export async function page(id: string) {
  const [user, orders] = await Promise.all([get(\`users/\${id}\`), get(\`orders/\${id}\`)]);
  return { user, orders };
}
`,
    },
    {
      title: "Something else is awaited first",
      bad: `const loadOrders = (id: string) => fetch(\`https://orders.example/\${id}\`);

export async function orders(id: string) {
  const loading = loadOrders(id);
                  ~~~~~~~~~~~~~~
  const allowed = await fetch(\`https://rights.example/\${id}\`);
  return allowed.ok ? await loading : undefined;
}
`,
      good: `const loadOrders = (id: string) => fetch(\`https://orders.example/\${id}\`);

export async function orders(id: string) {
  const allowed = await fetch(\`https://rights.example/\${id}\`);
  return allowed.ok ? await loadOrders(id) : undefined;
}
`,
    },
    {
      title: "A list of promises, awaited in a loop",
      bad: `export async function load(urls: string[]) {
  const pages: string[] = [];
  const responses = urls.map((url) => fetch(url));
  for (const response of responses) {
                         ~~~~~~~~~
    pages.push(await (await response).text());
  }
  return pages;
}
`,
      fix: `export async function load(urls: string[]) {
  const pages: string[] = [];
  const responses = urls.map((url) => fetch(url));
  for (const response of await Promise.all(responses)) {
    pages.push(await response.text());
  }
  return pages;
}
`,
    },
  ],
  check: {
    VariableDeclaration(node, ctx) {
      const start = startIfAny(node.initializer);
      if (!start || !is.isIdentifier(node.name) || isLeftOut(node, ctx)) return undefined;
      const waits = flowOf(node)?.waits ?? [];
      return waits.length > 0 ? judge(node, start, waits, ctx) : undefined;
    },
    ForOfStatement(node, ctx) {
      return isLeftOut(node, ctx) ? undefined : judgeLoop(node, ctx);
    },
  },
});

/** A test's failure shows, and where a module's top level fails the program ends either way. */
function isLeftOut(node: Node, ctx: RuleContext): boolean {
  const path = ctx.relativePath(node);
  return isWatched(path) || is.isSourceFile(enclosingFunction(node));
}

function* judge(
  declaration: VariableDeclaration, start: Start, waits: readonly Node[], ctx: RuleContext,
): Asking<Report | Met | undefined> {
  if (!(yield* startsPromise(start, ctx)) || (yield* isExpectation(start, ctx))) return undefined;
  const sources = (yield* failuresOf(start, ctx)).filter(({ at }) => !isExecutor(at));
  if (levelOf(sources) !== Level.fails) return met(start);
  const first = yield* firstLong(waits, ctx);
  if (!first) return met(start);
  const fix = joinPair(declaration);
  return {
    at: flagged(start),
    message: `\`${brief(start)}\` has no handler while \`${briefWait(first)}\` is awaited`,
    ...fate(start, ctx, goesOnAfter(first, start)),
    // What rejects an executor's is an event, which may well have to wait for what comes next.
    ...((is.isNewExpression(start) || !failsOnBadDays(sources)) && { category: "risk" as const }),
    because: [{ at: first, message: "this is awaited first" }, ...wayFrom(sources)],
    ...(fix && { fixes: [fix] }),
  };
}

/** An executor may throw, but hardly does: what it calls in order to listen is not what fails. */
function isExecutor(source: Node): boolean {
  return isFunction(source) && is.isNewExpression(source.parent);
}

/** The first of the waits that takes time: for another promise of this function, or for what leaves the program. */
function* firstLong(waits: readonly Node[], ctx: RuleContext): Asking<Node | undefined> {
  for (const wait of waits) {
    const awaited = is.isAwaitExpression(wait) ? skipWrapping(wait.expression) : undefined;
    const call = awaited && startOf(is.isIdentifier(awaited) ? variableOf(awaited)?.initializer : awaited);
    if (!call || !(yield* ctx.promised(call)).thenable) continue;
    if (reachesOperation(yield* failuresOf(call, ctx))) return wait;
  }
  return undefined;
}

function briefWait(wait: Node): string {
  return brief(is.isAwaitExpression(wait) ? wait.expression : wait);
}

/** `for (const p of promises) await p`, and `for await (const x of promises)`. */
function* judgeLoop(loop: ForOfStatement, ctx: RuleContext): Asking<Report | Met | undefined> {
  const made = listMadeBy(loop);
  const callback = made && mappedBy(made);
  if (!made || !callback || !(yield* ctx.listsPromises(made))) return undefined;
  const sources = yield* callingValue(callback, ["rejects"], sceneOf(ctx));
  if (levelOf(sources) !== Level.fails || !reachesOperation(sources)) return met(loop.expression);
  const fix = joinAll(loop);
  return {
    at: loop.expression,
    message: "these promises have no handler until the loop comes to them",
    ...fate(loop, ctx),
    ...(!failsOnBadDays(sources) && { category: "risk" as const }),
    because: wayFrom(sources),
    ...(fix && { fixes: [fix] }),
  };
}

/** The call that makes the list which a loop awaits one by one, and which nothing else looks at. */
function listMadeBy(loop: ForOfStatement): Node | undefined {
  if (!loop.awaitModifier && !awaitsEach(loop)) return undefined;
  const list = skipWrapping(loop.expression);
  if (!is.isIdentifier(list)) return startOf(list);
  const fn = enclosingFunction(loop);
  const [declared, ...others] = usesOf(list, fn);
  const declaration = declared?.parent;
  if (!declaration || others.length > 0 || !is.isVariableDeclaration(declaration)) return undefined;
  return enclosingFunction(declaration) === fn ? startOf(declaration.initializer) : undefined;
}

/** `await p` stands in the body, and is all that is done with it. */
function awaitsEach({ initializer, statement }: ForOfStatement): boolean {
  const name = is.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (!name || !is.isIdentifier(name)) return false;
  const uses = usesOf(name, statement);
  return uses.length > 0 && uses.every(({ parent }) => is.isAwaitExpression(parent));
}

/** Does a `catch` around a wait alone see to it that the function comes to the promise all the same? */
function goesOnAfter(wait: Node, start: Node): boolean {
  for (let at = wait; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (!is.isTryStatement(parent) || parent.tryBlock !== at || !parent.catchClause) continue;
    if (parent.pos > start.pos) return !/\b(throw|return)\b/.test(parent.catchClause.block.getText());
  }
  return false;
}

function fate(node: Node, ctx: RuleContext, goesOn = false): Pick<Report, "why" | "remedy" | "category"> {
  const remedy = "join them with `Promise.all`, start it later, or attach a handler at once";
  const runtime = runtimeOf(node, ctx);
  if (runtime === "page") {
    const why = "if it rejects meanwhile, that is an unhandled rejection; if the wait fails, its error is lost";
    return { why, remedy, category: "risk" };
  }
  const { heardBy, inElectron } = lastResort(node, ctx);
  const dies = heardBy
    ? `if it rejects meanwhile, only an \`${heardBy}\` listener hears of it, and no \`try\` around`
    : `if it rejects meanwhile, ${inElectron ? "Electron writes a warning" : "the process ends (Node 15 and later)"}, past every \`try\` around`;
  const why = goesOn ? dies : `${dies}; if the wait fails, nobody handles it`;
  return runtime === "node" ? { why, remedy } : { why, remedy, category: "risk" };
}
