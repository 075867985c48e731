/** The ways out for an emitter that nobody listens to: a listener that reports, and `pipeline` where it is piped. */
import type { Questions } from "../../core/context.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import { indentAt, startsLine } from "../../core/fix/scan.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { identifiers } from "../../core/references.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, type PropertyAccessExpression, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Writer } from "../../core/writer.ts";
import { reportingAt } from "../reporting/reporting.ts";
import { isExecutor, rejecterOf } from "../shared/promise-maker.ts";
import type { Use } from "./fate.ts";

/** For what a call makes. */
export function* fixesFor(made: Node, what: string, uses: readonly Use[], ctx: Questions): Asking<readonly Fix[]> {
  const pipes = uses.flatMap(({ pipe }) => pipe ?? []).map(({ call }) => call);
  const [pipeline] = pipes.flatMap((call) => pipelineFrom(call) ?? []);
  const piped = pipeline && (yield* pipelineFor(pipeline, what, ctx));
  const listener = yield* listenerFor(made, what, ctx);
  return [piped, listener].filter((fix) => fix !== undefined);
}

/** For what a callback is given. */
export function* fixesForParameter(parameter: Node & { readonly name: Node }, what: string, ctx: Questions): Asking<readonly Fix[]> {
  const fn = parameter.parent;
  const body = isFunction(fn) ? fn.body : undefined;
  const first = body && is.isBlock(body) ? body.statements[0] : undefined;
  if (!first || !hasOwnLine(first)) return [];
  const { done, handler } = yield* telling(first, what, ctx);
  const { eol, semicolon } = layoutOf(first.getSourceFile());
  const text = `${parameter.name.getText()}.on("error", ${handler})${semicolon}${eol}${indentOf(first)}`;
  const write = (writer: Writer) => writer.insertBefore(first, quoted(text, first));
  return [{ title: capital(done), safety: "suggestion", write }];
}

/** For a property of what a constant of the same function holds: elsewhere a listener could be added many times. */
export function* fixesForProperty(access: PropertyAccessExpression, what: string, ctx: Questions): Asking<readonly Fix[]> {
  const holder = access.expression;
  if (!is.isIdentifier(holder)) return [];
  const named = identifiers(access.getSourceFile(), holder.text).find(({ parent }) => {
    return is.isVariableDeclaration(parent) && enclosingFunction(parent) === enclosingFunction(access);
  });
  const statement = named?.parent.parent.parent;
  if (!statement || !is.isVariableStatement(statement) || !isInBlock(statement)) return [];
  if (statement.declarationList.declarations.length !== 1 || statement.pos > access.pos) return [];
  const { done, handler, take } = yield* telling(statement, what, ctx);
  const { eol, semicolon } = layoutOf(access.getSourceFile());
  const { parent } = access;
  const link = is.isPropertyAccessExpression(parent) && parent.questionDotToken ? "?." : ".";
  const listening = `${eol}${indentOf(statement)}${access.getText()}${link}on("error", ${handler})${semicolon}`;
  const write = (writer: Writer): void => {
    take?.(writer);
    writer.insertAfter(statement, quoted(listening, access));
  };
  return [{ title: capital(done), safety: "suggestion", write }];
}

interface Telling {
  /** What a fix does about an error: `reject with its errors`. */
  readonly done: string;
  /** The text of a function that is given the error. */
  readonly handler: string;
  readonly take?: (writer: Writer) => void;
}

