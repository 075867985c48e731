import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { optionArguments } from "../operations/bounded.ts";
import { type OperationCall, looksLikeOperation, operationAt } from "../operations/operation.ts";
import { optionsBound } from "../operations/options.ts";
import { placeOf, write } from "../operations/place.ts";
import { type SignalInScope, signalInScope, signalOf } from "../operations/signals-in-scope.ts";
import { signalOption } from "../operations/signal.ts";
import { plain } from "../operations/values.ts";
import { calleeName } from "../operations/words.ts";
import { isWatched } from "../shared/paths.ts";
import { perFile } from "../shared/per-file.ts";

export default defineRule({
  id: "dropped-signal",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "an abort signal that a function was given and does not hand on",
  explain: `
Whoever passes an \`AbortSignal\` will one day abort it: the request was cancelled, its time is up, the program is ending. That
helps only when the signal reaches what is being waited for. A function that takes a signal and starts work without it
looks as if it could be stopped. It cannot: its caller gives up, and the work goes on, with its connection and its
memory, and under load that is the work of all the requests that nobody waits for any more.

Hand the signal on. Where the call needs a time of its own as well, combine the two:
\`AbortSignal.any([signal, AbortSignal.timeout(5_000)])\` ends with the first of them. A timeout written in place of
the caller's signal is found too, because it makes the work deaf to the caller.

Looked at are calls that are waited for, to operations of the catalog and to functions of the workspace that take a signal.

**Leave it alone** where the work is meant to outlive its caller, such as releasing a lock or writing an audit entry after
an abort, and say so with an ignore comment. Calls in \`catch\` and \`finally\`, listeners and timers are not looked at, nor
tests and scripts.
`,
  examples: [
    {
      title: "The signal stops at the function",
      bad: `export async function load(id: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(\`https://api.example/items/\${id}\`);
                         ~~~~~
  return response.json();
}
`,
      fix: `export async function load(id: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(\`https://api.example/items/\${id}\`, { signal });
  return response.json();
}
`,
      good: `export async function load(id: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(\`https://api.example/items/\${id}\`, { signal });
  return response.json();
}
`,
    },
    {
      title: "A timeout in place of the caller's signal",
      bad: `export async function load(signal: AbortSignal): Promise<unknown> {
  const response = await fetch("https://api.example/items", { signal: AbortSignal.timeout(5_000) });
                         ~~~~~
  return response.json();
}
`,
      fix: `export async function load(signal: AbortSignal): Promise<unknown> {
  const response = await fetch("https://api.example/items", { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
  return response.json();
}
`,
      good: `export async function load(signal: AbortSignal): Promise<unknown> {
  const both = AbortSignal.any([signal, AbortSignal.timeout(5_000)]);
  const response = await fetch("https://api.example/items", { signal: both });
  return response.json();
}
`,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      if (!speaksOfSignals(node.getSourceFile())) return undefined;
      const signal = signalInScope(node);
      if (!signal || !isAwaited(node) || isMentioned(signal, node) || isAside(node)) return undefined;
      const path = ctx.relativePath(node);
      return isWatched(path) ? undefined : judge(node, signal, ctx);
    },
  },
});

/** Signals have their name nearly everywhere. */
const speaksOfSignals = perFile(({ text }) => /\b(abort)?signal\b|\bAbortSignal\b/i.test(text));

function* judge(call: CallExpression, signal: SignalInScope, ctx: RuleContext): Asking<Verdict> {
  const operation = looksLikeOperation(call, ctx) ? yield* operationAt(call, ctx) : undefined;
  return operation ? yield* judgeOperation(operation, signal, ctx) : yield* judgeFunction(call, signal, ctx);
}

function* judgeOperation(operation: OperationCall, signal: SignalInScope, ctx: RuleContext): Asking<Verdict> {
  const { call, entry } = operation;
  const option = signalOption(entry);
  const { options } = operation.operation;
  if (option === undefined || options.length === 0) return undefined;
  const replaced = replacedSignal(call, option);
  if (replaced) return replacing(call, signal, replaced);
  const given = yield* optionArguments(operation, ctx);
  if (given === "unknown") return undefined;
  for (const argument of given) {
    if ((yield* optionsBound(argument, { [option]: "signal" }, ctx)) !== "unbounded") return met(call);
  }
  const place = yield* placeOf(operation, ctx);
  const fix: Fix | undefined = place && {
    title: `Hand \`${signal.text}\` on`,
    safety: "suggestion",
    write: (writer) => write(writer, place, [{ option, value: signal.text }]),
  };
  return dropping(call, signal, fix ? [fix] : []);
}

