/** Whether the options of a call or of a client bound it. */
import type { Questions } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { type Asking, type BinaryExpression, type Node, type ObjectLiteralExpression, SyntaxKind, TypeFlags, is } from "../../core/ts.ts";
import { isNothing } from "../../core/values.ts";
import type { Bounding } from "../catalog/entry.ts";
import { escaped } from "../shared/mentions.ts";
import { hasMember } from "../shared/types.ts";
import { type Bound, each, either, together } from "./bound.ts";
import { signalBound } from "./signal.ts";
import { choices, originsOf, plain, textOf } from "./values.ts";

export type Bounds = Readonly<Record<string, Bounding>>;

export const addressName = /(url|uri|href|src|link|path|address|endpoint)\)?$/i;

/** How far a value is followed. */
const limit = 8;

/** The way to a value: how long it is, and what was seen on this way and on others. */
interface Way {
  readonly depth: number;
  readonly seen: Map<Node, Bound>;
}

export function* optionsBound(options: Node, bounds: Bounds, ctx: Questions, way: Way = { depth: 0, seen: new Map() }): Asking<Bound> {
  const value = plain(options);
  const known = way.depth > limit ? "unknown" : way.seen.get(value);
  if (known !== undefined) return known;
  // `config = withProxy(config)`, in a hundred callers: what is come back to says nothing more.
  way.seen.set(value, "unknown");
  const bound = yield* valueBound(value, bounds, ctx, way);
  way.seen.set(value, bound);
  return bound;
}

function* valueBound(value: Node, bounds: Bounds, ctx: Questions, way: Way): Asking<Bound> {
  if (isNothing(value) || isText(value)) return "unbounded";
  if (is.isObjectLiteralExpression(value)) return yield* literalBound(value, bounds, ctx, way);
  if (isFallback(value)) return yield* fallbackBound(plain(value.left), value.right, bounds, ctx, way);
  const choice = choices(value);
  if (choice) return either(yield* boundsOf(choice, bounds, ctx, way));
  if (is.isNewExpression(value)) return yield* requestBound(value, bounds, ctx, way);
  if (isAssign(value)) return together(yield* boundsOf(value.arguments, bounds, ctx, way));
  if (isMutated(value, bounds)) return "bounded";
  const origins = yield* originsOf(value, ctx);
  if (origins.kind === "unknown") return "unknown";
  const found = yield* boundsOf(origins.expressions, bounds, ctx, way);
  if (origins.kind === "optional") found.push("unbounded");
  return origins.passed ? each(found) : either(found);
}

/** Whether an argument can hold options at all: where a call takes a URL as well, its type tells, or else its name. */
export function* mayHoldOptions(argument: Node, bounds: Bounds, ctx: Questions): Asking<boolean> {
  const value = plain(argument);
  if (is.isObjectLiteralExpression(value)) return true;
  if (isText(value)) return false;
  const names = Object.keys(bounds).map((path) => path.split(".")[0] ?? path);
  return yield* ctx.kept(value, `any of ${names.join()}`, () => hasAny(value, names, ctx));
}

function* hasAny(value: Node, names: readonly string[], ctx: Questions): Asking<boolean> {
  const type = yield* ctx.type(value);
  if (type.flags & TypeFlags.Any && addressName.test(value.getText())) return false;
  if (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter)) return true;
  const parts = type.isUnionType() ? yield* type.getTypes.gen() : [type];
  for (const part of parts) for (const name of names) if (yield* part.getProperty.gen(name)) return true;
  return false;
}

/** A callback may stand where options do: `exec(command, done)`. */
export function* isCallback(argument: Node, ctx: Questions): Asking<boolean> {
  const value = plain(argument);
  if (isFunction(value)) return true;
  if (is.isObjectLiteralExpression(value) || isText(value)) return false;
  return yield* hasMember(value, "apply", ctx);
}

function isText(value: Node): boolean {
  return textOf(value) !== undefined || is.isTemplateExpression(value);
}