/** Whoever waits for a promise that is made here is told; otherwise it is reported. */
function* telling(site: Node, what: string, ctx: Questions): Asking<Telling> {
  const fn = enclosingFunction(site);
  const rejecter = isExecutor(fn) ? rejecterOf(fn) : undefined;
  if (rejecter) return { done: "reject with its errors", handler: rejecter.name, take: rejecter.take };
  const { reporter, handler } = yield* reportingAt(site, `${what} failed`, ctx);
  return { done: `report its errors with \`${reporter}\``, handler: handler() };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A statement of its own behind the one that keeps it, otherwise a link of the chain that makes it. */
function* listenerFor(made: Node, what: string, ctx: Questions): Asking<Fix | undefined> {
  const kept = keeping(made);
  // A promise of it has no listeners.
  if (!kept && isAwaited(made)) return undefined;
  const { done, handler, take } = yield* telling(made, what, ctx);
  const listening = `.on("error", ${handler})`;
  const fix = { title: capital(done), safety: "suggestion" } as const;
  if (kept) {
    const { eol, semicolon } = layoutOf(made.getSourceFile());
    const text = quoted(`${eol}${indentOf(kept.statement)}${kept.name}${listening}${semicolon}`, made);
    return { ...fix, write: (writer) => (take?.(writer), writer.insertAfter(kept.statement, text)) };
  }
  return { ...fix, write: (writer) => (take?.(writer), writer.chain(made, quoted(listening, made))) };
}

/** `const child = spawn(…);`, `this.client = new Client();` */
function keeping(made: Node): { readonly statement: Node; readonly name: string } | undefined {
  let value = made;
  while (skipWrapping(value.parent) === skipWrapping(value) || is.isAwaitExpression(value.parent)) value = value.parent;
  const { parent } = value;
  if (is.isVariableDeclaration(parent)) {
    const statement = parent.parent.parent;
    if (!is.isVariableStatement(statement) || !is.isIdentifier(parent.name)) return undefined;
    const isOnly = statement.declarationList.declarations.length === 1 && isInBlock(statement);
    return isOnly ? { statement, name: parent.name.getText() } : undefined;
  }
  if (!is.isBinaryExpression(parent) || !is.isExpressionStatement(parent.parent)) return undefined;
  const isPlain = parent.operatorToken.getText() === "=" && /^[\w$.#]+$/.test(parent.left.getText());
  return isPlain && isInBlock(parent.parent) ? { statement: parent.parent, name: parent.left.getText() } : undefined;
}

function isInBlock(statement: Node): boolean {
  return (is.isBlock(statement.parent) || is.isSourceFile(statement.parent)) && hasOwnLine(statement);
}

function hasOwnLine(statement: Node): boolean {
  return startsLine(statement.getSourceFile().text, statement.getStart());
}

function isAwaited(made: Node): boolean {
  let at = made.parent;
  while (skipWrapping(at) !== at && at.parent) at = at.parent;
  return is.isAwaitExpression(at) || (is.isPropertyAccessExpression(at) && /^(then|catch|finally)$/.test(at.name.text));
}

interface Pipeline {
  readonly last: CallExpression;
  readonly names: readonly string[];
}

/** The stages of `source.pipe(end);`, where they can be handed on as they are. */
function pipelineFrom(pipe: CallExpression): Pipeline | undefined {
  let last = pipe;
  for (let next = pipeOn(last); next; next = pipeOn(last)) last = next;
  if (!is.isExpressionStatement(last.parent) || !hasOwnLine(last.parent)) return undefined;
  if (/\/\/|\/\*/.test(last.getText())) return undefined;
  const stages: Node[] = [];
  let at: Node = last;
  while (is.isCallExpression(at) && is.isPropertyAccessExpression(at.expression)) {
    if (at.expression.name.text !== "pipe") break;
    const [stage, options] = at.arguments;
    // With options the end of the pipe stays open, which `pipeline` would close.
    if (!stage || options) return undefined;
    stages.unshift(stage);
    at = at.expression.expression;
  }
  stages.unshift(at);
  const names = stages.map((each) => each.getText());
  if (names.some((name) => name.includes("\n") || /^process\./.test(name))) return undefined;
  return { last, names };
}

/** `source.pipe(end);` becomes a `pipeline`, which reports the failure of either and closes both. */
function* pipelineFor({ last, names }: Pipeline, what: string, ctx: Questions): Asking<Fix> {
  const { done, handler, take } = yield* telling(last, what, ctx);
  const { eol, indent, semicolon } = layoutOf(last.getSourceFile());
  const outer = indentOf(last);
  const report = handler.includes("=>") ? handler.slice(handler.indexOf("=> ") + 3) : `${handler}(error)`;
  const body = `{${eol}${outer}${indent}if (error) ${quoted(report, last)}${semicolon}${eol}${outer}}`;
  return {
    title: `Use \`pipeline\`, and ${done}`,
    safety: "suggestion",
    write(writer) {
      take?.(writer);
      const pipeline = writer.importName("pipeline", "node:stream");
      writer.replace(last, `${pipeline}(${names.join(", ")}, (error) => ${body})`);
    },
  };
}

function pipeOn(call: Node): CallExpression | undefined {
  const { parent } = call;
  const isPipe = is.isPropertyAccessExpression(parent) && parent.expression === call && parent.name.text === "pipe";
  return isPipe && is.isCallExpression(parent.parent) ? parent.parent : undefined;
}

function indentOf(node: Node): string {
  return indentAt(node.getSourceFile().text, node.getStart());
}

/** In the quotes that the file uses. */
function quoted(text: string, node: Node): string {
  const { quote } = layoutOf(node.getSourceFile());
  return quote === "'" ? text.replaceAll(/"([^"']*)"/g, "'$1'") : text;
}
