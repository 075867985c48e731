/** What a callback does with an error at its beginning, as the place demands: reject, hand it on, answer, report. */
import type { Questions } from "../../core/context.ts";
import { indentAt } from "../../core/fix/scan.ts";
import { type Callable, isFunction, returnsValue } from "../../core/functions.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { reportingAt } from "../reporting/reporting.ts";
import { beyond } from "../shared/beyond.ts";
import { escaped, mentions } from "../shared/mentions.ts";
import { rejecterOf } from "../shared/promise-maker.ts";
import { hasMember, isAny } from "../shared/types.ts";
import { callbackName, isErrorFirst } from "./error-first.ts";

/** What is done with an error of that name. */
interface Handing {
  readonly title: string;
  readonly call: (error: string) => string;
  /** Who is called deals with the error, and may be returned to. */
  readonly isWhole?: true;
  /** Statements that follow it. */
  readonly then?: readonly string[];
  readonly prepare?: (writer: Writer) => void;
}

export function* handingOn(callback: Callable, work: string, ctx: Questions): Asking<readonly Fix[]> {
  const error = nameFor(callback);
  const head = error && headEdit(callback, error);
  if (!head || !callback.body || callback.type) return [];
  const handing = rejecting(callback) ?? (yield* calling(callback, ctx)) ?? (yield* reporting(callback, work, ctx));
  if (!handing || mentionsOther(callback, error)) return [];
  const write = (writer: Writer): void => {
    handing.prepare?.(writer);
    head(writer);
    guard(writer, callback, handing, error);
  };
  return [{ title: handing.title, safety: "suggestion", write }];
}

/** The parameter's own name, without the underscore that says that it is not used. */
function nameFor({ parameters }: Callable): string {
  const [first] = parameters;
  const name = first && is.isIdentifier(first.name) ? first.name.text.replace(/^_+/, "") : "";
  return name === "" ? "error" : name;
}

/** Does the name stand for another thing in the callback? */
function mentionsOther({ parameters, body }: Callable, error: string): boolean {
  const isTaken = parameters.slice(1).some(({ name }) => mentions(name, error));
  return isTaken || (body !== undefined && mentions(body, error));
}

/** Gives the first parameter its name, or adds it. */
function headEdit(callback: Callable, error: string): ((writer: Writer) => void) | undefined {
  const [first] = callback.parameters;
  if (first) return (writer) => (first.name.getText() === error ? undefined : writer.replace(first.name, error));
  const start = callback.getStart();
  const head = callback.getSourceFile().text.slice(start, callback.body?.getStart());
  const empty = /\(\s*\)/.exec(head);
  if (!empty) return undefined;
  const open = start + empty.index + 1;
  return (writer) => writer.replaceSpan({ start: open, end: open + empty[0].length - 2 }, error);
}

function rejecting(callback: Callable): Handing | undefined {
  const around = beyond(callback);
  if (around?.kind !== "executor" || !around.settles) return undefined;
  const rejecter = rejecterOf(around.executor);
  if (!rejecter || isHidden(rejecter.name, callback, around.executor)) return undefined;
  const { name, take } = rejecter;
  const call = (error: string) => `${name}(${error})`;
  return { title: `Call \`${name}\` with the error`, call, isWhole: true, prepare: take };
}

/** The callback of a function around, where this one goes on to call that. */
function* calling(callback: Callable, ctx: Questions): Asking<Handing | undefined> {
  for (const { name, owner } of parametersAround(callback)) {
    if (!callbackName.test(name.text) || isHidden(name.text, callback, owner)) continue;
    const answers = name.text === "next" && owner.parameters.some((each) => mentionsIt(callback, each));
    if (!answers && !mentions(callback, name.text)) continue;
    if (!(yield* takesErrorAlone(name, owner, ctx))) return undefined;
    return { title: `Hand the error to \`${name.text}\``, call: (error) => `${name.text}(${error})`, isWhole: true };
  }
  return undefined;
}

