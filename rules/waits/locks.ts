/** Waits for a lock: `async-mutex`, the Web Locks of a page, and `Atomics.wait`. */
import type { Origin } from "../../core/callee.ts";
import type { RuleContext } from "../../core/context.ts";
import { isClass, isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { originsOf, plain } from "../operations/values.ts";
import { isEndless, isRaced, isWaitedFor, leaves, looksAtTime } from "./surroundings.ts";
import { type Wait, amountOf, signalOf, titleOf } from "./wait.ts";

const taking = /^(acquire|runExclusive|waitForUnlock)$/;

/** By syntax alone: may this wait for a lock? */
export function looksLikeLock(call: CallExpression): boolean {
  const callee = plain(call.expression);
  if (!is.isPropertyAccessExpression(callee)) return false;
  const { name, expression } = callee;
  if (name.text === "wait") return expression.getText() === "Atomics";
  if (name.text === "request") return /\blocks$/.test(expression.getText()) && isWaitedFor(call);
  return taking.test(name.text) && isWaitedFor(call);
}

export function* lockWait(call: CallExpression, ctx: RuleContext): Asking<Wait | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library") return undefined;
  const { origin } = callee;
  if (origin.container === "Atomics" && origin.package === "lib") return atomicsWait(call, ctx);
  if (isRaced(call) || looksAtTime(call)) return undefined;
  if (origin.container === "LockManager") return webLock(call, ctx);
  return origin.package === "async-mutex" ? yield* mutexWait(call, origin, ctx) : undefined;
}

function atomicsWait(call: CallExpression, ctx: RuleContext): Wait | undefined {
  const { length } = call.arguments;
  const timeout = call.arguments[3]?.getText();
  if (length < 3 || (timeout !== undefined && timeout !== "Infinity" && timeout !== "undefined")) return undefined;
  if (isWorkerLoop(call)) return undefined;
  const answer = is.isExpressionStatement(call.parent) ? undefined : call;
  const fix: Fix | undefined = answer && {
    title: titleOf(ctx),
    safety: "suggestion",
    write: (writer) => {
      const given = call.arguments[3];
      if (given) writer.replace(given, amountOf(ctx));
      else writer.addArgument(call, amountOf(ctx));
    },
  };
  return {
    at: call.expression,
    message: "`Atomics.wait` has no timeout",
    why: "the whole thread stops until another one wakes it: when that one has died or is stuck, it stops for ever",
    remedy: `pass a timeout as fourth argument, \`${amountOf(ctx)}\`, and look whether the answer is \`"timed-out"\``,
    fixes: fix ? [fix] : [],
  };
}

/** A worker that sleeps until there is something to do, for ever. */
function isWorkerLoop(call: CallExpression): boolean {
  for (let at: Node = call.parent; at && !isFunction(at); at = at.parent) {
    if (isEndless(at) && !leaves(at.statement)) return true;
  }
  return false;
}

/** `navigator.locks.request(name, options?, callback)` */
function webLock(call: CallExpression, ctx: RuleContext): Wait | undefined {
  const [, second, third] = call.arguments;
  const options = third && second && plain(second);
  const callback = plain(third ?? second ?? call);
  if (options && !is.isObjectLiteralExpression(options)) return undefined;
  if (options?.properties.some((each) => !/^["']?(mode)\b/.test(each.getText()))) return undefined;
  return {
    at: call.expression,
    message: `\`${call.expression.getText()}\` waits for the lock with no signal`,
    why: "when another tab or worker hangs while it holds the lock, everybody who asks for it waits for ever",
    remedy: `pass \`{ ${signalOf(ctx)} }\`, or \`ifAvailable\` where the work may be left out`,
    fixes: [
      {
        title: titleOf(ctx),
        safety: "suggestion",
        write: (writer) =>
          options
            ? writer.addProperty(options, "signal", `AbortSignal.timeout(${amountOf(ctx)})`)
            : writer.insertBefore(callback, `{ ${signalOf(ctx)} }, `),
      },
    ],
  };
}

/** One finding for each lock of a file: it is its making that a time is missing from. */
function* mutexWait(call: CallExpression, { container }: Origin, ctx: RuleContext): Asking<Wait | undefined> {
  const callee = plain(call.expression);
  if (!is.isPropertyAccessExpression(callee) || !isFirst(callee.expression)) return undefined;
  const origins = yield* originsOf(plain(callee.expression), ctx);
  const [only, ...more] = origins.kind === "expressions" ? origins.expressions : [];
  const made = only && more.length === 0 ? plain(only) : undefined;
  const making = made && is.isNewExpression(made) ? made : undefined;
  // What `withTimeout` makes is known as the interface alone; the class itself never gives up.
  const givesUp = !making && !/^(Mutex|Semaphore)$/.test(container ?? "");
  if (givesUp) return undefined;
  const name = callee.expression.getText().replace(/\s+/g, "");
  const amount = amountOf(ctx);
  return {
    at: call.expression,
    message: `\`${name}\` is waited for with no timeout`,
    why: "when whoever holds it hangs, everybody who comes after waits for ever",
    remedy: `make it with \`withTimeout(${making?.getText() ?? "new Mutex()"}, ${amount})\`, so that its waits reject`,
    ...(making && { because: [{ at: making, message: "it is made here, with no time" }] }),
    fixes: making && mayBeWrapped(making, call) ? [wrapped(making, ctx)] : [],
  };
}

/** The first wait for a lock, as far as a file's text tells. */
function isFirst(lock: Node): boolean {
  const { text } = lock.getSourceFile();
  const name = lock.getText().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const first = new RegExp(`(?<![\\w$.])${name}\\s*\\.\\s*(acquire|runExclusive|waitForUnlock)\\b`).exec(text);
  return first === null || first.index >= lock.getStart();
}

/** A lock whose type is not written: what `withTimeout` hands back is of another. */
function mayBeWrapped(making: NewExpression, call: CallExpression): boolean {
  if (making.getSourceFile() !== call.getSourceFile()) return false;
  const { parent } = making;
  if (is.isVariableDeclaration(parent)) return !parent.type;
  return is.isPropertyDeclaration(parent) && !parent.type && isClass(parent.parent);
}

function wrapped(making: NewExpression, ctx: RuleContext): Fix {
  return {
    title: `${titleOf(ctx)}, on every wait for it`,
    safety: "suggestion",
    write: (writer) => {
      const guard = writer.importName("withTimeout", "async-mutex");
      writer.replace(making, `${guard}(${writer.text(making)}, ${amountOf(ctx)})`);
    },
  };
}
