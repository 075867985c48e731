import type { RuleContext } from "../../core/context.ts";
import { type Report, type Verdict, defineRule } from "../../core/rule.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import type { Bounding, Entry } from "../catalog/entry.ts";
import { amount, longest } from "../operations/amounts.ts";
import { looksLikeClient, makerAt } from "../operations/makers.ts";
import { looksLikeOperation, operationAt } from "../operations/operation.ts";
import { amountOf } from "../operations/remedies.ts";
import { constantOf, plain } from "../operations/values.ts";
import { isWatched } from "../shared/paths.ts";

export default defineRule({
  id: "disabled-timeout",
  family: "timeouts",
  category: "risk",
  since: "0.1.0",
  summary: "a timeout that is switched off, or longer than a timer can count",
  explain: `
A timeout of 0 reads like "at once" and means "never" to most libraries, and \`Infinity\` and \`false\` say it openly. The call
then waits for as long as the other side keeps the connection open, which a hanging service does for hours.

A time beyond 2,147,483,647 ms (24.8 days) does not fit into a timer of Node.js, which makes 1 ms of it: \`setTimeout\` fires
at once, \`setInterval\` a thousand times a second, and a signal aborts what has hardly begun. \`AbortSignal.timeout(Infinity)\`
throws.

Write the time that the caller really has. A fix writes the one from the settings (\`timeouts\`).

**Leave it alone** for long polls and streams, which are meant to stay open. What the catalog knows to be one is not looked
at, nor is a call whose options ask for a stream, nor a time that is worked out while the program runs. Tests and scripts are
not looked at.
`,
  examples: [
    {
      title: "Nought means never",
      bad: `import axios from "axios";

export const api = axios.create({ baseURL: "https://api.example", timeout: 0 });
                                                                  ~~~~~~~~~~
`,
      fix: `import axios from "axios";

export const api = axios.create({ baseURL: "https://api.example", timeout: 10_000 });
`,
      good: `import axios from "axios";

export const api = axios.create({ baseURL: "https://api.example", timeout: 5_000 });
`,
    },
    {
      title: "A month is more than a timer can count",
      bad: `const month = 31 * 24 * 60 * 60 * 1000;

setInterval(() => console.log("another month"), month);
                                                ~~~~~
`,
      good: `const day = 24 * 60 * 60 * 1000;

setInterval(() => console.log("another day"), day);
`,
    },
  ],
  check: {
    CallExpression(node, ctx) {
      const timer = timeOfTimer(node);
      if (timer) return isExempt(node, ctx) ? undefined : judgeTimer(node, timer, ctx);
      if (!mayBeOff(node) || isExempt(node, ctx)) return undefined;
      return looksLikeOperation(node, ctx) || looksLikeClient(node, ctx) ? judge(node, ctx) : undefined;
    },
    NewExpression(node, ctx) {
      return mayBeOff(node) && !isExempt(node, ctx) && looksLikeClient(node, ctx) ? judge(node, ctx) : undefined;
    },
  },
});

/** A time is written out in the arguments, or behind a name that stands there. */
function mayBeOff({ arguments: given = [] }: { readonly arguments?: readonly Node[] | undefined }): boolean {
  return given.some((argument) => {
    const value = plain(argument);
    if (is.isObjectLiteralExpression(value)) return setsTime.test(value.getText());
    return is.isIdentifier(value) && setsTime.test(value.getSourceFile().text);
  });
}

/** `timeout: 0`, `idleTimeoutMillis: never`, `socket: { … }` is looked into by its own text. */
const setsTime = /time|limit|deadline|wait|interval/i;

function isExempt(node: Node, ctx: RuleContext): boolean {
  const path = ctx.relativePath(node);
  return isWatched(path);
}

/** The argument that says how long, of the timers of the platform. */
function timeOfTimer({ expression, arguments: given }: CallExpression): Node | undefined {
  const text = expression.getText();
  if (/^(globalThis\.|window\.)?(setTimeout|setInterval)$/.test(text)) return given[1];
  return text === "AbortSignal.timeout" ? given[0] : undefined;
}