/** Without a type, the calls of it say what it takes. */
function* takesErrorAlone(name: Around["name"], owner: Callable, ctx: Questions): Asking<boolean> {
  const shape = yield* ctx.shape(name);
  if (!shape) {
    const called = `\\b${escaped(name.text)}\\(\\s*`;
    return (yield* isAny(name, ctx)) && new RegExp(`${called}(\\)|(null|undefined|e|er|err|error)\\b)`).test(owner.getText());
  }
  return isErrorFirst(shape, "") && shape.parameters.slice(1).every(({ optional }) => optional);
}

/** A request is answered as well, or it would stay open. */
function* reporting(callback: Callable, work: string, ctx: Questions): Asking<Handing | undefined> {
  const mentioned = parametersAround(callback).filter(({ name }) => mentions(callback, name.text));
  // Whoever waits for one of these would wait for ever.
  if (mentioned.some(({ name }) => callbackName.test(name.text))) return undefined;
  if (beyond(callback)?.kind === "executor") return undefined;
  const { reporter, calling: call } = yield* reportingAt(callback, `${work} failed`, ctx);
  const response = mentioned.find(({ name }) => /^(res|response|reply)$/.test(name.text))?.name;
  if (!response) return { title: `Report the error with \`${reporter}\``, call };
  if (!(yield* hasMember(response, "writeHead", ctx))) return undefined;
  const then = [`${response.text}.writeHead(500)`, `${response.text}.end()`];
  return { title: "Report the error and answer with 500", call, then };
}

type Around = { readonly name: Node & { readonly text: string }; readonly owner: Callable };

function parametersAround(callback: Node): readonly Around[] {
  const found: Around[] = [];
  for (let at = callback.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    for (const { name } of at.parameters) if (is.isIdentifier(name)) found.push({ name, owner: at });
  }
  return found;
}

function mentionsIt(node: Node, { name }: ParameterDeclaration): boolean {
  return is.isIdentifier(name) && mentions(node, name.text);
}

/** Whether a function on the way down to the callback has a parameter of that name. */
function isHidden(name: string, callback: Callable, owner: Node): boolean {
  for (let at: Node = callback; at !== owner; at = at.parent) {
    if (isFunction(at) && at.parameters.some((each) => each.name.getText() === name)) return true;
  }
  return false;
}

/** Writes the guard before all that the callback does, in the callback's own layout. */
function guard(writer: Writer, callback: Callable, { call, then, isWhole }: Handing, error: string): void {
  const { body } = callback;
  if (!body) return;
  const { eol, indent: step, semicolon } = layoutOf(body.getSourceFile());
  const { text } = body.getSourceFile();
  const outer = eol + indentAt(text, body.getStart());
  const inner = outer + step;
  const isEmpty = is.isBlock(body) && body.statements.length === 0;
  const rest = [...(then ?? []), ...(isEmpty ? [] : ["return"])];
  const lines = [call(error), ...rest].map((line) => `${inner}${step}${line}${semicolon}`).join("");
  const isShort = isWhole || rest.length === 0 || (rest.length === 1 && returnsValue(callback));
  const short = isEmpty && !isWhole ? call(error) : `return ${call(error)}`;
  const check = isShort ? `if (${error}) ${short}${semicolon}` : `if (${error}) {${lines}${inner}}`;
  if (!is.isBlock(body)) {
    writer.insertBefore(body, `{${inner}${check}${inner}`);
    return writer.insertAfter(body, `${semicolon}${outer}}`);
  }
  const open = body.getStart() + 1;
  const inside = text.slice(open, body.end - 1);
  if (/^[ \t]*(\/\/.*)?\r?\n/.test(inside)) return writer.replaceSpan({ start: open, end: open }, inner + check);
  const start = open + inside.length - inside.trimStart().length;
  const end = open + inside.trimEnd().length;
  writer.replaceSpan({ start: open, end: start }, inner + check + (inside.trim() === "" ? outer : inner));
  if (inside.trim() !== "") writer.replaceSpan({ start: end, end: body.end - 1 }, outer);
}
