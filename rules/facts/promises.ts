/** What can come of awaiting an expression, whose own evaluation is judged elsewhere. */
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { identifiers } from "../../core/references.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Identifier, type NewExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { calling, callingValue } from "./calls.ts";
import { executing } from "./executor.ts";
import { type Holder, holderOf } from "./holders.ts";
import { Level, fails, unknown } from "./outcome.ts";
import type { Scene, Source } from "./scene.ts";

export function* awaiting(expression: Node, scene: Scene): Asking<readonly Source[]> {
  const value = skipWrapping(expression);
  if (is.isConditionalExpression(value)) return yield* each([value.whenTrue, value.whenFalse], scene);
  if (is.isBinaryExpression(value)) return yield* each(results(value), scene);
  if (is.isCallExpression(value)) return yield* awaitingCall(value, scene);
  if (is.isTaggedTemplateExpression(value)) return yield* calling(value, "rejects", scene);
  if (is.isNewExpression(value)) return yield* awaitingNew(value, scene);
  if (is.isIdentifier(value) || is.isPropertyAccessExpression(value) || is.isElementAccessExpression(value)) {
    return yield* held(value, scene);
  }
  return [];
}

/** The promises in an array: one that is written out, or one that a callback makes of every element. */
export function* awaitingElements(list: Node, scene: Scene): Asking<readonly Source[]> {
  const value = skipWrapping(list);
  if (is.isArrayLiteralExpression(value)) {
    const found: Source[] = [];
    for (const element of value.elements) {
      found.push(...(is.isSpreadElement(element) ? yield* awaitingElements(element.expression, scene) : yield* awaiting(element, scene)));
    }
    return found;
  }
  if (is.isConditionalExpression(value)) {
    return [...(yield* awaitingElements(value.whenTrue, scene)), ...(yield* awaitingElements(value.whenFalse, scene))];
  }
  const listed = is.isIdentifier(value) ? yield* listedIn(value, scene) : undefined;
  if (listed) return yield* each(listed.values, within(listed.declaration, scene));
  const made = mappedBy(value);
  return made ? yield* callingValue(made, ["rejects"], scene) : [{ at: value, outcome: unknown }];
}

/** What stands in a list that a function fills by `push` and gives to nobody else; undefined where that cannot be told. */
function* listedIn(list: Identifier, scene: Scene): Asking<Holder | undefined> {
  const declaration = yield* scene.ctx.declarationOf(list);
  if (!declaration || !is.isVariableDeclaration(declaration) || scene.within?.has(declaration)) return undefined;
  const made = declaration.initializer && skipWrapping(declaration.initializer);
  const body = enclosingFunction(declaration);
  if (!made || !is.isArrayLiteralExpression(made) || is.isSourceFile(body)) return undefined;
  const found: Node[] = [...made.elements];
  for (const mention of identifiers(list.getSourceFile(), list.text)) {
    if (mention.pos < body.pos || mention.end > body.end || mention === declaration.name || mention === list) continue;
    const access = mention.parent;
    const member = is.isPropertyAccessExpression(access) && access.expression === mention ? access.name.text : undefined;
    if (member === "push" && is.isCallExpression(access.parent)) found.push(...access.parent.arguments);
    else if (member !== "length" && !isWaitedFor(mention)) return undefined;
  }
  return found.some((element) => is.isSpreadElement(element)) ? undefined : { declaration, values: found };
}

/** `Promise.all(tasks)` looks at the list and leaves it as it is. */
function isWaitedFor(list: Node): boolean {
  return is.isCallExpression(list.parent) && /^Promise\.\w+$/.test(list.parent.expression.getText());
}

/** The callback of `items.map(f)` and `Array.from(items, f)`. */
export function mappedBy(value: Node): Node | undefined {
  if (!is.isCallExpression(value) || !is.isPropertyAccessExpression(value.expression)) return undefined;
  const name = value.expression.name.text;
  if (name === "map" || name === "flatMap") return value.arguments[0];
  return name === "from" ? value.arguments[1] : undefined;
}

/** `p.then(…)`, `p.catch(…)` or `p.finally(…)`, taken apart. */
export interface Link {
  readonly member: "then" | "catch" | "finally";
  readonly base: Node;
  readonly onSuccess?: Node;
  readonly onFailure?: Node;
  readonly finally?: Node;
}

