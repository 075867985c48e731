/** What guards a boundary's callback: the project's own wrapper for such, or the standard one where it is at hand. */
import type { RuleContext } from "../../core/context.ts";
import { type Callable, isFunction, returnedValues } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { isSaidTo } from "../shared/tags.ts";
import { exportedFunctions, ownName } from "./exported.ts";
import { standardName } from "./standard.ts";

/** How a boundary wants its failures: handed to Express's `next`, or kept. */
export interface Wish {
  readonly answers?: "next" | "http";
  /** What stands in the log. */
  readonly name: string;
}

/** Wraps the callback in a function of the project that takes one and gives back one that cannot reject. */
export function* ownGuard(callback: Node, { answers }: Wish, ctx: RuleContext): Asking<Fix | undefined> {
  for (const { name, fn, file } of yield* exportedFunctions("catch", callback, ctx)) {
    if (!isSaidTo("catch", fn, ctx) && !guards(fn, answers)) continue;
    if (fn.parameters.length !== 1) continue;
    const use = yield* ownName(name, file, callback.getSourceFile(), ctx);
    return {
      title: `Guard it with \`${name}\``,
      safety: "suggestion",
      write(writer) {
        writer.insertBefore(callback, `${use(writer)}(`);
        writer.insertAfter(callback, ")");
      },
    };
  }
  return undefined;
}

/** Only where the project has it already: elsewhere a `try` says the same with less. */
export function standardGuard(callback: Node, { answers, name }: Wish, ctx: RuleContext): Fix | undefined {
  const { use, source } = standardName("guard", "guard", callback, ctx);
  if (source !== undefined) return undefined;
  const boundary = answers === "next" ? `{ name: ${JSON.stringify(name)}, answer: "next" }` : JSON.stringify(name);
  return {
    title: "Guard it with `guard`",
    safety: "suggestion",
    write(writer) {
      writer.insertBefore(callback, `${use(writer)}(${boundary}, `);
      writer.insertAfter(callback, ")");
    },
  };
}

/**
 * `(handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next)`, and the like with a `try`. One that
 * hands failures to `next` is for routes alone, and one that does not is not for them.
 */
function guards(fn: Callable, answers: Wish["answers"]): boolean {
  const [handler] = fn.parameters;
  if (!handler || !is.isIdentifier(handler.name)) return false;
  const [made, ...others] = returnedValues(fn).map(skipWrapping);
  if (!made || others.length > 0 || !isFunction(made) || !made.body) return false;
  const text = made.body.getText();
  if (!new RegExp(`(?<![\\w$.])${handler.name.text}(?:\\(|\\.(?:call|apply)\\()`).test(text)) return false;
  const handsOn = /\.catch\(\s*next\s*\)|\bnext\(\s*\w*[eE]rr?(?:or)?\w*\s*\)/.test(text);
  return answers === "next" ? handsOn : !handsOn && answers === undefined && catchesAll(made.body);
}

function catchesAll(body: Node): boolean {
  const { text } = body.getSourceFile();
  const own = text.slice(body.getStart(), body.end);
  return !/\bthrow\b/.test(own) && (/\.catch\(/.test(own) || /\bcatch\s*(?:\(\w+(?:\s*:\s*\w+)?\))?\s*\{/.test(own));
}