/** A function of the workspace that takes a signal, in a parameter of its own or among options. */
function* judgeFunction(call: CallExpression, signal: SignalInScope, ctx: RuleContext): Asking<Verdict> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "functions" || callee.open || callee.functions.length !== 1) return undefined;
  const [fn] = callee.functions;
  const taken = fn && signalOf(fn);
  if (!fn || !isFunction(fn) || !taken) return undefined;
  const position = (fn.parameters as readonly Node[]).indexOf(taken.parameter);
  const argument = call.arguments[position];
  if (call.arguments.some((each) => is.isSpreadElement(each))) return undefined;
  const isOwn = !/[.]/.test(taken.text) && !is.isObjectBindingPattern((taken.parameter as Node & { readonly name: Node }).name);
  if (!argument) {
    if (call.arguments.length !== position) return dropping(call, signal, []);
    const text = isOwn ? signal.text : undefined;
    const title = `Hand \`${signal.text}\` on`;
    return dropping(call, signal, text === undefined ? [] : [{ title, safety: "suggestion", write: (writer) => writer.addArgument(call, text) }]);
  }
  const value = plain(argument);
  if (isOwn) return value.getText() === "undefined" ? dropping(call, signal, []) : undefined;
  if (!is.isObjectLiteralExpression(value) || value.properties.some((each) => is.isSpreadAssignment(each))) return undefined;
  const option = taken.text.split(".").at(-1) ?? "signal";
  return value.properties.some((each) => !is.isSpreadAssignment(each) && each.name?.getText() === option)
    ? undefined
    : dropping(call, signal, [{ title: `Hand \`${signal.text}\` on`, safety: "suggestion", write: (writer) => writer.addProperty(value, option, signal.text) }]);
}

function dropping(call: CallExpression, signal: SignalInScope, fixes: readonly Fix[]): Report {
  return {
    at: call.expression,
    message: `\`${calleeName(call)}\` is not given \`${signal.text}\``,
    why: "when the caller aborts, it goes on all the same, and nobody waits for what it brings",
    remedy: `hand \`${signal.text}\` on to it`,
    because: [{ at: signal.parameter, message: "the signal comes in here" }],
    fixes,
  };
}

function replacing(call: CallExpression, signal: SignalInScope, replaced: Node): Report {
  const both = `AbortSignal.any([${signal.text}, ${replaced.getText()}])`;
  const fixes: Fix[] = signal.optional
    ? []
    : [{ title: "Listen to both signals", safety: "suggestion", write: (writer) => writer.replace(replaced, both) }];
  return {
    at: call.expression,
    message: `\`${calleeName(call)}\` listens to a timeout of its own and not to \`${signal.text}\``,
    why: "when the caller aborts, it goes on until its own time is up",
    remedy: `combine them: \`${both.replace(/\s+/g, " ")}\``,
    because: [{ at: signal.parameter, message: "the signal comes in here" }],
    fixes,
  };
}

/** `signal: AbortSignal.timeout(…)` among the options that are written out. */
function replacedSignal(call: CallExpression, option: string): Node | undefined {
  for (const argument of call.arguments) {
    const value = plain(argument);
    if (!is.isObjectLiteralExpression(value)) continue;
    for (const property of value.properties) {
      if (!is.isPropertyAssignment(property) || property.name.getText() !== option) continue;
      return /^AbortSignal\.timeout\(/.test(property.initializer.getText()) ? property.initializer : undefined;
    }
  }
  return undefined;
}

/** Somebody waits for it: what is started and left is work in the background, mostly on purpose. */
function isAwaited(call: Node): boolean {
  for (let at: Node = call; ; at = at.parent) {
    const { parent } = at;
    if (is.isAwaitExpression(parent) || is.isReturnStatement(parent) || is.isYieldExpression(parent)) return true;
    if (is.isArrowFunction(parent)) return parent.body === at;
    const isLink = is.isPropertyAccessExpression(parent) && /^(then|catch|finally|json|text|timeout)$/.test(parent.name.text);
    const isPassing =
      is.isParenthesizedExpression(parent) || is.isAsExpression(parent) || is.isNonNullExpression(parent) || isLink ||
      (is.isCallExpression(parent) && (parent.expression === at || /^Promise\.\w+$/.test(parent.expression.getText()))) ||
      is.isArrayLiteralExpression(parent);
    if (!isPassing) return false;
  }
}

/** The statement around the call, or the call itself, uses the signal: somebody deals with it there. */
function isMentioned({ text }: SignalInScope, call: Node): boolean {
  let statement = call;
  while (!isFunction(statement.parent) && !is.isBlock(statement.parent) && !is.isSourceFile(statement.parent)) statement = statement.parent;
  const name = text.replace(/\?/g, "").replaceAll(".", "\\??\\.").replaceAll("$", "\\$");
  const options = /[.]/.test(text) ? text.split(/\?*\./)[0] : undefined;
  // Options that are handed on whole take their signal along.
  const whole = options === undefined ? "" : `|(?<![\\w$.])${options}(?!\\??[\\w$.:])`;
  return new RegExp(`(?<![\\w$.])${name}(?![\\w$])(?!\\s*:)${whole}`).test(statement.getText());
}

/** In `catch`, in `finally`, or after a look at whether it was aborted: what is tidied up must run to its end. */
function isAside(call: Node): boolean {
  for (let at: Node = call; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (is.isCatchClause(parent) || (is.isTryStatement(parent) && parent.finallyBlock === at)) return true;
    if (is.isIfStatement(parent) && /aborted/.test(parent.expression.getText())) return true;
  }
  return false;
}