export function linkOf(call: Node): Link | undefined {
  if (!is.isCallExpression(call) || !is.isPropertyAccessExpression(call.expression)) return undefined;
  const base = call.expression.expression;
  const [first, second] = call.arguments.map(handler);
  switch (call.expression.name.text) {
    case "then":
      return { member: "then", base, ...(first && { onSuccess: first }), ...(second && { onFailure: second }) };
    case "catch":
      return { member: "catch", base, ...(first && { onFailure: first }) };
    case "finally":
      return { member: "finally", base, ...(first && { finally: first }) };
    default:
      return undefined;
  }
}

/** What a chain of handlers begins with: `load()` of `load().then(…).catch(…)`. */
export function headOfChain(promise: Node): Node {
  let head = promise;
  for (let link = linkOf(head); link; link = linkOf(head)) head = skipWrapping(link.base);
  return head;
}

function handler(argument: Node): Node | undefined {
  const isNothing = argument.kind === SyntaxKind.NullKeyword || (is.isIdentifier(argument) && argument.text === "undefined");
  return isNothing ? undefined : argument;
}

function* awaitingCall(call: CallExpression, scene: Scene): Asking<readonly Source[]> {
  if (call.expression.kind === SyntaxKind.ImportKeyword) return importing(call);
  const link = linkOf(call);
  if (!link) return isMapRead(call) ? yield* held(call, scene) : yield* calling(call, "rejects", scene);
  const found: Source[] = [];
  if (!link.onFailure) found.push(...(yield* awaiting(link.base, scene)));
  if (link.onSuccess) found.push(...(yield* callingValue(link.onSuccess, ["throws", "rejects"], scene)));
  if (link.finally) found.push(...certain(yield* callingValue(link.finally, ["throws", "rejects"], scene)));
  if (link.onFailure) {
    const handling = certain(yield* callingValue(link.onFailure, ["throws", "rejects"], scene));
    // A handler that hands on what it is given fails where there is something to be given.
    const handled = handling.length > 0 ? yield* awaiting(link.base, scene) : [];
    found.push(...(handled.some(({ outcome }) => outcome.level !== Level.never) ? handling : handled));
  }
  return found;
}

/**
 * A module of the program's own fails to load only where a bundler split it off, or where it throws as it loads; one of
 * Node's does not.
 */
function importing(call: CallExpression): readonly Source[] {
  const specifier = call.arguments[0]?.getText() ?? "";
  if (/^["'`]node:/.test(specifier)) return [];
  const isWrittenOut = /^["'`]/.test(specifier) && !specifier.includes("${");
  return [{ at: call, outcome: /^["'`][.~@#]?[./]/.test(specifier) ? unknown : fails, leaves: !isWrittenOut }];
}

function isMapRead({ expression, arguments: { length } }: CallExpression): boolean {
  return length === 1 && is.isPropertyAccessExpression(expression) && expression.name.text === "get";
}

/** Who attaches a handler means it to be the end: only one that is seen to fail is doubted. */
function certain(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ outcome }) => outcome.level !== Level.unknown);
}

function* awaitingNew(made: NewExpression, scene: Scene): Asking<readonly Source[]> {
  const [executor] = made.arguments ?? [];
  if (!is.isIdentifier(made.expression) || made.expression.text !== "Promise" || !executor) return yield* held(made, scene);
  return isFunction(executor) ? yield* executing(executor, scene) : [{ at: made, outcome: unknown }];
}

/** What is held somewhere is what was put there, where all that is put there can be seen. */
function* held(value: Node, scene: Scene): Asking<readonly Source[]> {
  const holder = yield* holderOf(value, scene);
  if (holder) {
    // A promise that is chained onto itself (`queue = queue.then(…)`) is what its other values and links make it.
    if (scene.within?.has(holder.declaration)) return [];
    return yield* each(holder.values, within(holder.declaration, scene));
  }
  if (is.isCallExpression(value)) return yield* calling(value, "rejects", scene);
  const { thenable, any } = yield* scene.ctx.promised(value);
  return thenable || any ? [{ at: value, outcome: unknown }] : [];
}

function within(declaration: Node, scene: Scene): Scene {
  return { ...scene, within: new Set([...(scene.within ?? []), declaration]) };
}

/** The operands whose value an operation hands on. */
function results({ left, operatorToken, right }: { left: Node; operatorToken: Node; right: Node }): readonly Node[] {
  switch (operatorToken.kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
      return [left, right];
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.AmpersandAmpersandEqualsToken:
    case SyntaxKind.CommaToken:
    case SyntaxKind.EqualsToken:
      return [right];
    default:
      return [];
  }
}

function* each(values: readonly Node[], scene: Scene): Asking<readonly Source[]> {
  const found: Source[] = [];
  for (const value of values) found.push(...(yield* awaiting(value, scene)));
  return found;
}
