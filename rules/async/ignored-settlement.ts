import type { RuleContext } from "../../core/context.ts";
import { isClass, isFunction } from "../../core/functions.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { Level } from "../facts/outcome.ts";
import { mappedBy } from "../facts/promises.ts";
import { wayFrom } from "../facts/way.ts";
import { failingIn } from "../settled/failing.ts";
import { fixesFor } from "../settled/fixes.ts";
import { lookAt } from "../settled/looked-at.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { brief } from "../shared/floating-words.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "ignored-settlement",
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "results of `Promise.allSettled` among which nobody looks for rejections",
  explain: `
    \`Promise.allSettled\` never rejects. It hands every failure over as a result with a \`reason\`, and whoever does not
    look there has switched off all error handling at once: a statement \`await Promise.allSettled(…)\` succeeds when
    everything failed, and \`.filter((result) => result.status === "fulfilled")\` makes a list that looks complete and is
    not. Nobody learns that something is missing, nor why.

    Report each \`reason\`, or use \`Promise.all\` where one failure should be the failure of all.

    **Leave it alone** where failing is nobody's business, and say why in an ignore comment. Silent are: results that are
    handed on, returned, counted or told apart in any other way, promises that cannot reject or that report their
    failure themselves, and those that are awaited elsewhere as well. So is \`null\` in place of what failed, because
    whoever reads that knows that something is missing.

    When a program shuts down or cleans up, it waits until all is settled, and has no better answer to a failure than to
    go on. A dropped result is therefore left alone in functions whose names say so (\`close\`, \`shutdown\`, \`dispose\`
    and the like), around calls of such functions, and in \`catch\` and \`finally\`.
  `,
  examples: [
    {
      title: "Nobody learns that no mail was sent",
      bad: `
        declare function send(user: string): Promise<void>;

        export async function announce(users: string[]) {
          await Promise.allSettled(users.map((user) => send(user)));
                ~~~~~~~~~~~~~~~~~~
        }
      `,
      fix: `
        declare function send(user: string): Promise<void>;

        export async function announce(users: string[]) {
          for (const result of await Promise.allSettled(users.map((user) => send(user)))) {
            if (result.status === "rejected") console.error("send failed:", result.reason);
          }
        }
      `,
    },
    {
      title: "The list looks complete",
      bad: `
        declare function load(shop: string): Promise<number[]>;

        export async function prices(shops: string[]) {
          const results = await Promise.allSettled(shops.map((shop) => load(shop)));
                                ~~~~~~~~~~~~~~~~~~
          return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
        }
      `,
      good: `
        declare function load(shop: string): Promise<number[]>;

        export async function prices(shops: string[]) {
          const results = await Promise.allSettled(shops.map((shop) => load(shop)));
          return results.flatMap((result, index) => {
            if (result.status === "fulfilled") return result.value;
            console.error("no prices of", shops[index], result.reason);
            return [];
          });
        }
      `,
    },
    {
      title: "At the end everything is to settle",
      good: `
        interface Connection {
          close(): Promise<void>;
        }

        export async function closeAll(connections: Connection[]) {
          await Promise.allSettled(connections.map((connection) => connection.close()));
        }
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const { expression } = node;
      if (!is.isPropertyAccessExpression(expression) || expression.name.text !== "allSettled") return undefined;
      const [list] = node.arguments;
      if (!list || isWatched(ctx.relativePath(node))) return undefined;
      const look = lookAt(node);
      if (look === "looks") return met(node);
      return look === "drops" && isCleaning(node, list) ? undefined : judge(node, list, look, ctx);
    },
  },
});

function* judge(call: CallExpression, list: Node, look: "reads" | "drops", ctx: RuleContext): Asking<Verdict> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library") return undefined;
  const failing = yield* failingIn(list, ctx);
  if (!failing) return undefined;
  if (failing.level === Level.never) return met(call);
  const isInPage = runsInBrowser(call, ctx);
  // Who sorts out what was fulfilled knows of rejections. Promises from elsewhere may only be waited for.
  if (failing.level === Level.unknown && look === "drops" && (isInPage || !failing.isSeen)) return undefined;
  const report: Report = {
    at: call.expression,
    ...words[look],
    because: wayFrom(failing.sources),
    ...(isInPage && { category: "hardening" }),
    fixes: yield* fixesFor(call, workIn(list), ctx),
  };
  return report;
}

const remedy = "look at the `reason` of each that rejected, and report it";

const words = {
  drops: {
    message: "nobody looks at the results of `Promise.allSettled`",
    why: "it never rejects: whatever of this fails, it fails without a word, and the code goes on as if all had been done",
    remedy,
  },
  reads: {
    message: "of the results of `Promise.allSettled` only what succeeded is looked at",
    why: "what rejected is left out without a word: the result looks complete, and nobody learns that or why it is not",
    remedy,
  },
} as const;

const ofCleaning = new RegExp(
  "shut|clos|clean|dispos|destroy|tear|stop|exit|quit|disconnect|terminat|drain|flush|kill|cancel|abort|unsubscribe|" +
    "unregister|logout|revoke|evict|invalidat|purge|prune|rollback|undo|release|unmount|finali[sz]e|unlink|prefetch|" +
    "preload|warm|best_?effort|settle|^(end|rm)$",
  "i",
);

/** Code after which nothing comes that could go wrong: an end, or what is tried without need. */
function isCleaning(call: Node, list: Node): boolean {
  for (const name of calledIn(list)) if (ofCleaning.test(name)) return true;
  for (let at = call; at.parent; at = at.parent) {
    const { parent } = at;
    if (is.isCatchClause(parent) || (is.isTryStatement(parent) && parent.finallyBlock === at)) return true;
    const rest = is.isBlock(parent) ? parent.statements.filter(({ pos }) => pos >= at.end) : [];
    if (rest.some((each) => /\bprocess\.exit\(/.test(each.getText()))) return true;
    const isNamed =
      isFunction(parent) || isClass(parent) || is.isVariableDeclaration(parent) || is.isPropertyAssignment(parent) ||
      is.isPropertyDeclaration(parent);
    if (isNamed && ofCleaning.test((parent as { readonly name?: Node }).name?.getText() ?? "")) return true;
  }
  return false;
}

/** The names of what is called to make the promises. */
function calledIn(list: Node): readonly string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    if (is.isCallExpression(node)) {
      const { expression } = node;
      found.push(is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText());
    }
    node.forEachChild(look);
  };
  look(list);
  return found;
}

/** What failed, in the words of a log line. */
function workIn(list: Node): string {
  const made = mappedBy(list);
  const body = made && is.isArrowFunction(made) ? made.body : made;
  const work = body && is.isAwaitExpression(body) ? body.expression : body;
  const isName = work && (is.isIdentifier(work) || is.isCallExpression(work));
  return isName ? brief(work).replace(/\(…?\)/g, "").replace(/^this\./, "") : "one of them";
}
