import type { RuleContext } from "../../core/context.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import { lastResorts } from "../catalog/starting.ts";
import { firstStart, looksLikeStart, startOf } from "../process/starts.ts";
import { reportingAt } from "../reporting/reporting.ts";
import { isInElectron } from "../shared/last-resort.ts";
import { isTest, isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "missing-process-handlers",
  family: "async",
  category: "hardening",
  since: "0.1.0",
  summary: "a server or a bot that says nothing of errors which nobody catches",
  explain: `
    An exception that nobody catches, or a rejection that nobody handles, ends a process of Node 15 or later. Node
    writes a stack trace to stderr, and that is all: the logger with its levels, its context and its alerts hears
    nothing, and whoever looks into the logs the next morning sees a service that starts again for no reason.

    Listen to \`uncaughtException\` and \`unhandledRejection\` where the program starts, report what comes with the
    logger, and end the process with code 1. Do not let it run on: \`uncaught-continues\` says why.

    A program counts as covered where any of its files names one of the two events, where it needs a package that
    listens for itself at run time (Sentry, Bugsnag, Rollbar, New Relic, \`close-with-grace\`, \`exit-hook\` and others),
    where a logger is told to (\`handleExceptions\`), and where a command in package.json says \`--unhandled-rejections\`
    or starts it by a process manager.

    It is found once for each program, where it begins to listen or logs in.

    **Leave it alone** where something else watches the process and stderr is all it needs, and say so in a comment of
    that file that names it: systemd, Docker, Kubernetes, pm2, a supervisor. Libraries, commands that run and end, tests
    and scripts are not looked at.
  `,
  examples: [
    {
      title: "A server that would end without a word in its log",
      bad: `
        import { createServer } from "node:http";

        const server = createServer((_request, response) => response.end("ok"));

        server.listen(8080);
        ~~~~~~~~~~~~~
      `,
      fix: `
        import { createServer } from "node:http";

        const server = createServer((_request, response) => response.end("ok"));

        process.on("unhandledRejection", (reason) => {
          console.error("unhandled rejection:", reason);
          process.exit(1);
        });

        process.on("uncaughtException", (error) => {
          console.error("uncaught exception:", error);
          process.exit(1);
        });

        server.listen(8080);
      `,
    },
    {
      title: "Somebody else watches",
      good: `
        import { createServer } from "node:http";

        const server = createServer((_request, response) => response.end("ok"));

        // systemd restarts this and keeps what it writes to stderr.
        server.listen(8080);
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      if (!looksLikeStart(node) || isWatched(ctx.relativePath(node))) return undefined;
      return isCovered(node, ctx) ? met(node) : judge(node, ctx);
    },
  },
});

function* judge(call: CallExpression, ctx: RuleContext): Asking<Verdict> {
  const started = yield* startOf(call, ctx);
  if (!started) return undefined;
  const { from, is: what } = started;
  const { module, site } = from.entrance;
  if ((yield* firstStart(module, ctx)) !== call) return undefined;
  const report: Report = {
    at: handleOf(call),
    message: `${what} is started, and nothing listens for errors that nobody catches`,
    why: "the first ends the process with a stack trace on stderr, of which your logger and your alerts hear nothing",
    remedy: "listen to `uncaughtException` and `unhandledRejection`, report what comes and exit with code 1",
    because: from.steps,
    fixes: module === call.getSourceFile() ? yield* fixesFor(site, ctx) : [],
  };
  return report;
}

/** Somewhere in its package or program something is said of what nobody catches. */
function isCovered(call: Node, ctx: RuleContext): boolean {
  const { fileName, text } = call.getSourceFile();
  if (isInElectron(call, ctx)) return true;
  if (supervised.test(text) || commands.test(ctx.commands(fileName))) return true;
  if (lastResorts.some((name) => ctx.dependsOn(fileName, name))) return true;
  const folder = ctx.packageFolder(fileName);
  return ctx.survey(listens).some((file) => ctx.packageFolder(file) === folder || ctx.sharesProgram(call, file));
}

const listens: Survey<true, readonly string[]> = {
  of: (text, file) => (!isTest(file) && policy.test(text) ? true : undefined),
  merge: (parts) => [...parts.keys()],
};

const policy = new RegExp(
  "[\"'`](uncaughtException(Monitor)?|unhandledRejection)[\"'`]|\\bhandle(Exceptions|Rejections)\\b|" +
    "\\b(exception|rejection)Handlers\\b|\\bSentry\\.init\\(|\\bpino\\.final\\(",
);

const supervised = /(\/\/|^\s*\*|\/\*).*\b(supervis\w+|systemd|docker|kubernetes|k8s|pm2|process manager|orchestrat\w+)\b/im;
const commands = /--unhandled-rejections|\b(pm2|forever|nodemon --exitcrash) /;

/** What is called; of a chain of calls, the last name. */
function handleOf({ expression }: CallExpression): Node {
  const isChain = is.isPropertyAccessExpression(expression) && is.isCallExpression(expression.expression);
  return isChain ? expression.name : expression;
}

function* fixesFor(site: Node, ctx: RuleContext): Asking<readonly Fix[]> {
  let statement = site;
  while (!is.isSourceFile(statement.parent)) statement = statement.parent;
  const { eol, indent, semicolon } = layoutOf(site.getSourceFile());
  const listener = function* (event: string, name: string, words: string): Asking<string> {
    const { calling } = yield* reportingAt(statement, words, ctx);
    const lines = [calling(name), "process.exit(1)"].map((line) => `${indent}${line}${semicolon}${eol}`);
    return `process.on("${event}", (${name}) => {${eol}${lines.join("")}})${semicolon}${eol}${eol}`;
  };
  const text =
    (yield* listener("unhandledRejection", "reason", "unhandled rejection")) +
    (yield* listener("uncaughtException", "error", "uncaught exception"));
  return [{
    title: "Report what nobody catches, and exit",
    safety: "suggestion",
    write: (writer) => writer.insertBefore(statement, text),
  }];
}
