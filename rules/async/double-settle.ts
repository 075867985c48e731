import type { RuleContext } from "../../core/context.ts";
import type { Callable } from "../../core/functions.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Asking, Node } from "../../core/ts.ts";
import { Level } from "../facts/outcome.ts";
import { awaiting } from "../facts/promises.ts";
import { sceneOf, wayFrom } from "../facts/way.ts";
import { levelOf } from "../kept/started.ts";
import { type Caught, besideEachOther, caughtIn } from "../settling/caught.ts";
import { consequenceOf, isMeant, isOwn } from "../settling/confirm.ts";
import { returning } from "../settling/returning.ts";
import { type Sequel, sequelsOf } from "../settling/sequel.ts";
import { type Event, type Settlers, settlersIn } from "../settling/settlers.ts";
import { flaggedCall, wordsFor } from "../settling/words.ts";
import { isWatched } from "../shared/paths.ts";
import { isExecutor } from "../shared/promise-maker.ts";

export default defineRule({
  id: "double-settle",
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "a promise, callback or response that is settled, and then the code goes on as if it had returned",
  explain: `
    \`reject(error)\`, \`callback(error)\` and \`response.status(404).end()\` are calls like any other: the code behind them
    runs. Without a \`return\` it runs with values that are not there, and settles once more:

    - A response that is answered twice throws \`ERR_HTTP_HEADERS_SENT\`, which in an async handler or a callback ends the
      process; Fastify drops the second answer. An answer with \`next()\` behind it lets the request through that it has
      just refused.
    - A callback that is called twice has all that comes after it done twice.
    - A promise is settled once, so that a second \`resolve\` alone does nothing. What is done until then harms: it fails
      where nobody catches, or is done for nothing.

    Return where you settle. Where a \`try\` settles and its \`catch\` does so too, settle behind the two.

    **Leave it alone** where the code asks first, as in \`if (!res.headersSent)\` or by a flag such as \`settled\`. Such
    conditions are seen, and silent. So are a second \`resolve\` with nothing done before it, a plain \`end()\` after an
    answer, and two branches that may exclude each other: only what is sure to run again is reported. In a plain
    sequence, work after \`resolve()\` or after an answer is taken for intended.
  `,
  examples: [
    {
      title: "Refused, and let through",
      bad: `
        import type { IncomingMessage, ServerResponse } from "node:http";

        export function authorise(req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) {
          if (!req.headers.authorization) {
            res.writeHead(401).end();
            ~~~~~~~~~~~~~~~~~~~~~~~~
          }
          next();
        }
      `,
      fix: `
        import type { IncomingMessage, ServerResponse } from "node:http";

        export function authorise(req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) {
          if (!req.headers.authorization) {
            res.writeHead(401).end();
            return;
          }
          next();
        }
      `,
    },
    {
      title: "The length of a file that could not be read",
      bad: `
        import { readFile } from "node:fs";

        export function size(path: string): Promise<number> {
          return new Promise((resolve, reject) => {
            readFile(path, (error, data) => {
              if (error) reject(error);
                         ~~~~~~~~~~~~~
              console.log(\`read \${data.length} bytes\`);
              resolve(data.length);
            });
          });
        }
      `,
      fix: `
        import { readFile } from "node:fs";

        export function size(path: string): Promise<number> {
          return new Promise((resolve, reject) => {
            readFile(path, (error, data) => {
              if (error) return reject(error);
              console.log(\`read \${data.length} bytes\`);
              resolve(data.length);
            });
          });
        }
      `,
    },
    {
      title: "A callback in a \`try\`",
      bad: `
        export function parse(text: string, callback: (error: unknown, value?: unknown) => void) {
          try {
            callback(null, JSON.parse(text));
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          } catch (error) {
            callback(error);
          }
        }
      `,
      good: `
        export function parse(text: string, callback: (error: unknown, value?: unknown) => void) {
          let value;
          try {
            value = JSON.parse(text);
          } catch (error) {
            return callback(error);
          }
          callback(null, value);
        }
      `,
    },
  ],
  check: {
    ArrowFunction: (node, ctx) => examined(node, ctx),
    FunctionExpression: (node, ctx) => examined(node, ctx),
    FunctionDeclaration: (node, ctx) => examined(node, ctx),
    MethodDeclaration: (node, ctx) => examined(node, ctx),
  },
});

