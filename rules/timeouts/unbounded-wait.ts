import type { RuleContext } from "../../core/context.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Asking, Node } from "../../core/ts.ts";
import { waysTo } from "../operations/ways.ts";
import { isWatched } from "../shared/paths.ts";
import { eventPromise, looksLikeEventPromise, looksLikeOnce, onceWait } from "../waits/events.ts";
import { lockWait, looksLikeLock } from "../waits/locks.ts";
import { type Loop, looksLikePoll, pollWait } from "../waits/polls.ts";
import type { Wait } from "../waits/wait.ts";

export default defineRule({
  id: "unbounded-wait",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a wait for an event, a lock or a state that nothing ends",
  explain: `
Not only calls to other services hang. A client goes away while its response is full, and \`drain\` never comes. A worker
dies without a word, and nobody sends the \`message\`. Whoever holds the lock is stuck, and so is everybody after it. The
job that a loop asks for was lost, and the loop goes on asking. None of these fail: they stay, with the memory and the
connections of whoever waits.

Found are \`events.once\` with no signal, a promise that listeners settle none of which hears of a failure or an end, the
locks and semaphores of \`async-mutex\` made without \`withTimeout\`, \`navigator.locks.request\` with no signal,
\`Atomics.wait\` with no timeout, and loops that do nothing but ask, sleep and ask again.

Give the wait a time: \`{ signal: AbortSignal.timeout(60_000) }\` for \`once\`, \`withTimeout(new Mutex(), 60_000)\`, a deadline
in the loop. Let a promise hear of \`error\` and \`close\` too. The times that a fix writes come from the settings
(\`timeouts.process\`).

A wait counts as bounded where the function around it looks at the time, a timer or a signal, where it is raced with
anything, and where every way to it goes through a wrapper that gives up (found by what it does, named in the settings, or
tagged \`@resilience timeout\`).

**Leave it alone** where the wait is meant to last, and say so. What is plainly so is not told: a wait for an end (\`exit\`,
\`close\`, \`finish\`), for \`listening\`, for a signal of the system, for a person at a terminal or in a page, for the next
message in a loop that goes on for ever. A file on this machine ends by itself or fails. Nor is it told where somebody keeps
the promise and may give up on it, or where what is waited for cannot be known. Tests and scripts are not looked at, because
somebody watches them run.
`,
  examples: [
    {
      title: "A client that goes away never drains",
      bad: `import { once } from "node:events";
import type { ServerResponse } from "node:http";

export async function send(response: ServerResponse, rows: AsyncIterable<string>) {
  for await (const row of rows) {
    if (!response.write(row)) await once(response, "drain");
                                    ~~~~
  }
}
`,
      fix: `import { once } from "node:events";
import type { ServerResponse } from "node:http";

export async function send(response: ServerResponse, rows: AsyncIterable<string>) {
  for await (const row of rows) {
    if (!response.write(row)) await once(response, "drain", { signal: AbortSignal.timeout(60_000) });
  }
}
`,
      good: `import { pipeline } from "node:stream/promises";
import type { ServerResponse } from "node:http";

export async function send(response: ServerResponse, rows: AsyncIterable<string>) {
  await pipeline(rows, response);
}
`,
    },
    {
      title: "A worker that dies sends no message",
      bad: `import type { Worker } from "node:worker_threads";

export function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve) => worker.once("message", resolve));
             ~~~~~~~
}
`,
      good: `import type { Worker } from "node:worker_threads";

export function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("exit", (code) => reject(new Error(\`the worker ended with \${code}\`)));
  });
}
`,
    },
    {
      title: "A loop that asks until the answer is right",
      bad: `import { setTimeout as sleep } from "node:timers/promises";

export async function untilReady(isReady: () => Promise<boolean>) {
  while (!(await isReady())) await sleep(100);
  ~~~~~~~~~~~~~~~~~~~~~~~~~~
}
`,
      good: `import { setTimeout as sleep } from "node:timers/promises";

export async function untilReady(isReady: () => Promise<boolean>) {
  const deadline = Date.now() + 30_000;
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error("not ready after 30 s");
    await sleep(100);
  }
}
`,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      if (looksLikeOnce(node)) return judge(node, onceWait(node, ctx), ctx);
      return looksLikeLock(node) ? judge(node, lockWait(node, ctx), ctx) : undefined;
    },
    NewExpression(node, ctx) {
      return looksLikeEventPromise(node) ? judge(node, eventPromise(node, ctx), ctx) : undefined;
    },
    WhileStatement: polls,
    DoStatement: polls,
    ForStatement: polls,
  },
});

function polls(loop: Loop, ctx: RuleContext): Asking<Verdict> | undefined {
  return looksLikePoll(loop) ? judge(loop, pollWait(loop, ctx), ctx) : undefined;
}

function* judge(site: Node, asking: Asking<Wait | undefined>, ctx: RuleContext): Asking<Verdict> {
  const path = ctx.relativePath(site);
  if (isWatched(path)) return undefined;
  const wait = yield* asking;
  if (!wait) return undefined;
  const ways = yield* waysTo(site, ctx);
  if (ways.bounded) return met(site);
  const report: Report = { ...wait, because: [...(wait.because ?? []), ...(ways.from?.steps ?? [])] };
  return ways.from ? { ...report, why: `${wait.why}; ${ways.from.entrance.name} waits with it` } : report;
}
