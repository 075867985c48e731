/** Whether the client that an operation is called on bounds it. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { has, speaksFor } from "../catalog/index.ts";
import type { Entry } from "../catalog/entry.ts";
import { type Bound, either } from "./bound.ts";
import { optionsBound } from "./options.ts";
import { choices, originsOf, plain } from "./values.ts";

/** What is known of a client. */
export interface Client {
  readonly bound: Bound;
  /** Where it is made, and the position of its options there. */
  readonly made?: { readonly call: CallExpression | NewExpression; readonly options: number };
}

const unknown: Client = { bound: "unknown" };
const limit = 8;

export function* clientOf(receiver: Node, entry: Entry, ctx: Questions, depth = 0): Asking<Client> {
  const value = plain(receiver);
  if (depth > limit) return unknown;
  const choice = choices(value);
  if (choice) return yield* oneOf(choice, entry, ctx, depth);
  if (is.isCallExpression(value) || is.isNewExpression(value)) {
    const made = yield* madeBy(value, entry, ctx);
    if (made) return made;
  }
  const callee = yield* ctx.functionValue(value);
  if (callee.kind === "library") return speaksFor(entry, callee.origin) ? { bound: "unbounded" } : unknown;
  if (is.isIdentifier(value) && isConfigured(value, entry)) return { bound: "bounded" };
  const origins = yield* originsOf(value, ctx);
  return origins.kind === "expressions" ? yield* oneOf(origins.expressions, entry, ctx, depth) : unknown;
}

function* oneOf(values: readonly Node[], entry: Entry, ctx: Questions, depth: number): Asking<Client> {
  const found: Client[] = [];
  for (const value of values) found.push(yield* clientOf(value, entry, ctx, depth + 1));
  const [only] = found;
  return found.length === 1 && only ? only : { bound: either(found.map(({ bound }) => bound)) };
}

/** `axios.create(options)` */
function* madeBy(call: CallExpression | NewExpression, entry: Entry, ctx: Questions): Asking<Client | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library" || !speaksFor(entry, callee.origin)) return undefined;
  const { origin } = callee;
  const maker = entry.clients?.find((each) => has(each, origin));
  if (!maker) return undefined;
  const options = call.arguments?.[maker.options];
  const bound = options ? yield* optionsBound(options, entry.bounds, ctx) : "unbounded";
  return { bound, made: { call, options: maker.options } };
}

/** `api.defaults.timeout = …`, or an interceptor in the same file that sets a bound. */
function isConfigured(name: Node, entry: Entry): boolean {
  const { text } = name.getSourceFile();
  const client = name.getText().replaceAll("$", "\\$");
  const options = Object.keys(entry.bounds).join("|");
  if (new RegExp(`(?<![\\w$.])${client}\\.defaults\\.(${options})\\s*=`).test(text)) return true;
  const intercepts = new RegExp(`(?<![\\w$.])${client}\\.interceptors\\.request\\.use\\(`).test(text);
  return intercepts && new RegExp(`\\b(${options})\\s*[=:](?!=)`).test(text);
}