function* literalBound(literal: ObjectLiteralExpression, bounds: Bounds, ctx: Questions, way: Way): Asking<Bound> {
  const found: Bound[] = [];
  for (const property of literal.properties) {
    if (is.isSpreadAssignment(property)) {
      found.push(yield* optionsBound(property.expression, bounds, ctx, deeper(way)));
      continue;
    }
    const name = property.name?.getText().replace(/^["']|["']$/g, "") ?? "";
    const bounding = Object.hasOwn(bounds, name) ? bounds[name] : undefined;
    if (bounding !== undefined) found.push(yield* propertyBound(property, bounding, ctx));
    else if (Object.keys(bounds).some((path) => path.startsWith(`${name}.`))) {
      found.push(yield* nestedBound(property, boundsInside(bounds, name), ctx, { ...way, seen: new Map() }));
    }
  }
  return together(found);
}

function* propertyBound(property: Node, bounding: Bounding, ctx: Questions): Asking<Bound> {
  if (bounding === "opaque" || bounding === "part") return "unknown";
  if (!is.isPropertyAssignment(property)) return "bounded";
  return bounding === "signal" ? yield* signalBound(property.initializer, ctx) : amountBound(property.initializer);
}

function isFallback(value: Node): value is BinaryExpression {
  if (!is.isBinaryExpression(value)) return false;
  const { kind } = value.operatorToken;
  return kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken;
}

/** `options ?? {}`: what stands behind it counts where some caller passes no options. */
function* fallbackBound(left: Node, right: Node, bounds: Bounds, ctx: Questions, way: Way): Asking<Bound> {
  const declaration = is.isIdentifier(left) && !isMutated(left, bounds) ? yield* ctx.declarationOf(left) : undefined;
  if (!declaration || !is.isParameterDeclaration(declaration)) return either(yield* boundsOf([left, right], bounds, ctx, way));
  const origins = yield* originsOf(left, ctx);
  if (origins.kind === "unknown") return "unknown";
  const values = origins.kind === "optional" ? [...origins.expressions, right] : origins.expressions;
  return each(yield* boundsOf(values, bounds, ctx, way));
}

/** `timeout: { request: 5_000 }`. What is no object there may be the short form of one: `timeout: 5_000`. */
function* nestedBound(property: Node, bounds: Bounds, ctx: Questions, way: Way): Asking<Bound> {
  if (is.isShorthandPropertyAssignment(property)) return yield* optionsBound(property.name, bounds, ctx, deeper(way));
  if (!is.isPropertyAssignment(property)) return "unknown";
  const value = plain(property.initializer);
  if (is.isNumericLiteral(value)) return "bounded";
  return yield* optionsBound(value, bounds, ctx, deeper(way));
}

/** Of the paths, those that stand inside a property: of `timeout.request` in `timeout`, `request`. */
function boundsInside(bounds: Bounds, name: string): Bounds {
  const inside = Object.entries(bounds).filter(([path]) => path.startsWith(`${name}.`));
  return Object.fromEntries(inside.map(([path, bounding]) => [path.slice(name.length + 1), bounding]));
}

/** A time of nought switches a timeout off, which is a fault of its own. */
export function amountBound(amount: Node): Bound {
  const value = plain(amount);
  if (isNothing(value)) return "unbounded";
  const isOff = (is.isNumericLiteral(value) && Number(value.text) === 0) || (is.isIdentifier(value) && value.text === "Infinity");
  return isOff ? "unknown" : "bounded";
}

/** `new Request(url, options)` carries its options, and what it was copied from. */
function* requestBound(made: Node, bounds: Bounds, ctx: Questions, way: Way): Asking<Bound> {
  if (!is.isNewExpression(made) || !is.isIdentifier(made.expression)) return "unknown";
  if (made.expression.text === "URL") return "unbounded";
  if (made.expression.text !== "Request") return "unknown";
  const found: Bound[] = [];
  for (const argument of made.arguments ?? []) {
    const isOptions = yield* mayHoldOptions(argument, bounds, ctx);
    if (isOptions) found.push(yield* optionsBound(argument, bounds, ctx, deeper(way)));
  }
  return together(found);
}

function* boundsOf(values: readonly Node[], bounds: Bounds, ctx: Questions, way: Way): Asking<Bound[]> {
  const found: Bound[] = [];
  for (const value of values) found.push(yield* optionsBound(value, bounds, ctx, deeper(way)));
  return found;
}

function deeper(way: Way): Way {
  return { ...way, depth: way.depth + 1 };
}

function isAssign(value: Node): value is Node & { readonly arguments: readonly Node[] } {
  return is.isCallExpression(value) && value.expression.getText() === "Object.assign";
}

/** `options.signal = …` further on in the file. */
function isMutated(value: Node, bounds: Bounds): boolean {
  if (!is.isIdentifier(value)) return false;
  const names = Object.keys(bounds).map((path) => path.replaceAll(".", "\\.")).join("|");
  const target = `(?<![\\w$.])${escaped(value.text)}`;
  const { text } = value.getSourceFile();
  const member = `(\\.(${names})|\\[["'](${names})["']\\])`;
  return new RegExp(`${target}${member}\\s*(\\?\\?|\\|\\|)?=(?!=)|Object\\.assign\\(\\s*${target}\\s*,`).test(text);
}
