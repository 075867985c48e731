import type { RuleContext } from "../../core/context.ts";
import { type Fix, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import type { ClientMaker, Entry, Need } from "../catalog/entry.ts";
import { spoken } from "../intents/intent.ts";
import { isEndedByTimer, looksLikeClient, makerAt, unmetNeeds } from "../operations/makers.ts";
import { isTaken, placeAtMaking, write } from "../operations/place.ts";
import { amountOf } from "../operations/remedies.ts";
import { calleeName } from "../operations/words.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "missing-client-timeout",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a client or a pool that is made without the timeouts that only it can have",
  explain: `
Many clients of databases, caches and queues take no timeout with a call: how long a query may take, how long to wait for
a connection, is said once, where the client or the pool is made. What is not said there is mostly "for ever".

A pool shows it worst. When the database hangs, each query keeps its connection. The pool is empty within seconds, and then
every request of the service waits for a connection that nobody gives back, also those that need no more than a cached row.

Set what the message names. A fix writes the times from the settings (\`timeouts\`); a good time is a little above the
slowest answer that is still of use.

What the options hold is followed to where they are written. Options that come from elsewhere (a settings module that reads
the environment, a library's own type) are trusted to hold the timeouts, and so is a setting that is spread in.

**Leave it alone** in a program that is meant to wait, such as one that migrates a database. Tests and scripts are not
looked at.
`,
  examples: [
    {
      title: "A pool whose callers wait for ever",
      files: {
        "node_modules/@types/pg/package.json": `{ "name": "@types/pg", "version": "8.0.0", "types": "index.d.ts" }`,
        "node_modules/@types/pg/index.d.ts": `export interface PoolConfig { max?: number; connectionTimeoutMillis?: number; query_timeout?: number }
export class Pool { constructor(config?: PoolConfig); query(text: string): Promise<unknown> }
`,
      },
      bad: `import { Pool } from "pg";

export const pool = new Pool({ max: 10 });
                        ~~~~
`,
      fix: `import { Pool } from "pg";

export const pool = new Pool({
  max: 10,
  connectionTimeoutMillis: 5_000,
  query_timeout: 5_000,
});
`,
      good: `import { Pool } from "pg";

export const pool = new Pool({ max: 10, connectionTimeoutMillis: 3_000, query_timeout: 10_000 });
`,
    },
  ],
  check: {
    CallExpression: (node, ctx) => (looksLikeClient(node, ctx, ({ needs }) => needs !== undefined) ? judge(node, ctx) : undefined),
    NewExpression: (node, ctx) => (looksLikeClient(node, ctx, ({ needs }) => needs !== undefined) ? judge(node, ctx) : undefined),
  },
});

function* judge(call: CallExpression | NewExpression, ctx: RuleContext): Asking<Verdict> {
  const path = ctx.relativePath(call);
  if (isWatched(path)) return undefined;
  const made = yield* makerAt(call, ctx);
  if (!made?.maker.needs) return undefined;
  const { entry, maker } = made;
  if (isEndedByTimer(call, entry)) return undefined;
  const found = yield* unmetNeeds(call, maker, ctx);
  if (!found) return undefined;
  if (found.length === 0) return met(call);
  const missing = found.map(({ options: [first = ""] }) => `\`${first}\``);
  return {
    at: handleOf(call),
    message: `\`${calleeName(call)}\` is made without ${listed(missing)}`,
    why: `when \`${entry.package}\` gets no answer, ${listed(found.map(({ words }) => words))}`,
    remedy: `set ${listed(found.map((need) => `\`${need.options[0]}: ${amountOf(need.writes, entry, ctx)}\``))} where it is made`,
    because: [],
    fixes: fixes(call, maker, found, entry, ctx),
  };
}

function fixes(
  call: CallExpression | NewExpression, maker: ClientMaker, missing: readonly Need[], entry: Entry, ctx: RuleContext,
): readonly Fix[] {
  const place = placeAtMaking(call, maker);
  if (!place) return [];
  const all = missing.map(({ options: [first = ""], writes }) => ({ option: first, value: amountOf(writes, entry, ctx) }));
  if (isTaken(place, all)) return [];
  const title = `Give up after ${spoken(ctx.settings.timeouts[entry.service])}`;
  return [{ title, safety: "suggestion", write: (writer) => write(writer, place, all) }];
}

function handleOf(call: CallExpression | NewExpression): Node {
  return is.isNewExpression(call) && !call.arguments ? call : call.expression;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
