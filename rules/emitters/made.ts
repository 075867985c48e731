/** Which calls make an emitter that ends the process when it fails unheard, or hand one over to a callback. */
import type { Callee, Origin } from "../../core/callee.ts";
import type { Questions, RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import {
  type Asking, type CallExpression, type NewExpression, type Node, type PropertyAccessExpression, type SourceFile, is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Emitter } from "../catalog/entry.ts";
import { lookUpIn, namesFrom } from "../catalog/in-file.ts";
import { has, isOfVersion, speaksFor } from "../catalog/index.ts";
import { packages } from "../catalog/packages.ts";
import { textOf } from "../operations/values.ts";
import { perFile } from "../shared/per-file.ts";

export type Making = CallExpression | NewExpression;

/** By syntax alone: may this make an emitter, or hand one over? */
export function mayEmit(call: Making, ctx: RuleContext): boolean {
  const callee = skipWrapping(call.expression);
  const isMethod = is.isPropertyAccessExpression(callee);
  if (!isMethod && !is.isIdentifier(callee)) return false;
  const sourceFile = call.getSourceFile();
  const name = isMethod ? callee.name.text : callee.text;
  // Cheaply first: most calls have no name that any entry knows.
  if (ctx.settings.catalog.length === 0 && !(isMethod ? members : imports(sourceFile)).has(name)) return false;
  const { byMember, names } = known(sourceFile, ctx);
  return isMethod ? (byMember.get(name)?.some((emitter) => fits(emitter, call)) ?? false) : names.has(name);
}

const builtIn = packages.flat().filter(({ emitters }) => emitters);
const all = builtIn.flatMap(({ emitters = [] }) => emitters);
const members: ReadonlySet<string> = new Set(all.flatMap((emitter) => emitter.members));
const properties: ReadonlySet<string> = new Set(all.flatMap((emitter) => (emitter.property ? emitter.members : [])));

/** What a file imports from any package that has emitters. */
const imports = perFile((sourceFile) => namesFrom(builtIn, sourceFile));

/** The emitters of a call: what it returns, a part of that, or what a callback is given. */
export function* emittersOf(call: Making, ctx: Questions): Asking<readonly Emitter[]> {
  const callee = yield* ctx.callee(call);
  return callee.kind === "library" ? knownAs(callee, call, ctx) : [];
}

/** By syntax alone: may this property be an emitter? */
export function mayBeEmitter({ name, parent }: PropertyAccessExpression, ctx: Questions): boolean {
  if (!properties.has(name.text)) return false;
  const isUsed = is.isPropertyAccessExpression(parent) || is.isCallExpression(parent);
  if (!isUsed) return false;
  return known(name.getSourceFile(), ctx).byMember.get(name.text)?.some(({ property }) => property) ?? false;
}

/** The emitter that a property is. */
export function* emitterNamed(access: PropertyAccessExpression, ctx: Questions): Asking<Emitter | undefined> {
  const found = yield* ctx.functionValue(access);
  if (found.kind !== "library") return undefined;
  return emittersNamed(found.origin, access.getSourceFile(), ctx).find(({ property }) => property);
}

function knownAs({ origin }: Extract<Callee, { kind: "library" }>, call: Making, ctx: Questions): readonly Emitter[] {
  // A method of the same name does something else: `connect` of a socket that is there already.
  const isMethod = is.isCallExpression(call) && origin.container !== undefined && !origin.untyped;
  const named = emittersNamed(origin, call.getSourceFile(), ctx);
  return named.filter((each) => fits(each, call) && (!isMethod || each.containers !== undefined));
}

function emittersNamed(origin: Origin, sourceFile: SourceFile, ctx: Questions): readonly Emitter[] {
  const { entries } = known(sourceFile, ctx);
  const speaking = entries.filter((each) => speaksFor(each, origin) && isOfVersion(each, sourceFile, ctx));
  return speaking.flatMap(({ emitters = [] }) => emitters).filter((each) => has(each, origin));
}

/** The callback that an emitter is handed to. */
export function callbackFor({ given }: Emitter, call: Making): Node | undefined {
  const all = call.arguments ?? [];
  const argument = given && (given.callback === "last" ? all.at(-1) : all[given.callback]);
  return argument && skipWrapping(argument);
}

function fits(emitter: Emitter, call: Making): boolean {
  if (emitter.property) return false;
  if (emitter.unless !== undefined && new RegExp(emitter.unless).test(call.getText())) return false;
  if (!emitter.given) return true;
  const { events } = emitter.given;
  const event = call.arguments?.[0];
  if (events && !(event && events.includes(textOf(skipWrapping(event)) ?? ""))) return false;
  const callback = callbackFor(emitter, call);
  if (!callback) return false;
  return isFunction(callback) || is.isIdentifier(callback) || is.isPropertyAccessExpression(callback);
}

const known = lookUpIn(({ emitters }) => emitters);