function* judgeTimer({ expression }: CallExpression, time: Node, ctx: RuleContext): Asking<Verdict> {
  const value = yield* amount(time, ctx);
  if (typeof value !== "number" || value <= longest) return undefined;
  const name = expression.getText();
  const throws = name === "AbortSignal.timeout" && value === Infinity;
  return {
    at: time,
    message: throws ? `\`${name}\` takes no \`Infinity\`` : `\`${name}\` cannot count so far: it takes 1 ms`,
    why: throws ? "it throws a RangeError when it is called" : "a timer of Node.js holds at most 24.8 days, and makes 1 ms of any longer time",
    remedy: throws ? "leave the signal out, or give it a time" : `take a shorter time, at most ${longest} ms`,
  };
}

function* judge(call: CallExpression | NewExpression, ctx: RuleContext): Asking<Verdict> {
  const made = yield* makerAt(call, ctx);
  if (made) {
    const { entry, maker } = made;
    const needs = (maker.needs ?? []).flatMap(({ options, writes }) => options.map((option) => [option, writes] as const));
    return yield* findIn(call, maker.options, { ...entry.bounds, ...maker.bounds, ...Object.fromEntries(needs) }, entry, ctx);
  }
  const operation = is.isCallExpression(call) ? yield* operationAt(call, ctx) : undefined;
  if (!operation || operation.operation.endless || /stream/i.test(argumentsOf(call))) return undefined;
  return yield* findIn(call, operation.operation.options, operation.entry.bounds, operation.entry, ctx);
}

function argumentsOf(call: CallExpression | NewExpression): string {
  return (call.arguments ?? []).map((argument) => argument.getText()).join();
}

function* findIn(
  call: CallExpression | NewExpression, positions: readonly number[], bounds: Readonly<Record<string, Bounding>>,
  entry: Entry, ctx: RuleContext,
): Asking<readonly Report[]> {
  const found: Report[] = [];
  for (const position of positions) {
    const argument = call.arguments?.[position];
    if (argument) yield* look(argument, bounds, "", entry, ctx, found);
  }
  return found;
}

/** Looks into an object that is written out, here or as a constant. */
function* look(
  options: Node, bounds: Readonly<Record<string, Bounding>>, prefix: string, entry: Entry, ctx: RuleContext, found: Report[],
): Asking<void> {
  let value = plain(options);
  if (is.isIdentifier(value)) value = plain((yield* constantOf(value, ctx)) ?? value);
  // An object of another file is judged once, where its own file's client takes it: one finding a place.
  if (!is.isObjectLiteralExpression(value) || value.getSourceFile() !== options.getSourceFile()) return;
  for (const property of value.properties) {
    if (!is.isPropertyAssignment(property)) continue;
    const path = prefix + property.name.getText().replace(/^["']|["']$/g, "");
    const bounding = Object.hasOwn(bounds, path) ? bounds[path] : undefined;
    if (bounding === "milliseconds" || bounding === "seconds" || bounding === "part") {
      const report = yield* judgeOption(property, property.initializer, path, bounding, entry, ctx);
      if (report) found.push(report);
    } else if (Object.keys(bounds).some((each) => each.startsWith(`${path}.`))) {
      yield* look(property.initializer, bounds, `${path}.`, entry, ctx, found);
    }
  }
}

function* judgeOption(
  property: Node, initializer: Node, path: string, bounding: Bounding, entry: Entry, ctx: RuleContext,
): Asking<Report | undefined> {
  const value = yield* amount(initializer, ctx);
  if (value === undefined) return undefined;
  const milliseconds = bounding === "seconds" ? Number(value) * 1000 : Number(value);
  if (milliseconds > 0 && milliseconds <= longest) return undefined;
  const good = amountOf(bounding === "seconds" ? "seconds" : "milliseconds", entry, ctx);
  const isFar = milliseconds > longest && milliseconds !== Infinity;
  return {
    at: property,
    message: isFar ? `\`${path}\` is longer than a timer can count` : `\`${path}\` is switched off`,
    why: isFar
      ? "a timer of Node.js holds at most 24.8 days: of any longer time it makes 1 ms, or none at all"
      : `a service that hangs makes \`${entry.package === "node" ? "the call" : entry.package}\` wait for as long as the connection stays open`,
    remedy: `write the time that the caller has, such as \`${good}\``,
    fixes: [{ title: `Give up after ${good}${bounding === "seconds" ? " s" : " ms"}`, safety: "suggestion", write: (writer) => writer.replace(initializer, good) }],
  };
}