function examined(owner: Callable, ctx: RuleContext): Verdict | Asking<Verdict> {
  if (owner.parameters.length === 0) return undefined;
  const all = settlersIn(owner).map((settlers) => {
    return { settlers, sequels: sequelsOf(settlers), caught: caughtIn(settlers) };
  });
  if (all.length === 0 || isWatched(ctx.relativePath(owner))) return undefined;
  const found = all.filter(({ sequels, caught }) => sequels.length + caught.length > 0);
  if (found.length > 0) return judge(found, ctx);
  return isExecutor(owner) ? met(owner) : undefined;
}

interface Found {
  readonly settlers: Settlers;
  readonly sequels: readonly Sequel[];
  readonly caught: readonly Caught[];
}

function* judge(found: readonly Found[], ctx: RuleContext): Asking<Verdict> {
  const reports: Report[] = [];
  for (const { settlers, sequels, caught } of found) {
    for (const sequel of sequels) reports.push(...(yield* goingOn(sequel, settlers, ctx)));
    for (const each of caught) {
      const isKnown = sequels.some(({ first }) => first === each.first);
      if (!isKnown) reports.push(...(yield* caughtAgain(each, settlers, ctx)));
    }
  }
  return reports;
}

function* goingOn(sequel: Sequel, settlers: Settlers, ctx: RuleContext): Asking<readonly Report[]> {
  const { first, second, work, inBranch } = sequel;
  if (!(yield* isMeant(first, settlers, ctx))) return [];
  if (second && second.kind !== "promise" && !(yield* isMeant(second, settlers, ctx))) return [];
  const consequence = second?.kind === "response" ? yield* consequenceOf(second, ctx) : undefined;
  const at = second ? placeOf(second) : work;
  const says = second ? "runs as well" : "is used as well, and is not there";
  return [
    {
      at: flaggedCall(first.at),
      ...wordsFor(first, second, consequence),
      because: at ? [{ at, message: says }] : [],
      fixes: inBranch ? returning(first) : [],
    },
  ];
}

function* caughtAgain(
  { first, second, waits }: Caught, settlers: Settlers, ctx: RuleContext,
): Asking<readonly Report[]> {
  if (first.kind === "callback") {
    if (!(yield* isOwn(first, settlers, ctx)) || !(yield* isMeant(first, settlers, ctx))) return [];
    const name = `\`${first.name.text}\``;
    return [
      {
        at: flaggedCall(first.at),
        message: `if ${name} itself throws, the \`catch\` calls it again`,
        why: "a failure of what comes after is taken for one of what came before, and all of it is done twice",
        remedy: "work out the result in the `try`, and call back behind it",
        because: [{ at: placeOf(second), message: "is called for what the callback throws" }],
        fixes: besideEachOther({ first, second, waits }),
      },
    ];
  }
  for (const wait of waits) {
    const sources = yield* awaiting(wait.expression, sceneOf(ctx));
    if (levelOf(sources) !== Level.fails) continue;
    if (!(yield* isMeant(first, settlers, ctx)) || (yield* consequenceOf(second, ctx)) !== "throws") return [];
    return [
      {
        at: flaggedCall(first.at),
        message: "if what follows this answer fails, the `catch` answers again",
        why: "the second answer throws `ERR_HTTP_HEADERS_SENT`, out of the `catch`, where nobody handles it",
        remedy: "answer when all is done, or ask for `headersSent` in the `catch`",
        because: [
          { at: wait, message: "follows, and can fail" },
          ...wayFrom(sources),
          { at: second.at, message: "answers again" },
        ],
      },
    ];
  }
  return [];
}

function placeOf({ at, name, effect }: Event): Node {
  return effect === "handed" ? name : at;
}
