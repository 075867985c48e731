import type { RuleContext } from "../../core/context.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { type Local, locallyBound } from "../operations/bounded.ts";
import { type OperationCall, looksLikeOperation, operationAt } from "../operations/operation.ts";
import { isInPage } from "../operations/page.ts";
import type { Waits } from "../catalog/entry.ts";
import type { Known } from "../catalog/index.ts";
import { spelled } from "../operations/place.ts";
import { amountOf, boundsClients, linkText, remediesFor, settingsOf } from "../operations/remedies.ts";
import { type Ways, waysNear, waysTo } from "../operations/ways.ts";
import { nameOf } from "../operations/words.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "missing-timeout",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a call to another service that nothing bounds in time",
  explain: `
A service that is down answers at once. A service that is overloaded takes the connection and says nothing, and whoever
called it waits: the request, the worker, the lock it holds and the memory it keeps. Soon everything waits, and the fault
of one service is the outage of all that call it.

How long a call waits is its library's choice. Axios and Node's \`http\` wait for ever. \`fetch\` in Node waits 5 minutes for
the headers and then 5 minutes between any two chunks, so that a slow trickle never ends. Nobody who waits for an answer
waits that long.

Give each call the time that its caller has: \`signal: AbortSignal.timeout(10_000)\` for \`fetch\` and \`http\`, \`timeout\` for
axios, on the call or on the client. The times that a fix writes come from the settings (\`timeouts\`).

A call counts as bounded by its own options wherever they are written, by the client it is called on, by a signal that was
handed in, by \`Promise.race\` with a timer, and by a wrapper (found by what it does, named in the settings, or tagged
\`@resilience timeout\`) around it or around every call that leads to it. Which libraries' calls are meant is in the catalog; \`catalog\` in
the settings adds to it, and \`@resilience operation\` in the comment of a function of your own makes its calls count. The \`timeout\` of \`http.request\` only emits an event:
it counts where a listener ends the request.

It is a defect where the library waits for ever and a request handler waits with it, and only hardening in a page, whose
browser gives up by itself.

**Leave it alone** where waiting long is the purpose: long polling, a stream of events, a large download. Give those a
signal that somebody aborts. What cannot be followed counts as bounded: options out of another library, a client that is
injected by a framework. Tests and scripts are not looked at, because somebody watches them run.
`,
  examples: [
    {
      title: "The library's default is to wait for minutes",
      bad: `export async function rates(): Promise<unknown> {
  const response = await fetch("https://rates.example/today");
                         ~~~~~
  return response.json();
}
`,
      fix: `export async function rates(): Promise<unknown> {
  const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(10_000) });
  return response.json();
}
`,
      good: `export async function rates(): Promise<unknown> {
  const response = await fetch("https://rates.example/today", { signal: AbortSignal.timeout(3_000) });
  return response.json();
}
`,
    },
    {
      title: "One timeout on the client bounds all its calls",
      bad: `import axios from "axios";

const api = axios.create({ baseURL: "https://api.example" });

export const loadUser = (id: string) => api.get(\`/users/\${id}\`);
                                        ~~~~~~~
`,
      fix: `import axios from "axios";

const api = axios.create({ baseURL: "https://api.example" });

export const loadUser = (id: string) => api.get(\`/users/\${id}\`, { timeout: 10_000 });
`,
      good: `import axios from "axios";

const api = axios.create({ baseURL: "https://api.example", timeout: 5_000 });

export const loadUser = (id: string) => api.get(\`/users/\${id}\`);
`,
    },
    {
      title: "The `timeout` of Node's `http` only emits an event",
      bad: `import { get } from "node:https";

get("https://up.example", { timeout: 5_000 }).on("error", console.error);
~~~
`,
      fix: `import { get } from "node:https";

get("https://up.example", {
  timeout: 5_000,
  signal: AbortSignal.timeout(10_000),
}).on("error", console.error);
`,
      good: `import { get } from "node:https";

const request = get("https://up.example", { timeout: 5_000 });
request.on("timeout", () => request.destroy(new Error("no answer within 5 s")));
request.on("error", console.error);
`,
    },
    {
      title: "Whoever waits gives up",
      good: `export async function rates(): Promise<unknown> {
  return await within(3_000, load());
}

async function load() {
  const response = await fetch("https://rates.example/today");
  return response.json();
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too late")), milliseconds);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
`,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      if (!looksLikeOperation(node, ctx, isBoundable)) return undefined;
      const path = ctx.relativePath(node);
      return isWatched(path) ? undefined : judge(node, ctx);
    },
  },
});

