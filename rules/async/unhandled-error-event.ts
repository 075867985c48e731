import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction } from "../../core/functions.ts";
import { identifiers } from "../../core/references.ts";
import { type Met, type Report, type Step, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Asking, Node, PropertyAccessExpression } from "../../core/ts.ts";
import { is } from "../../core/ts.ts";
import type { Emitter } from "../catalog/entry.ts";
import { type Fate, type Use, fateOf, fateOfNamed, parameterOf } from "../emitters/fate.ts";
import { fixesFor, fixesForParameter, fixesForProperty } from "../emitters/fixes.ts";
import { type Making, callbackFor, emitterNamed, emittersOf, mayBeEmitter, mayEmit } from "../emitters/made.ts";
import { isHeardByOthers, listenerOf } from "../emitters/others.ts";
import { categoryOf, isDealtWith, wordsFor } from "../emitters/words.ts";
import { runsInBrowser } from "../shared/browser.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "unhandled-error-event",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "an emitter whose `error` event ends the process, and to which nobody listens",
  explain: `
    Sockets, streams, child processes, workers, pools and clients tell of their failure by an \`error\` event. No
    \`try\` sees it and no promise rejects with it. Where nobody listens, Node throws the error instead, and the process
    ends: because one client hung up, because the database was restarted, because a file was not there.

    Listen to \`error\` where the thing is made or received, and report what it says: most clients connect again by
    themselves once somebody listens. \`a.pipe(b)\` hands no error on: each end of a pipe needs a listener;
    \`pipeline\` of \`node:stream\` listens to all of them, closes them and says it once.

    What emits such errors is known of each package by running it. A client of \`ioredis\`, a worker of BullMQ, a pool
    of \`mysql2\` and the two sides of an HTTP exchange bring no process down, and are left alone. A client that is
    checked out of a pool of \`pg\` does: the pool's own listener is taken off for that time.

    **Leave it alone** where \`pipeline\`, \`finished\`, \`for await\` or \`events.once\` takes the failure: nothing is
    reported then, nor where the thing is handed to code that may listen and cannot be seen. A server whose port is
    taken mostly should end the process: it is reported as hardening alone. In tests and scripts nothing is reported.
  `,
  examples: [
    {
      title: "The database is restarted, and the process ends",
      bad: `
        import { EventEmitter } from "node:events";
        import { connect } from "node:net";

        export function follow(port: number, prices: EventEmitter) {
          const socket = connect(port, "prices.example");
                         ~~~~~~~
          socket.on("data", (data) => prices.emit("price", data));
        }
      `,
      fix: `
        import { EventEmitter } from "node:events";
        import { connect } from "node:net";

        export function follow(port: number, prices: EventEmitter) {
          const socket = connect(port, "prices.example");
          socket.on("error", (error) => console.error("socket failed:", error));
          socket.on("data", (data) => prices.emit("price", data));
        }
      `,
    },
    {
      title: "A pipe hands no error on",
      bad: `
        import { createReadStream } from "node:fs";
        import type { ServerResponse } from "node:http";

        export function send(path: string, response: ServerResponse) {
          createReadStream(path).pipe(response);
          ~~~~~~~~~~~~~~~~
        }
      `,
      fix: `
        import { createReadStream } from "node:fs";
        import type { ServerResponse } from "node:http";
        import { pipeline } from "node:stream";

        export function send(path: string, response: ServerResponse) {
          pipeline(createReadStream(path), response, (error) => {
            if (error) console.error("stream failed:", error);
          });
        }
      `,
    },
    {
      title: "A program that may not be there",
      good: `
        import { spawn } from "node:child_process";

        export function convert(file: string) {
          const child = spawn("convert", [file, "out.png"]);
          child.on("error", (error) => console.error("convert could not be started:", error));
        }
      `,
    },
  ],
  check: {
    CallExpression: (call, ctx) => (mayEmit(call, ctx) && isMeant(call, ctx) ? judgeCall(call, ctx) : undefined),
    NewExpression: (made, ctx) => (mayEmit(made, ctx) && isMeant(made, ctx) ? judgeCall(made, ctx) : undefined),
    PropertyAccessExpression(access, ctx) {
      return mayBeEmitter(access, ctx) && isMeant(access, ctx) ? judgeProperty(access, ctx) : undefined;
    },
  },
});

/** Whoever runs a test or a script sees how it ends, and in a page nothing does. */
function isMeant(node: Node, ctx: RuleContext): boolean {
  return !isWatched(ctx.relativePath(node)) && !runsInBrowser(node, ctx);
}

