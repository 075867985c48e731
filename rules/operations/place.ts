/** Where an option of a call or of a client is written, and writing it there. */
import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
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
import type { Client } from "./clients.ts";
import type { OperationCall } from "./operation.ts";
import { mayHoldOptions } from "./options.ts";
import { plain } from "./values.ts";

/** Where the options stand, or where they are to stand. */
export type Place =
  | { readonly kind: "literal"; readonly literal: ObjectLiteralExpression }
  | { readonly kind: "expression"; readonly expression: Node }
  | { readonly kind: "absent"; readonly call: CallExpression | NewExpression; readonly fill: number }
  | { readonly kind: "before"; readonly argument: Node };

/** Where a client's own options stand, if they are written out where it is made, or missing there. */
export function placeAtClient({ made }: Client): { readonly place: Place; readonly in: SourceFile } | undefined {
  if (!made) return undefined;
  const { call, options: position } = made;
  const options = call.arguments?.[position];
  const literal = options && plain(options);
  if (!literal) return { place: { kind: "absent", call, fill: position }, in: call.getSourceFile() };
  return is.isObjectLiteralExpression(literal) ? { place: { kind: "literal", literal }, in: call.getSourceFile() } : undefined;
}

export function* placeOf({ call, entry, operation }: OperationCall, ctx: RuleContext): Asking<Place | undefined> {
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

/** `path` names the option, and where it stands inside another, that before it: `timeout.request`. */
export function write(writer: Writer, place: Place, path: string, value: string): void {
  const property = nested(path, value);
  switch (place.kind) {
    case "literal":
      return add(writer, place.literal, path, value);
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
function add(writer: Writer, literal: ObjectLiteralExpression, path: string, amount: string): void {
  const [first] = literal.properties;
  const [option = "", ...inside] = path.split(".");
  const rest = inside.join(".");
  const value = rest === "" ? amount : `{ ${nested(rest, amount)} }`;
  for (const given of literal.properties) {
    if (!is.isPropertyAssignment(given) || given.name.getText() !== option) continue;
    const inner = plain(given.initializer);
    if (rest !== "" && is.isObjectLiteralExpression(inner)) return add(writer, inner, rest, amount);
    return writer.replace(given, `${option}: ${value}`);
  }
  const hasSpread = literal.properties.some((each) => is.isSpreadAssignment(each));
  if (!first || !hasSpread) return writer.addProperty(literal, option, value);
  const { text } = literal.getSourceFile();
  const gap = text.slice(literal.getStart() + 1, first.getStart());
  const blank = /^\s*$/.test(gap) ? gap : " ";
  writer.insertBefore(first, `${option}: ${value},${blank || " "}`);
}

/** `timeout: { request: 10_000 }`, of `timeout.request`. */
export function nested(path: string, value: string): string {
  const [option = "", ...rest] = path.split(".");
  return `${option}: ${rest.length > 0 ? `{ ${nested(rest.join("."), value)} }` : value}`;
}
