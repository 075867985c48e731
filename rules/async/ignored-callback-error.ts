import type { RuleContext } from "../../core/context.ts";
import { type Callable, isFunction, isGenerator } from "../../core/functions.ts";
import { type Fix, type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import type { Shape } from "../../core/shapes.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import { callbackName, errorName, isErrorFirst, isRequest } from "../callbacks/error-first.ts";
import { handingOn } from "../callbacks/handing-on.ts";
import { isTested } from "../callbacks/tested.ts";
import { needsNoLook, tidiesUp } from "../catalog/callbacks.ts";
import { brief } from "../shared/floating-words.ts";
import { mentions } from "../shared/mentions.ts";
import { isWatched } from "../shared/paths.ts";
import { isExecutor, madeWith, settlersOf } from "../shared/promise-maker.ts";
import { usesOf } from "../shared/uses.ts";

export default defineRule({
  id: "ignored-callback-error",
  family: "async",
  category: "risk",
  since: "0.1.0",
  summary: "a Node-style callback that never looks at its error",
  explain: `
    A callback of Node's kind is called whether the work was done or not: its first parameter says which. One that does
    not look at it goes on after a failure as if there were none. What it was to get is \`undefined\`, so that it throws
    where nobody catches, which ends the process; or it reports a success that was none. The error itself is lost.

    Begin the callback with its error: reject the promise that it is to settle, hand the error to the callback or the
    \`next\` that is in scope, or report it and return. Or use the function's promise, which cannot be ignored so quietly.

    **Leave it alone** where the call cannot fail. That is known of some, such as \`randomBytes\`, and of those whose
    failure shows elsewhere, such as a stream's \`write\`. A callback that tests its result before it uses that, as in
    \`if (!data) return\`, is silent as well. Where the call only tidies up, such as \`unlink\` or \`close\`, the finding is a
    hardening. An underscore before the name is no reason: it says that the error is ignored, not why that is right.

    Whether a callback is of Node's kind is read off the declared type of what it is given to, in Node, in a library or in
    your own code. Listeners, and functions that are there for errors, are not meant. Tests and scripts are left out.
  `,
  examples: [
    {
      title: "Saved, or so it says",
      bad: `
        import { writeFile } from "node:fs";

        export function save(path: string, text: string): Promise<void> {
          return new Promise((resolve) => {
            writeFile(path, text, () => resolve());
                                  ~~~~~
          });
        }
      `,
      fix: `
        import { writeFile } from "node:fs";

        export function save(path: string, text: string): Promise<void> {
          return new Promise((resolve, reject) => {
            writeFile(path, text, (error) => {
              if (error) return reject(error);
              resolve();
            });
          });
        }
      `,
    },
    {
      title: "The length of nothing",
      bad: `
        import { readFile } from "node:fs";

        export function size(path: string, callback: (error: Error | null, size?: number) => void) {
          readFile(path, (err, data) => {
                          ~~~
            callback(null, data.length);
          });
        }
      `,
      fix: `
        import { readFile } from "node:fs";

        export function size(path: string, callback: (error: Error | null, size?: number) => void) {
          readFile(path, (err, data) => {
            if (err) return callback(err);
            callback(null, data.length);
          });
        }
      `,
    },
    {
      title: "The promise cannot be ignored so quietly",
      good: `
        import { writeFile } from "node:fs/promises";

        export async function save(path: string, text: string): Promise<void> {
          await writeFile(path, text);
        }
      `,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const name = nameNode(skipWrapping(node.expression))?.getText() ?? "";
      if (takesOthers.test(name)) return undefined;
      const unlooking = node.arguments.flatMap((argument) => unlookingOf(argument) ?? []);
      if (isWatched(ctx.relativePath(node))) return undefined;
      return unlooking.length > 0 ? judge(node, name, unlooking, ctx) : node.arguments.filter(looks).map(met);
    },
  },
});

interface Unlooking {
  readonly argument: Node;
  readonly callback: Callable | undefined;
}

/** What is called with functions all day, none of them Node's callbacks. */
const takesOthers = new RegExp(
  `^(${[
    "setTimeout", "setInterval", "setImmediate", "nextTick", "queueMicrotask", "then", "catch", "finally", "map",
    "forEach", "filter", "find\\w*", "some", "every", "reduce\\w*", "flatMap", "sort", "replace", "from",
    "describe", "it", "test", "before", "after", "beforeEach", "afterEach", "beforeAll", "afterAll", "expect",
    "use[A-Z]\\w*", "on", "once", "addListener", "addEventListener", "push", "emit", "render", "createElement",
    "\\$?transaction",
  ].join("|")})$`,
);

/** A callback that does not look at its first parameter, or has none; or what stands for such a one. */
function unlookingOf(argument: Node): Unlooking | undefined {
  const value = skipWrapping(argument);
  if (isNoop(value) || isResolve(value)) return { argument, callback: undefined };
  if (!isFunction(value) || isGenerator(value) || !value.body) return undefined;
  const [first] = value.parameters;
  if (!first) return isValue(value.body) || mentions(value.body, "arguments") ? undefined : { argument, callback: value };
  if (!is.isIdentifier(first.name) || first.dotDotDotToken || first.initializer) return undefined;
  if (!errorName.test(first.name.text) && !/^_+\w*$/.test(first.name.text)) return undefined;
  if (mentions(value.body, "arguments") || usesOf(first.name, value).length > 0) return undefined;
  const others = value.parameters.slice(1).map(({ name }) => name.getText());
  const isHandler = others.some((name) => isRequest(name) || callbackName.test(name));
  return isHandler ? undefined : { argument, callback: value };
}

/** `() => User` is there for what it stands for. */
function isValue(body: Node): boolean {
  const value = skipWrapping(body);
  const isName = is.isIdentifier(value) || is.isPropertyAccessExpression(value);
  return isName || is.isObjectLiteralExpression(value) || is.isArrayLiteralExpression(value);
}

/** By its names it is of Node's kind, and does look at its error. */
function looks(argument: Node): boolean {
  const value = skipWrapping(argument);
  return isFunction(value) && value.parameters.length > 1 && /^(err|error)$/.test(value.parameters[0]?.name.getText() ?? "");
}

function isNoop(value: Node): boolean {
  return /^((_|lodash)\.)?noop$/.test(value.getText());
}

/** `await new Promise((resolve) => readFile(path, resolve))`, which is over when the file cannot be read. */
function isResolve(value: Node): boolean {
  if (!is.isIdentifier(value)) return false;
  let at: Node = value;
  while (at && !isFunction(at)) at = at.parent;
  if (!at || !isExecutor(at) || settlersOf(at).resolve !== value.text) return false;
  const awaiting = madeWith(at)?.parent;
  return awaiting !== undefined && is.isAwaitExpression(awaiting) && is.isExpressionStatement(awaiting.parent);
}

function* judge(
  call: CallExpression, name: string, unlooking: readonly Unlooking[], ctx: RuleContext,
): Asking<Verdict> {
  const callee = yield* ctx.callee(call);
  const origin = callee.kind === "library" ? callee.origin : undefined;
  if (origin?.package === "lib") return undefined;
  for (const { argument, callback } of unlooking) {
    const shape = yield* ctx.shapeWanted(argument);
    const isMeant = shape ? isErrorFirst(shape, name) : callback !== undefined && isByConvention(callback, name);
    if (!isMeant) continue;
    if ((origin && needsNoLook(origin)) || (callback && looksAtResult(callback))) return met(argument);
    if (callback && tidiesUp(name) && handsOnAnother(callback)) return met(argument);
    if (origin?.package === "node" && isTolerant(call, origin.member, callback)) return met(argument);
    if (origin && /^express/.test(origin.package) && name === "listen" && !asksListener(call, ctx)) return undefined;
    const mayFix = callback && mayBeWritten(callback, shape);
    const fixes = mayFix ? yield* handingOn(callback, brief(call.expression), ctx) : [];
    return reportOf(call, name, argument, callback, fixes);
  }
  return undefined;
}

/** Where no type says what is given, the names of the callback's own parameters have to. */
function isByConvention({ parameters }: Callable, member: string): boolean {
  const [first, second] = parameters;
  if (!first || !second || !/^_?(err|error)$/.test(first.name.getText())) return false;
  const any = { kind: "any" as const, nullable: true, optional: true };
  const shape = parameters.map(({ name }) => ({ name: name.getText(), ...any }));
  return isErrorFirst({ parameters: shape, givesNothing: true }, member);
}

/** Its listener is told of a failure, which that of Express 4 is not, and nobody listens to the server itself. */
function asksListener(call: Node, ctx: RuleContext): boolean {
  const { fileName, text } = call.getSourceFile();
  return (ctx.majorVersion(fileName, "express") ?? 0) >= 5 && !/\.(on|once)\(\s*["'`]error["'`]/.test(text);
}

/** Something has failed already, and that is what who waits is told: `close(file, () => reject(error))`. */
function handsOnAnother({ body }: Callable): boolean {
  return body !== undefined && /[(,]\s*(e|er|err|error)\s*[,)]/.test(body.getText());
}

/** A command that says nothing of its failure, or is asked by what it wrote; a stream's end, whatever it is. */
function isTolerant({ arguments: [first] }: CallExpression, member: string, callback: Callable | undefined): boolean {
  const parameters = callback?.parameters ?? [];
  if (member === "finished") return parameters.length === 0;
  if (member !== "exec" && member !== "execFile") return false;
  const [, , errors] = parameters;
  const asksErrors = errors && callback?.body && mentions(callback.body, errors.name.getText());
  return asksErrors || /2>|\|\|/.test(first?.getText() ?? "");
}

/** It finds out by the result whether there was a failure. */
function looksAtResult({ parameters, body }: Callable): boolean {
  if (!body) return false;
  return parameters.slice(1).some(({ name }) => is.isIdentifier(name) && usesOf(name, body).some((use) => isTested(use)));
}

/** An expression's value may be wanted, and then is not to become a statement. */
function mayBeWritten({ body }: Callable, shape: Shape | undefined): boolean {
  return body !== undefined && (is.isBlock(body) || shape?.givesNothing === true);
}

function reportOf(
  call: CallExpression, name: string, argument: Node, callback: Callable | undefined, fixes: readonly Fix[],
): Report {
  const first = callback?.parameters[0];
  const what = brief(call.expression);
  const tidies = tidiesUp(name);
  const result = callback?.parameters.slice(1).find((each) => usesOf(each.name, callback).length > 0);
  const message = first
    ? `this callback of \`${what}\` never looks at its error`
    : callback
      ? `this callback of \`${what}\` takes no error`
      : `\`${brief(argument)}\` does not look at the error that \`${what}\` gives it`;
  const state = /^exec/.test(name) ? "empty or cut off" : "not there";
  const goesOn = result
    ? `if the call fails, \`${result.name.getText()}\` is ${state}, and the code goes on with it`
    : "if the call fails, the code goes on as if it had not";
  return {
    at: first ? first.name : headOf(argument, callback),
    message,
    why: tidies ? "if the call fails, nobody learns of it" : `${goesOn}; nobody learns why`,
    remedy: "look at the error first: reject, hand it on, or report it and return",
    ...(tidies && { category: "hardening" as const }),
    fixes,
  };
}

function headOf(argument: Node, callback: Callable | undefined): Report["at"] {
  if (!callback?.body) return argument;
  const start = callback.getStart();
  const head = callback.getSourceFile().text.slice(start, callback.body.getStart());
  return { node: callback, span: { start, end: start + head.trimEnd().length } };
}