function* judgeCall(call: Making, ctx: RuleContext): Asking<Verdict> {
  const verdicts: (Report | Met)[] = [];
  let isMade = false;
  for (const emitter of yield* emittersOf(call, ctx)) {
    // What a call makes is one thing, by whichever line of the catalog that speaks of it.
    if (!emitter.given && isMade) continue;
    isMade ||= !emitter.given;
    const verdict = emitter.given ? yield* judgeGiven(emitter, call, ctx) : yield* judgeMade(emitter, call, ctx);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

function* judgeMade(emitter: Emitter, call: Making, ctx: RuleContext): Asking<Report | Met | undefined> {
  const fate = yield* fateOf(call, emitter.promised === true, ctx);
  if (fate.kind !== "unwatched") return verdictOn(fate, call);
  // A server that does not listen has no port.
  const listens = fate.uses.some(({ member }) => member === "listen") || /\bport\b/.test(call.getText());
  if (emitter.is === "server" && !listens) return undefined;
  if (emitter.by !== undefined && !fate.uses.some(({ member }) => member === emitter.by)) return met(call);
  if (isDealtWith(emitter, call, ctx)) return met(call);
  if (!emitter.promised && (yield* ctx.promised(call)).thenable) return undefined;
  const pipes = fate.uses.filter(({ pipe }) => pipe);
  const near = pipes.filter(({ node }) => node.getSourceFile() === call.getSourceFile());
  const at = near[0] && near[0].node !== call ? near[0].node : call.expression;
  return {
    at,
    ...wordsFor(emitter, pipes.length > 0, call, ctx),
    category: categoryOf(emitter, call, ctx),
    because: at === call.expression ? pipedFrom(pipes, near) : [{ at: call.expression, message: "made here" }],
    fixes: emitter.remedy === undefined ? yield* fixesFor(call, emitter.is, near, ctx) : [],
  };
}

/** A pipe in another file. */
function pipedFrom(pipes: readonly Use[], near: readonly Use[]): readonly Step[] {
  const far = pipes.find((use) => !near.includes(use));
  return far ? [{ at: far.node, message: "piped here" }] : [];
}

function* judgeGiven(emitter: Emitter, call: Making, ctx: RuleContext): Asking<Report | Met | undefined> {
  const callback = callbackFor(emitter, call);
  if (!callback || !emitter.given) return undefined;
  const fn = yield* listenerOf(call, ctx);
  const parameter = fn && parameterOf(fn, emitter.given.parameter);
  if (!parameter) return undefined;
  const fate = yield* fateOfNamed(parameter, ctx);
  if (fate.kind !== "unwatched") return verdictOn(fate, call);
  if (yield* isHeardByOthers(call, emitter.given, ctx)) return undefined;
  const { name } = parameter as Node & { readonly name: Node };
  return {
    // A finding stands in the file that is looked at.
    at: fn === callback ? name : callback,
    ...wordsFor(emitter, false, call, ctx),
    category: categoryOf(emitter, call, ctx),
    ...(fn !== callback && { because: [{ at: name, message: "is given here" }] }),
    fixes: fn === callback ? yield* fixesForParameter(parameter as Node & { readonly name: Node }, emitter.is, ctx) : [],
  };
}

/** `child.stdin.write(…)`: its first use speaks for all, and whoever listens to one in a file may listen to each. */
function* judgeProperty(access: PropertyAccessExpression, ctx: RuleContext): Asking<Verdict> {
  const emitter = yield* emitterNamed(access, ctx);
  if (!emitter) return undefined;
  let first: Use | undefined;
  for (const name of identifiers(access.getSourceFile(), access.name.text)) {
    const { parent } = name;
    if (!is.isPropertyAccessExpression(parent) || parent.name !== name) continue;
    const fate = yield* fateOf(parent, false, ctx);
    if (fate.kind !== "unwatched") return verdictOn(fate, access);
    const writing = isSame(parent, access) ? fate.uses.find(isWriting) : undefined;
    if (writing) first ??= { ...writing, node: parent };
  }
  if (first?.node !== access) return undefined;
  return {
    at: access,
    ...wordsFor(emitter, first.pipe !== undefined, access, ctx),
    category: categoryOf(emitter, access, ctx),
    fixes: yield* fixesForProperty(access, emitter.is, ctx),
  };
}

/** Of the same field, or of a variable of the same name in the same function. */
function isSame(one: PropertyAccessExpression, other: PropertyAccessExpression): boolean {
  const holder = one.expression.getText();
  if (holder !== other.expression.getText()) return false;
  return holder.startsWith("this.") || enclosingFunction(one) === enclosingFunction(other);
}

function isWriting({ pipe, member, node }: Use): boolean {
  if (pipe) return pipe.as === "end";
  const call = node.parent;
  return member === "write" || (member === "end" && is.isCallExpression(call) && call.arguments.length > 0);
}

function verdictOn(fate: Fate, node: Node): Met | undefined {
  return fate.kind === "watched" ? met(node) : undefined;
}
