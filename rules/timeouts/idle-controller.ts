import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { isArgument, skipWrapping } from "../../core/values.ts";
import { type Report, type Step, type Verdict, defineRule, met } from "../../core/rule.ts";
import { type Asking, type NewExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { controllerIn, isController, takesSignalAlone } from "../operations/controller.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "idle-controller",
  family: "timeouts",
  category: "hardening",
  since: "0.1.0",
  summary: "an `AbortController` that nobody can abort",
  explain: `
    A signal is a promise to be told. The signal of a controller that nothing ever aborts tells nobody anything: the call
    that was given it reads as if it could be stopped, and whoever looks for a timeout there believes to have found one.

    Abort it where the work is to end: in a timer that is cleared in \`finally\`, in the listener that hears of a client that
    went away. Where only a time limit was meant, \`AbortSignal.timeout(…)\` needs no controller. Where nothing is to end
    the work, leave the signal out.

    A controller counts as one that can be aborted as soon as it is used for anything but its \`signal\`: handed on,
    returned, stored, exported, or kept in a field that others can reach.

    **Leave it alone** where a signal that never aborts is what is meant: as a default for a caller that gives none, or
    under a name that says so, such as \`neverAborted\`. Those the rule knows, and it is silent in tests and scripts.
  `,
  examples: [
    {
      title: "Only the signal is used",
      bad: `
        export async function load(url: string): Promise<unknown> {
          const controller = new AbortController();
                             ~~~~~~~~~~~~~~~~~~~~~
          const response = await fetch(url, { signal: controller.signal });
          return response.json();
        }
      `,
      good: `
        export async function load(url: string): Promise<unknown> {
          const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
          return response.json();
        }
      `,
    },
    {
      title: "Somebody can abort it",
      good: `
        export class Poller {
          readonly #stopped = new AbortController();

          async poll(url: string): Promise<unknown> {
            const response = await fetch(url, { signal: this.#stopped.signal });
            return response.json();
          }

          stop(): void {
            this.#stopped.abort();
          }
        }
      `,
    },
  ],
  check: {
    NewExpression(node, ctx) {
      if (!isController(node)) return undefined;
      const path = ctx.relativePath(node);
      return isWatched(path) ? undefined : judge(node, ctx);
    },
  },
});

function* judge(made: NewExpression, ctx: RuleContext): Asking<Verdict> {
  const idle = idleUse(made);
  if (!idle) return undefined;
  const callee = yield* ctx.callee(made);
  if (callee.kind !== "library") return undefined;
  return idle === "held" ? met(made) : found(idle);
}

interface Idle {
  readonly at: Node;
  /** What the controller is called, where it has a name. */
  readonly name?: string;
  readonly because: readonly Step[];
}

/** What becomes of a controller where it is made; undefined where that cannot be seen, or where nobody uses it. */
function idleUse(made: NewExpression): Idle | "held" | undefined {
  let value: Node = made;
  while (skipWrapping(value.parent) === made) value = value.parent;
  const { parent } = value;
  if (is.isPropertyAccessExpression(parent) && parent.expression === value) {
    return parent.name.text === "signal" && isHandedOn(parent) ? { at: parent, because: [] } : undefined;
  }
  const isKept = is.isVariableDeclaration(parent) || is.isPropertyDeclaration(parent);
  if (!isKept || parent.initializer !== value) return undefined;
  if (takesSignalAlone(parent.name)) return { at: made, because: [] };
  const name = parent.name.getText();
  const { held, signals } = controllerIn(parent);
  if (held) return "held";
  const [first] = signals;
  if (!first || meansNever(name) || isReturned(first)) return undefined;
  return { at: made, name, because: [{ at: first, message: "its signal is all that is used" }] };
}

/** Kept, or given to a call as an option that could be left out. Elsewhere it fills a place that must be filled. */
function isHandedOn(signal: Node): boolean {
  let value = signal;
  while (skipWrapping(value.parent) === signal) value = value.parent;
  const { parent } = value;
  if (is.isVariableDeclaration(parent)) return !meansNever(parent.name.getText()) && !isInFunctionOfSuchName(parent);
  return is.isPropertyAssignment(parent) && isArgument(parent.parent);
}

/** What makes a signal for others, such as a default for those who have none. */
function isReturned(signal: Node): boolean {
  return is.isReturnStatement(signal.parent);
}

function isInFunctionOfSuchName(node: Node): boolean {
  for (let at = node.parent; at.kind !== SyntaxKind.SourceFile; at = at.parent) {
    if (isFunction(at)) return meansNever((at as { name?: Node }).name?.getText() ?? "");
  }
  return false;
}

function meansNever(name: string): boolean {
  return /never|noop|dummy|fake|stub|inert|unused/i.test(name) || /^(#?_|NO_|no(ne)?([A-Z]|$))/.test(name);
}

function found({ at, name, because }: Idle): Report {
  return {
    at,
    message: `nobody can abort ${name === undefined ? "this signal: its controller is not kept" : `\`${name}\``}`,
    why: "whoever is given its signal waits for an abort that never comes, and nothing ends the work early",
    remedy: "abort it where the work is to end, hand on `AbortSignal.timeout(…)` instead, or leave the signal out",
    because,
  };
}
