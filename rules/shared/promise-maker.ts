/** `new Promise((resolve, reject) => …)`: what its executor is given, and how a fix rejects. */
import type { Questions } from "../../core/context.ts";
import { type Callable, isFunction } from "../../core/functions.ts";
import { type Asking, type NewExpression, type Node, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Writer } from "../../core/writer.ts";
import { mentions } from "./mentions.ts";

/** By syntax alone: the value that a promise's constructor is given. */
export function executorOf(made: NewExpression): Node | undefined {
  if (!is.isIdentifier(made.expression) || made.expression.text !== "Promise") return undefined;
  const [executor, ...more] = made.arguments ?? [];
  return executor && more.length === 0 && !is.isSpreadElement(executor) ? skipWrapping(executor) : undefined;
}

/** Whether it is the language's own promise, and not a namesake. */
export function* makesPromise(made: NewExpression, ctx: Questions): Asking<boolean> {
  const callee = yield* ctx.callee(made);
  return callee.kind === "library" && callee.origin.package === "lib";
}

/** The promise that a function written out makes, as its executor. */
export function madeWith(executor: Node): NewExpression | undefined {
  let at = executor;
  while (at.parent && skipWrapping(at.parent) === executor) at = at.parent;
  return is.isNewExpression(at.parent) && executorOf(at.parent) === executor ? at.parent : undefined;
}

export function settlersOf({ parameters }: Callable): { readonly resolve?: string; readonly reject?: string } {
  const [resolve, reject] = parameters.map(({ name }) => (is.isIdentifier(name) ? name.text : undefined));
  return { ...(resolve && { resolve }), ...(reject && { reject }) };
}

export interface Rejecter {
  readonly name: string;
  /** Adds the parameter where the executor has none. */
  readonly take: (writer: Writer) => void;
}

/** How a fix names the function that rejects; undefined where it has no way to. */
export function rejecterOf(executor: Callable): Rejecter | undefined {
  const { reject } = settlersOf(executor);
  if (reject) return { name: reject, take: () => {} };
  const [only, ...more] = executor.parameters;
  if (!only || only.dotDotDotToken || more.length > 0 || mentions(executor, "reject")) return undefined;
  const before = executor.getSourceFile().text.slice(executor.getStart(), only.getStart());
  const isBare = !/\(\s*$/.test(before);
  return {
    name: "reject",
    take(writer) {
      if (isBare) writer.insertBefore(only, "(");
      writer.insertAfter(only, isBare ? ", reject)" : ", reject");
    },
  };
}

/** Whether a value is a function that is written out where it is given to `new Promise`. */
export function isExecutor(value: Node): value is Callable {
  return isFunction(value) && madeWith(value) !== undefined;
}
