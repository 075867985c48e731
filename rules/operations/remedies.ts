/** Writing a bound into a call: an option of the client's own, or a signal. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import {
  type Asking,
  type CallExpression,
  type NewExpression,
  type Node,
  type ObjectLiteralExpression,
  type SourceFile,
  is,
} from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Local } from "./bounded.ts";
import type { Client } from "./clients.ts";
import { requestOf } from "./emitted.ts";
import type { OperationCall } from "./operation.ts";
import { mayHoldOptions } from "./options.ts";
import { plain } from "./values.ts";

export function* remediesFor(operation: OperationCall, { client }: Local, ctx: RuleContext): Asking<readonly Fix[]> {
  const { call, entry } = operation;
  const amount = amountOf(entry, ctx);
  const title = `Give up after ${spoken(ctx.settings.timeouts[entry.service])}`;
  const fixes: Fix[] = [];
  const place = yield* placeOf(operation, ctx);
  if (place && mayEnd(operation)) {
    const value = entry.remedy.writes === "signal" ? combined(call, amount) : amount;
    fixes.push({ title, safety: "suggestion", write: (writer) => write(writer, place, entry.remedy.option, value) });
  }
  const making = client && placeAtClient(client);
  if (making && making.in === call.getSourceFile()) {
    fixes.push({
      title: `${title}, for every call of this client`,
      safety: "suggestion",
      write: (writer) => write(writer, making.place, entry.remedy.option, amount),
    });
  }
  return fixes;
}

/** What a fix writes for the option, as a person would: `10_000`, `AbortSignal.timeout(10_000)`. */
export function amountOf(entry: Entry, ctx: RuleContext): string {
  const milliseconds = ctx.settings.timeouts[entry.service];
  const written = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "_");
  if (entry.remedy.writes === "seconds") return String(milliseconds / 1000);
  return entry.remedy.writes === "signal" ? `AbortSignal.timeout(${written(milliseconds)})` : written(milliseconds);
}

/** Where the options stand, or where they are to stand. */
type Place =
  | { readonly kind: "literal"; readonly literal: ObjectLiteralExpression }
  | { readonly kind: "expression"; readonly expression: Node }
  | { readonly kind: "absent"; readonly call: CallExpression | NewExpression; readonly fill: number }
  | { readonly kind: "before"; readonly argument: Node };

/** Where a client's own options stand, if they are written out where it is made, or missing there. */
function placeAtClient({ made }: Client): { readonly place: Place; readonly in: SourceFile } | undefined {
  if (!made) return undefined;
  const { call, options: position } = made;
  const options = call.arguments?.[position];
  const literal = options && plain(options);
  if (!literal) return { place: { kind: "absent", call, fill: position }, in: call.getSourceFile() };
  return is.isObjectLiteralExpression(literal) ? { place: { kind: "literal", literal }, in: call.getSourceFile() } : undefined;
}

function* placeOf({ call, entry, operation }: OperationCall, ctx: RuleContext): Asking<Place | undefined> {
  for (const position of [...operation.options].reverse()) {
    const argument = call.arguments[position];
    const value = argument && plain(argument);
    if (value && is.isObjectLiteralExpression(value)) return { kind: "literal", literal: value };
  }
  const last = operation.options.at(-1) ?? 0;
  const argument = call.arguments[last];
  if (!argument) {
    // Options that stand first may be all there is: `request(options)`.
    const [first] = call.arguments;
    if (!first) return undefined;
    const isOptions = operation.options[0] === 0 && !entry.global && (yield* mayHoldOptions(first, entry.bounds, ctx));
    return isOptions ? { kind: "expression", expression: first } : { kind: "absent", call, fill: last };
  }
  const type = yield* ctx.type(argument);
  const signatures = isFunction(plain(argument)) || (yield* type.getProperty.gen("apply"));
  if (signatures) return { kind: "before", argument };
  return { kind: "expression", expression: argument };
}

function write(writer: Writer, place: Place, option: string, value: string): void {
  const property = `${option}: ${value}`;
  switch (place.kind) {
    case "literal":
      return add(writer, place.literal, option, value);
    case "expression": {
      // What is spread may bring a caller's own bound, which must win.
      const { expression } = place;
      const text = writer.text(expression);
      if (text === "undefined") return writer.replace(expression, `{ ${property} }`);
      const isPlain = is.isIdentifier(expression) || is.isPropertyAccessExpression(expression) || is.isCallExpression(expression);
      return writer.replace(expression, `{ ${property}, ...${isPlain ? text : `(${text})`} }`);
    }
    case "before":
      return writer.insertBefore(place.argument, `{ ${property} }, `);
    case "absent": {
      const given = place.call.arguments?.length ?? 0;
      for (let at = given; at < place.fill; at++) writer.addArgument(place.call, "undefined");
      return writer.addArgument(place.call, `{ ${property} }`);
    }
  }
}

/** What is spread into a literal may bring a caller's own bound, which must win: the new one goes before it. */
function add(writer: Writer, literal: ObjectLiteralExpression, option: string, value: string): void {
  const [first] = literal.properties;
  const given = literal.properties.find((each) => is.isPropertyAssignment(each) && each.name.getText() === option);
  if (given) return writer.replace(given, `${option}: ${value}`);
  const hasSpread = literal.properties.some((each) => is.isSpreadAssignment(each));
  if (!first || !hasSpread) return writer.addProperty(literal, option, value);
  const { text } = literal.getSourceFile();
  const gap = text.slice(literal.getStart() + 1, first.getStart());
  const blank = /^\s*$/.test(gap) ? gap : " ";
  writer.insertBefore(first, `${option}: ${value},${blank || " "}`);
}

/** An abort is told as an `error` event: without a listener it would end the process, which is worse than to hang. */
function mayEnd({ call, entry }: OperationCall): boolean {
  if (!entry.emits) return true;
  const { uses } = requestOf(call);
  return uses.some((use) => {
    const call = use.parent;
    if (!/^(on|once|addListener)$/.test(use.name.text) || !is.isCallExpression(call)) return false;
    return call.arguments[0]?.getText().slice(1, -1) === "error";
  });
}

/** Where the function was given a signal, it goes on counting. */
function combined(call: CallExpression, amount: string): string {
  for (let fn = enclosingFunction(call); isFunction(fn); fn = enclosingFunction(fn)) {
    for (const parameter of fn.parameters) {
      const isSignal = parameter.type?.getText() === "AbortSignal" && !parameter.questionToken && is.isIdentifier(parameter.name);
      if (isSignal) return `AbortSignal.any([${parameter.name.getText()}, ${amount}])`;
    }
  }
  return amount;
}

/** "10 s", "500 ms" */
function spoken(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
