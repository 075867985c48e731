import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, isAsync, isFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type NewExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { own } from "../facts/calls.ts";
import { Level } from "../facts/outcome.ts";
import { rejects } from "../facts/rejects.ts";
import type { Source } from "../facts/scene.ts";
import { wayFrom } from "../facts/way.ts";
import { runtimeOf } from "../shared/browser.ts";
import { guardBody, mayGuard } from "../shared/guarded-body.ts";
import { lastResort } from "../shared/last-resort.ts";
import { isTest } from "../shared/paths.ts";
import { executorOf, makesPromise, rejecterOf } from "../shared/promise-maker.ts";
import { unrolling } from "../shared/unrolled.ts";

export default defineRule({
  id: "async-executor",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "an async function given to `new Promise`, whose failure nobody hears of",
  explain: `
    \`new Promise\` calls its executor and looks at what that throws, not at what it hands back. An async executor
    throws nothing: its failure is the rejection of a second promise, which nobody holds. So the first promise never
    settles, whoever awaits it waits for ever, and Node 15 and later ends the process on the unhandled rejection.

    An async function makes a promise by itself: write \`return\` for \`resolve\` and \`throw\` for \`reject\`. Where
    callbacks must settle the promise, await before it is made, and wrap the callbacks alone.

    **Leave it alone** where nothing in the executor can fail, or all of it stands in a \`try\` whose \`catch\` calls
    \`reject\`. Both are seen, and silent.

    Where this differs from ESLint's \`no-async-promise-executor\`, on purpose:

    - An executor that cannot reject is silent; what it calls is followed through all files.
    - An async function that is given by its name is found as well.
  `,
  examples: [
    {
      title: "A failed request leaves its caller waiting",
      bad: `
        export function rate(currency: string): Promise<number> {
          return new Promise<number>(async (resolve) => {
                                     ~~~~~
            const response = await fetch(\`https://rates.example/\${currency}\`);
            resolve(await response.json());
          });
        }
      `,
      fix: `
        export function rate(currency: string): Promise<number> {
          return (async (): Promise<number> => {
            const response = await fetch(\`https://rates.example/\${currency}\`);
            return await response.json();
          })();
        }
      `,
      good: `
        export async function rate(currency: string): Promise<number> {
          const response = await fetch(\`https://rates.example/\${currency}\`);
          return await response.json();
        }
      `,
    },
    {
      title: "Callbacks settle it",
      bad: `
        import { once, type EventEmitter } from "node:events";

        export function answer(socket: EventEmitter): Promise<string> {
          return new Promise(async (resolve, reject) => {
                             ~~~~~
            await once(socket, "open");
            socket.once("message", resolve);
            socket.once("error", reject);
          });
        }
      `,
      fix: `
        import { once, type EventEmitter } from "node:events";

        export function answer(socket: EventEmitter): Promise<string> {
          return new Promise(async (resolve, reject) => {
            try {
              await once(socket, "open");
              socket.once("message", resolve);
              socket.once("error", reject);
            } catch (error) {
              reject(error);
            }
          });
        }
      `,
    },
  ],
  check: {
    NewExpression(node, ctx) {
      const executor = executorOf(node);
      const mayBeAsync = executor && (isFunction(executor) ? isAsync(executor) : !is.isCallExpression(executor));
      return mayBeAsync ? judge(node, executor, ctx) : undefined;
    },
  },
});

function* judge(made: NewExpression, executor: Node, ctx: RuleContext): Asking<Verdict> {
  const functions = yield* asyncFunctions(executor, ctx);
  if (functions.length === 0 || !(yield* makesPromise(made, ctx))) return undefined;
  const failing: Source[] = [];
  for (const fn of functions) {
    // What it is given settles the promise, and does not fail: only what does not rest on that counts.
    const outcome = own((yield* ctx.fact(rejects, fn)).rejects);
    if (outcome.level !== Level.never) failing.push({ at: executor, outcome, through: { fn, channel: "rejects" } });
  }
  if (failing.length === 0) return met(made);
  // What is called and cannot be seen may fail, or not.
  const isSeen = failing.some(({ outcome }) => outcome.level === Level.fails);
  const { heardBy, inElectron } = lastResort(made, ctx);
  const survives = runtimeOf(made, ctx) !== "node" || heardBy !== undefined || inElectron;
  const ending = survives ? "" : ", and the process ends on the rejection (Node 15 and later)";
  const report: Report = {
    at: (isFunction(executor) && asyncWord(executor)) || executor,
    message: "what this async executor throws is lost, and the promise never settles",
    why: `\`new Promise\` ignores the promise that an async executor hands back: whoever awaits waits for ever${ending}`,
    remedy: "write an async function that returns and throws, or settle the promise in a `catch` around all of the body",
    because: wayFrom(failing),
    ...((!isSeen || isTest(ctx.relativePath(made))) && { category: "risk" }),
    fixes: isFunction(executor) ? fixesFor(made, executor) : [],
  };
  return report;
}

function* asyncFunctions(executor: Node, ctx: RuleContext): Asking<readonly FunctionNode[]> {
  if (isFunction(executor)) return [executor];
  const callee = yield* ctx.functionValue(executor);
  return callee.kind === "functions" && callee.functions.every((fn) => isAsync(fn)) ? callee.functions : [];
}

function asyncWord(executor: FunctionNode): Node | undefined {
  const { modifiers } = executor as { readonly modifiers?: readonly Node[] };
  return modifiers?.find(({ kind }) => kind === SyntaxKind.AsyncKeyword);
}

function fixesFor(made: NewExpression, executor: Node): readonly Fix[] {
  const fixes: Fix[] = [];
  const unroll = is.isArrowFunction(executor) ? unrolling(made, executor) : undefined;
  if (unroll) fixes.push({ title: "Make it an async function", safety: "suggestion", write: unroll });
  if (!isFunction(executor) || !executor.body || !is.isBlock(executor.body) || !mayGuard(executor)) return fixes;
  const rejecter = rejecterOf(executor);
  if (!rejecter) return fixes;
  fixes.push({
    title: "Reject with what it throws",
    safety: "suggestion",
    write(writer) {
      rejecter.take(writer);
      guardBody(writer, executor, `${rejecter.name}(error)`);
    },
  });
  return fixes;
}
