/** Where an option of a call or of a client is written, and writing it there. */
import type { RuleContext } from "../../core/context.ts";
import {
  type Asking,
  type CallExpression,
  type NewExpression,
  type Node,
  type ObjectLiteralExpression,
  type PropertyAssignment,
  type ShorthandPropertyAssignment,
  is,
} from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import type { ClientMaker } from "../catalog/entry.ts";
import { typeName } from "../shared/types.ts";
import type { OperationCall } from "./operation.ts";
import { addressName, isCallback, mayHoldOptions } from "./options.ts";
import { plain, textOf } from "./values.ts";

/** Where the options stand, or where they are to stand. */
export type Place =
  | { readonly kind: "literal"; readonly literal: ObjectLiteralExpression }
  | { readonly kind: "expression"; readonly expression: Node }
  | { readonly kind: "absent"; readonly call: CallExpression | NewExpression; readonly fill: number }
  | { readonly kind: "before"; readonly argument: Node };

/** Where a client's own options stand, if they are written out where it is made, or missing there. */
export function placeAtMaking(call: CallExpression | NewExpression, { options }: ClientMaker): Place | undefined {
  for (const position of [...options].reverse()) {
    const argument = call.arguments?.[position];
    const value = argument && plain(argument);
    if (value && is.isObjectLiteralExpression(value)) return { kind: "literal", literal: value };
  }
  // Options that are given under a name are the ones to add to; others behind them would not be looked at.
  if (options.some((position) => isElsewhere(call.arguments?.[position]))) return undefined;
  const fill = nextPosition(options, call);
  return fill === undefined ? undefined : { kind: "absent", call, fill };
}

/** What is given may hold options that are written elsewhere: it is neither spelled out nor called an address. */
function isElsewhere(argument: Node | undefined): boolean {
  if (!argument) return false;
  const value = plain(argument);
  const isText = textOf(value) !== undefined || is.isTemplateExpression(value);
  const isLiteral = isText || is.isNumericLiteral(value) || is.isArrayLiteralExpression(value);
  return !isLiteral && !addressName.test(value.getText()) && !/^process\.env\b/.test(value.getText());
}

/** The first position for options behind all that is given; undefined where something stands at the last. */
function nextPosition(options: readonly number[], call: CallExpression | NewExpression): number | undefined {
  const given = call.arguments?.length ?? 0;
  return options.find((position) => position >= given);
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
    if (isOptions && !(yield* isRequest(first, ctx))) return { kind: "expression", expression: first };
    for (const [at, each] of call.arguments.entries()) {
      if (operation.options.includes(at) && (yield* isCallback(each, ctx))) return { kind: "before", argument: each };
    }
    return { kind: "absent", call, fill: nextPosition(operation.options, call) ?? last };
  }
  if (operation.target === last && !(yield* mayHoldOptions(argument, entry.bounds, ctx))) return undefined;
  return (yield* isCallback(argument, ctx)) ? { kind: "before", argument } : { kind: "expression", expression: argument };
}

/** A `Request` cannot be copied by spreading it. */
function* isRequest(value: Node, ctx: RuleContext): Asking<boolean> {
  return (yield* typeName(value, ctx)) === "Request";
}

/** What is written: the option, and what it is set to. Of `timeout.request`, `timeout` holds an object. */
export interface Setting {
  readonly option: string;
  readonly value: string;
}

/** An address that stands where the option's object would: `connection: "postgres://…"`, for which there is no place. */
export function isTaken(place: Place, settings: readonly Setting[]): boolean {
  if (place.kind !== "literal") return false;
  return properties(settings).some(({ option, inside }) => {
    const given = inside.length > 0 ? propertyOf(place.literal, option) : undefined;
    const value = given && (is.isPropertyAssignment(given) ? plain(given.initializer) : given.name);
    return value !== undefined && (textOf(value) !== undefined || addressName.test(value.getText()));
  });
}

export function write(writer: Writer, place: Place, settings: readonly Setting[]): void {
  const written = spelled(settings);
  switch (place.kind) {
    case "literal":
      return add(writer, place.literal, settings);
    case "expression": {
      // What is spread may bring a caller's own bound, which must win.
      const { expression } = place;
      const text = writer.text(expression);
      if (text === "undefined") return writer.replace(expression, `{ ${written} }`);
      const isPlain = is.isIdentifier(expression) || is.isPropertyAccessExpression(expression) || is.isCallExpression(expression);
      return writer.replace(expression, `{ ${written}, ...${isPlain ? text : `(${text})`} }`);
    }
    case "before":
      return writer.insertBefore(place.argument, `{ ${written} }, `);
    case "absent": {
      const given = place.call.arguments?.length ?? 0;
      for (let at = given; at < place.fill; at++) writer.addArgument(place.call, "undefined");
      return writer.addArgument(place.call, `{ ${written} }`);
    }
  }
}

function add(writer: Writer, literal: ObjectLiteralExpression, settings: readonly Setting[]): void {
  for (const { option, value, inside } of properties(settings)) {
    const given = propertyOf(literal, option);
    if (!given) {
      addProperty(writer, literal, option, value);
      continue;
    }
    const inner = is.isPropertyAssignment(given) ? plain(given.initializer) : given.name;
    const isNamed = is.isIdentifier(inner) && inner.getText() !== "undefined";
    if (inside.length > 0 && is.isObjectLiteralExpression(inner)) add(writer, inner, inside);
    else if (inside.length > 0 && isNamed) writer.replace(given, `${option}: { ${spelled(inside)}, ...${inner.getText()} }`);
    else writer.replace(given, `${option}: ${value}`);
  }
}

/** `timeout: …`, or `timeout` alone. */
function propertyOf(literal: ObjectLiteralExpression, option: string): PropertyAssignment | ShorthandPropertyAssignment | undefined {
  for (const each of literal.properties) {
    const isProperty = is.isPropertyAssignment(each) || is.isShorthandPropertyAssignment(each);
    if (isProperty && each.name.getText() === option) return each;
  }
  return undefined;
}

/** What is spread into a literal may bring a caller's own bound, which must win: the new one goes before it. */
function addProperty(writer: Writer, literal: ObjectLiteralExpression, option: string, value: string): void {
  const [first] = literal.properties;
  const hasSpread = literal.properties.some((each) => is.isSpreadAssignment(each));
  if (!first || !hasSpread) return writer.addProperty(literal, option, value);
  const { text } = literal.getSourceFile();
  const gap = text.slice(literal.getStart() + 1, first.getStart());
  const blank = /^\s*$/.test(gap) ? gap : " ";
  writer.insertBefore(first, `${option}: ${value},${blank || " "}`);
}

interface Property extends Setting {
  /** What stands inside it, where it holds an object. */
  readonly inside: readonly Setting[];
}

/** Settings by the property that they stand in: several may stand in one. */
function properties(settings: readonly Setting[]): readonly Property[] {
  const names = new Set(settings.map(({ option }) => option.split(".")[0] ?? option));
  return [...names].map((option) => {
    const plainly = settings.find((each) => each.option === option);
    if (plainly) return { ...plainly, inside: [] };
    const prefix = `${option}.`;
    const inside = settings
      .filter((each) => each.option.startsWith(prefix))
      .map((each) => ({ option: each.option.slice(prefix.length), value: each.value }));
    return { option, value: `{ ${spelled(inside)} }`, inside };
  });
}

/** `timeout: { request: 10_000 }` */
export function spelled(settings: readonly Setting[]): string {
  return properties(settings).map(({ option, value }) => (option === value ? option : `${option}: ${value}`)).join(", ");
}
