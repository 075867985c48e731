/** Whether the client that an operation is called on bounds it. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, is } from "../../core/ts.ts";
import { has, speaksFor } from "../catalog/index.ts";
import type { ClientMaker, Entry } from "../catalog/entry.ts";
import { escaped } from "../shared/mentions.ts";
import { type Bound, either, together } from "./bound.ts";
import { type Bounds, mayHoldOptions, optionsBound } from "./options.ts";
import { choices, originsOf, plain } from "./values.ts";

/** What is known of a client. */
export interface Client {
  readonly bound: Bound;
  /** It is the package's own, that no code here made. */
  readonly isDefault?: boolean;
  /** Where it is made, and the position of its options there. */
  readonly made?: { readonly call: CallExpression | NewExpression; readonly maker: ClientMaker };
}

const unknown: Client = { bound: "unknown" };
const limit = 8;

export function clientOf(receiver: Node, entry: Entry, ctx: Questions): Asking<Client> {
  return follow(receiver, entry, ctx, []);
}

/** `path` holds the values on the way: `api = limited(api)` leads back to itself, and adds nothing. */
function* follow(receiver: Node, entry: Entry, ctx: Questions, path: readonly Node[]): Asking<Client> {
  const value = plain(receiver);
  if (path.length > limit) return unknown;
  const choice = choices(value);
  if (choice) return yield* oneOf(choice, entry, ctx, path);
  if (is.isCallExpression(value) || is.isNewExpression(value)) {
    const made = (yield* madeBy(value, entry, ctx, path)) ?? (yield* wrapped(value, entry, ctx, path));
    if (made) return made;
  }
  const callee = yield* ctx.functionValue(value);
  if (callee.kind === "library") {
    if (!speaksFor(entry, callee.origin)) return unknown;
    // `client.chat.completions` is a part of the client, and bounded where that is.
    const isPart = is.isPropertyAccessExpression(value) && callee.origin.container !== undefined;
    return isPart ? yield* follow(value.expression, entry, ctx, [...path, value]) : { bound: "unbounded", isDefault: true };
  }
  if (is.isIdentifier(value) && isConfigured(value, entry)) return { bound: "bounded" };
  const origins = yield* originsOf(value, ctx);
  return origins.kind === "expressions" ? yield* oneOf(origins.expressions, entry, ctx, path) : unknown;
}

function* oneOf(values: readonly Node[], entry: Entry, ctx: Questions, path: readonly Node[]): Asking<Client> {
  const found: Client[] = [];
  for (const value of values) if (!path.includes(value)) found.push(yield* follow(value, entry, ctx, [...path, value]));
  if (found.length === 0) return unknown;
  const [first] = found;
  const isSame = found.every(({ made }) => made?.call === first?.made?.call);
  return { ...(isSame && first), bound: either(found.map(({ bound }) => bound)) };
}

/** `axios.create(options)` */
function* madeBy(
  call: CallExpression | NewExpression, entry: Entry, ctx: Questions, path: readonly Node[],
): Asking<Client | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library" || !speaksFor(entry, callee.origin)) return undefined;
  const { origin } = callee;
  const maker = entry.clients?.find((each) => has(each, origin));
  if (!maker) return undefined;
  const bounds = maker.bounds ?? entry.bounds;
  const given = yield* givenBound(call, maker, bounds, ctx);
  const parent = maker.inherits && baseOf(call);
  if (!parent || path.includes(parent)) return { bound: given, made: { call, maker } };
  const base = yield* follow(parent, entry, ctx, [...path, parent]);
  // A link that takes no options only hands on what it is called on.
  const made = maker.options.length === 0 && base.made ? base.made : { call, maker };
  return { bound: together([given, base.bound]), made };
}

function baseOf({ expression }: CallExpression | NewExpression): Node | undefined {
  return is.isPropertyAccessExpression(expression) ? expression.expression : undefined;
}

/** Whether the options that a client is made with bound it. */
export function* givenBound(
  call: CallExpression | NewExpression, { options }: ClientMaker, bounds: Bounds, ctx: Questions,
): Asking<Bound> {
  const given = call.arguments ?? [];
  if (given.some((argument) => is.isSpreadElement(argument))) return "unknown";
  const found: Bound[] = [];
  for (const position of options) {
    const argument = given[position];
    if (!argument) continue;
    // A client that takes an address or options is given options where their type says so.
    const holds = options.length === 1 || (yield* mayHoldOptions(argument, bounds, ctx));
    found.push(holds ? yield* optionsBound(argument, bounds, ctx) : "unbounded");
  }
  return together(found);
}

/** `rateLimit(axios.create(options), …)`: a library's function that is given a client hands it back with more to it. */
function* wrapped(
  call: CallExpression | NewExpression, entry: Entry, ctx: Questions, path: readonly Node[],
): Asking<Client | undefined> {
  const [first] = call.arguments ?? [];
  if (!first || !is.isCallExpression(call) || path.includes(first)) return undefined;
  const callee = yield* ctx.callee(call);
  const isForeign = callee.kind === "library" && callee.origin.package !== entry.package;
  if (!isForeign && (callee.kind !== "unknown" || !is.isIdentifier(call.expression))) return undefined;
  const inner = yield* follow(first, entry, ctx, [...path, first]);
  return inner.bound === "unknown" ? undefined : inner;
}

/** `api.defaults.timeout = …`, or an interceptor in the same file that sets a bound. */
function isConfigured(name: Node, entry: Entry): boolean {
  const { text } = name.getSourceFile();
  const client = escaped(name.getText());
  const options = Object.keys(entry.bounds).join("|");
  if (new RegExp(`(?<![\\w$.])${client}\\.defaults\\.(${options})\\s*=`).test(text)) return true;
  const intercepts = new RegExp(`(?<![\\w$.])${client}\\.interceptors\\.request\\.use\\(`).test(text);
  return intercepts && new RegExp(`\\b(${options})\\s*[=:](?!=)`).test(text);
}
