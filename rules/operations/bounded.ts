/** What bounds an operation where it is called: its own options, its client, the whole program. */
import type { RuleContext } from "../../core/context.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, TypeFlags, is } from "../../core/ts.ts";
import type { Entry } from "../catalog/entry.ts";
import { type Bound, together } from "./bound.ts";
import { type Client, clientOf } from "./clients.ts";
import { requestBound } from "./emitted.ts";
import type { OperationCall } from "./operation.ts";
import { mayHoldOptions, optionsBound } from "./options.ts";
import { plain } from "./values.ts";

export interface Local {
  readonly bound: Bound;
  readonly client?: Client;
  /** An option is set that only emits an event, and nobody listens. */
  readonly onlyEmits: boolean;
}

export function* locallyBound(operation: OperationCall, ctx: RuleContext): Asking<Local> {
  const { call, entry } = operation;
  const given = yield* optionArguments(operation, ctx);
  if (given === "unknown") return { bound: "unknown", onlyEmits: false };
  const found: Bound[] = [];
  for (const argument of given) found.push(yield* optionsBound(argument, entry.bounds, ctx));
  const client = operation.client && (yield* clientOf(operation.client, entry, ctx));
  if (client) found.push(client.bound);
  if (isProgramWide(entry, call, ctx)) found.push("bounded");
  if (!entry.emits) return { bound: together(found), ...(client && { client }), onlyEmits: false };
  const { bound, emits } = yield* requestBound(call, given, entry.emits, ctx);
  return { bound: together([...found, bound]), onlyEmits: emits };
}

/** The arguments that can hold options; unknown where a list of arguments is spread. */
function* optionArguments({ call, entry, operation }: OperationCall, ctx: RuleContext): Asking<readonly Node[] | "unknown"> {
  if (call.arguments.some((argument) => is.isSpreadElement(argument))) return "unknown";
  const last = operation.options.at(-1) ?? 0;
  const names = { ...entry.bounds, ...(entry.emits && { [entry.emits.option]: "opaque" as const }) };
  const found: Node[] = [];
  // Where the options are written out, what stands before them is an address, whatever its type.
  const written = operation.options.map((at) => call.arguments[at]).filter((each) => each && is.isObjectLiteralExpression(plain(each)));
  for (const position of operation.options) {
    const argument = call.arguments[position];
    if (!argument) continue;
    if (written.length > 0 && !written.includes(argument) && (yield* isUntyped(argument, ctx))) continue;
    if (position === last && operation.options.length === 1) found.push(argument);
    else if (yield* mayHoldOptions(argument, names, ctx)) found.push(argument);
  }
  return found;
}

function* isUntyped(argument: Node, ctx: RuleContext): Asking<boolean> {
  return ((yield* ctx.type(argument)).flags & TypeFlags.Any) !== 0;
}

const surveys = new Map<Entry, Survey<true, readonly string[]>>();

/** Set for all operations of a program, in a file of the same package as the call or of the same program. */
function isProgramWide(entry: Entry, call: CallExpression, ctx: RuleContext): boolean {
  const { programWide } = entry;
  if (!programWide) return false;
  let survey = surveys.get(entry);
  if (!survey) {
    survey = {
      of: (text) => (programWide.some((patterns) => patterns.every((pattern) => pattern.test(text))) ? true : undefined),
      merge: (parts) => [...parts.keys()],
    };
    surveys.set(entry, survey);
  }
  return ctx.survey(survey).some((file) => ctx.sharesProgram(call, file));
}
