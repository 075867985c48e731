import type { RuleContext } from "../../core/context.ts";
import type { Category } from "../../core/finding.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, type SourceFile, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { addsListener } from "../catalog/boundaries/taker.ts";
import { Exits, exits } from "../facts/exits.ts";
import { holderOf } from "../facts/holders.ts";
import { valueThrough } from "../facts/through.ts";
import { sceneOf } from "../facts/way.ts";
import { exitingAfter } from "../process/exiting.ts";
import { isTest } from "../shared/paths.ts";

export default defineRule({
  id: "uncaught-continues",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "an `uncaughtException` listener after which the process runs on",
  explain: `
    An uncaught exception cuts off whatever was running, in the middle and with no \`catch\` of its own to put things
    right: a request that is never answered, a lock or a connection that is never given back, a transaction that stays
    open, two fields of which one was written. A listener of \`uncaughtException\` that only reports it keeps the process
    alive in that state. It goes on to take requests, and what it does to them nobody can know.

    Report the exception and end the process with code 1. Whatever started it, a container, systemd or a process
    manager, starts it again in a state that is known. Where open requests deserve to be finished, stop taking new ones
    and exit after a few seconds in any case. To only watch, use \`uncaughtExceptionMonitor\`: it changes nothing of what
    comes after.

    It counts as ended where any path of the listener leads to \`process.exit\`, \`process.abort\`, a throw or a function
    that does one of these, through whatever functions and callbacks. What is called and cannot be seen may end the
    process too: then nothing is reported.

    **Leave it alone** where losing the process is worse than a wrong answer, and say why in an ignore comment: the main
    process of a desktop application with unsaved work, for example. In programs of Electron and in language servers
    this is therefore a risk and no defect, as it is beside a comment that says so. Tests are not looked at.
  `,
  examples: [
    {
      title: "It is written down, and the process runs on",
      bad: `
        process.on("uncaughtException", (error) => {
                   ~~~~~~~~~~~~~~~~~~~
          console.error("uncaught:", error);
        });
      `,
      fix: `
        process.on("uncaughtException", (error) => {
          console.error("uncaught:", error);
          process.exit(1);
        });
      `,
    },
    {
      title: "It ends after a moment for what is still open",
      good: `
        import { createServer } from "node:http";

        const server = createServer((_request, response) => response.end("ok"));

        process.on("uncaughtException", (error) => {
          console.error("uncaught:", error);
          setTimeout(() => process.exit(1), 5_000).unref();
          server.close(stop);
        });

        function stop() {
          process.exit(1);
        }
      `,
    },
    {
      title: "It only watches",
      good: `
        process.on("uncaughtExceptionMonitor", (error) => {
          console.error("uncaught:", error);
        });
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const { expression } = node;
      if (!is.isPropertyAccessExpression(expression) || !addsListener.includes(expression.name.text)) return undefined;
      const [event, listener] = node.arguments;
      if (!event || !listener || !is.isStringLiteral(event) || event.text !== "uncaughtException") return undefined;
      if (isTest(ctx.relativePath(node)) || isTemporary(node.getSourceFile())) return undefined;
      return judge(node, event, listener, ctx);
    },
  },
});

/** They listen as well, report, and end the process. */
const endingAgents = ["elastic-apm-node"];

function* judge(call: CallExpression, event: Node, listener: Node, ctx: RuleContext): Asking<Verdict> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library" || callee.origin.package !== "node" || callee.origin.container !== "Process") return undefined;
  if (endingAgents.some((name) => ctx.packagesUsed(call.getSourceFile().fileName).has(name))) return undefined;
  const functions = yield* functionsOf(listener, ctx);
  if (!functions) return undefined;
  for (const fn of functions) {
    if (throws(fn)) return met(call);
    const known = yield* ctx.fact(exits, fn);
    if (known !== Exits.no) return known === Exits.yes ? met(call) : undefined;
  }
  const [fn] = functions;
  const isElsewhere = fn !== undefined && fn !== skipWrapping(listener);
  const report: Report = {
    at: event,
    message: "after an uncaught exception this process runs on",
    why:
      "what threw was cut off halfway: its request gets no answer, its locks and connections stay taken, and what it was " +
      "changing is half changed",
    remedy: "report it and end the process with code 1, so that whatever started it starts it anew",
    because: isElsewhere ? [{ at: headOf(fn), message: "is called then, and returns" }] : [],
    category: categoryOf(call, ctx),
    fixes: fn && functions.length === 1 ? exitingAfter(listener, fn) : [],
  };
  return report;
}

/** All that a listener can be; undefined where it cannot be seen. */
function* functionsOf(listener: Node, ctx: RuleContext): Asking<readonly FunctionNode[] | undefined> {
  const scene = sceneOf(ctx);
  const value = yield* valueThrough(listener, scene);
  if (value.kind === "functions") return value.open ? undefined : value.functions;
  const kept = is.isIdentifier(listener) ? yield* holderOf(listener, scene) : undefined;
  const functions = (kept?.values ?? []).map(skipWrapping).filter((each) => isFunction(each));
  return functions.length > 0 && functions.length === kept?.values.length ? functions : undefined;
}

/** One that is taken off again is there for a while, around code that is known to throw. */
function isTemporary({ text }: SourceFile): boolean {
  return /\b(off|removeListener|removeAllListeners)\(\s*["'`]uncaughtException\b/.test(text);
}

/** A throw in the listener itself ends the process; one that is put off is meant to. */
function throws(node: Node): boolean {
  if (is.isThrowStatement(node)) return true;
  return node.forEachChild((child) => throws(child) || undefined) ?? false;
}

/** Where unsaved work would be lost with the process, or somebody says so, running on may be the lesser evil. */
function categoryOf(call: Node, ctx: RuleContext): Category {
  const comments = call.parent.getFullText().match(/\/\/.*|\/\*[^]*?\*\//g) ?? [];
  if (comments.some((comment) => meant.test(comment))) return "risk";
  const used = ctx.packagesUsed(call.getSourceFile().fileName);
  return ["electron", "vscode-languageserver", "vscode"].some((name) => used.has(name)) ? "risk" : "defect";
}

const meant = new RegExp(
  "\\b(don'?t|do not|never|not|without|instead of|rather than|prevent\\w*|avoid\\w*|keep\\w*|stay\\w*|surviv\\w*)\\b.*" +
    "\\b(crash\\w*|exit\\w*|die|dying|kill\\w*|terminat\\w*|alive|running|up)\\b",
  "i",
);

function headOf(fn: FunctionNode): Node {
  const holder = is.isVariableDeclaration(fn.parent) ? fn.parent : fn;
  return (holder as { readonly name?: Node }).name ?? fn;
}
