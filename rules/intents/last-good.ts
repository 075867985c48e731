/** Where an answer could stand in for the next one: a call whose answer a function hands on as it is, under a key. */
import { enclosingFunction, isClass, isFunction } from "../../core/functions.ts";
import { type CallExpression, type Node, is } from "../../core/ts.ts";

export interface Kept {
  /** What the function promises: the type of what is kept. */
  readonly type: string;
  /** What tells one answer from another, as code. */
  readonly key: string;
}

/** Only where the function says what it promises, and takes nothing but what can be a key. */
export function keptAt(call: CallExpression): Kept | undefined {
  const fn = enclosingFunction(call);
  if (!isFunction(fn) || !isHandedOn(call, fn) || isGeneric(fn)) return undefined;
  const type = /^Promise<([^]+)>$/.exec(fn.type?.getText() ?? "")?.[1];
  if (type === undefined || readOnce.test(type)) return undefined;
  const key = keyOf(fn);
  return key === undefined ? undefined : { type, key };
}

/** What is read but once, or is nothing. */
const readOnce = /\b(Response|Readable\w*|\w*Stream|AsyncIter\w+|void|undefined|null)\b/;

function isHandedOn(call: Node, fn: Node & { readonly body?: Node }): boolean {
  let at = call;
  while (is.isAwaitExpression(at.parent) || is.isParenthesizedExpression(at.parent)) at = at.parent;
  return fn.body === at || is.isReturnStatement(at.parent);
}

function isGeneric(fn: Node): boolean {
  for (let at = fn; !is.isSourceFile(at); at = at.parent) {
    const { typeParameters } = at as { readonly typeParameters?: readonly Node[] };
    if ((isFunction(at) || isClass(at)) && typeParameters && typeParameters.length > 0) return true;
  }
  return false;
}

function keyOf(fn: Node & { readonly parameters?: readonly Node[] }): string | undefined {
  const [only, another] = fn.parameters ?? [];
  if (another) return undefined;
  if (!only) return '"all"';
  if (!is.isParameterDeclaration(only) || !is.isIdentifier(only.name) || only.questionToken || only.dotDotDotToken) return undefined;
  const { text } = only.name;
  const type = only.type?.getText();
  return type === "string" ? text : type === "number" || type === "bigint" ? `String(${text})` : undefined;
}