function* judge(call: CallExpression, ctx: RuleContext): Asking<Verdict> {
  const operation = yield* operationAt(call, ctx);
  if (!operation || !isBoundable(operation)) return undefined;
  const local = yield* locallyBound(operation, ctx);
  if (local.bound === "bounded" || endsSoon(operation)) return met(call);
  if (local.bound === "unknown") return undefined;
  const isPage = operation.entry.waitsInBrowser !== undefined && (yield* isInPage(operation, local.client, ctx));
  // A hint is not worth asking the whole workspace who calls.
  const ways = yield* isPage ? waysNear(call, ctx) : waysTo(call, ctx);
  return ways.bounded ? met(call) : yield* unbounded(operation, local, ways, isPage, ctx);
}

function* unbounded(operation: OperationCall, local: Local, ways: Ways, isPage: boolean, ctx: RuleContext): Asking<Report> {
  const { call, entry } = operation;
  const waits = isPage && entry.waitsInBrowser ? entry.waitsInBrowser : waitsOf(operation);
  const isGrave = !isPage && waits.limit === undefined && ways.from !== undefined;
  const made = local.client?.made && { at: local.client.made.call.expression, message: "its client is made here" };
  return {
    at: handleOf(call),
    ...(isPage ? { category: "hardening" as const } : isGrave && { category: "defect" as const }),
    message: `${yield* nameOf(operation, ctx, local.client)} has no timeout${illusion(operation, local)}`,
    why: why(operation, waits.words, isPage ? undefined : ways),
    remedy: remedy(operation, local, ctx),
    because: [...(made ? [made] : []), ...(isPage ? [] : (ways.from?.steps ?? []))],
    fixes: yield* remediesFor(operation, local, ctx),
  };
}

/** Where the client alone can bound, `missing-client-timeout` speaks of the client. */
function isBoundable({ entry, operation }: Known): boolean {
  return entry.remedy !== undefined && !operation.endless;
}

/** What ends by itself within two minutes has a timeout: its library's own. */
const soon = 120_000;

function endsSoon(operation: OperationCall): boolean {
  return (waitsOf(operation).limit ?? Infinity) <= soon;
}

function waitsOf({ entry, operation }: OperationCall): Waits {
  return operation.waits ?? entry.waits;
}

function why(operation: OperationCall, words: string, ways: Ways | undefined): string {
  const { entry, untyped } = operation;
  const along = ways?.from ? `, and ${ways.from.entrance.name} waits with it` : "";
  const again = entry.retries ? `, and it tries up to ${entry.retries} more ${entry.retries === 1 ? "time" : "times"}` : "";
  const doubt = untyped ? ` (\`${entry.package}\` is not installed here: this goes by its import)` : "";
  const cause = entry.service === "process" ? "when the program does not end" : "when the service does not answer";
  return `${cause}, the call ${words}${again}${along}${doubt}`;
}

function remedy({ entry, client }: OperationCall, local: Local, ctx: RuleContext): string {
  const { remedy } = entry;
  if (!remedy) return "bound it where its client is made";
  const { option, link, argument, beside } = remedy;
  if (option === undefined && link === undefined && argument === undefined) {
    return `it takes no timeout, so give up on it where it is waited for${beside ? `, ${beside}` : ""}`;
  }
  const amount = amountOf(remedy.writes, entry, ctx);
  const chained = `chain \`${linkText(remedy, amount)}\`${remedy.before ? " before it" : ""}`;
  const passed = option ? spelled(settingsOf(remedy, amount)) : amount;
  const written = link ? chained : `pass \`${passed}\``;
  // The package's own client is made nowhere that anybody could write to.
  const isShared = client !== undefined && !local.client?.isDefault && option !== undefined && boundsClients(entry, option);
  const where = isShared ? ", here or where the client is made" : "";
  return `${written}${where}${beside ? `, ${beside}` : ""}`;
}

/** What is set, and does not help. */
function illusion({ entry }: OperationCall, local: Local): string {
  if (local.onlyEmits && entry.emits) return `: its \`${entry.emits.option}\` only emits an event`;
  const { powerless } = local;
  return powerless === undefined ? "" : `: its \`${powerless}\` ${entry.powerless?.[powerless]}`;
}

/** What is called; of a chain over several lines, the last name. */
function handleOf({ expression }: CallExpression): Node {
  return is.isPropertyAccessExpression(expression) && /\n/.test(expression.getText()) ? expression.name : expression;
}
