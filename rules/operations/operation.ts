/** A call that leaves the process, taken apart. */
import type { Origin } from "../../core/callee.ts";
import type { Questions, RuleContext } from "../../core/context.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import type { Entry } from "../catalog/entry.ts";
import {
  type Known, callableFor, candidates, clientOperation, isOfVersion, mayBeOperation, operationOf,
} from "../catalog/index.ts";
import { perFile } from "../shared/per-file.ts";
import { declaredOperation, mayBeDeclared } from "./declared.ts";
import { type Start, startOf } from "./address.ts";
import { mayBePromisified, promisifiedOrigin } from "./promisified.ts";
import { plain } from "./values.ts";

export interface OperationCall extends Known {
  readonly call: CallExpression;
  /** The client that it is called on; the callee itself where that is called. */
  readonly client?: Node;
  /** The package's types are not installed: its import is all there is to go by. */
  readonly untyped: boolean;
}

const any = () => true;

/** By syntax alone: may this be an operation, one of those that are meant? */
export function looksLikeOperation(call: CallExpression, ctx: RuleContext, isMeant: (known: Known) => boolean = any): boolean {
  const callee = plain(call.expression);
  const sourceFile = call.getSourceFile();
  if (mayBeDeclared(call, ctx) || mayBePromisified(callee, ctx)) return true;
  if (is.isPropertyAccessExpression(callee)) {
    const holder = lastName(callee.expression);
    const fits = (known: Known) => isMeant(known) && (!known.operation.inside || known.operation.inside.includes(holder));
    return mayBeOperation(callee.name.text, true, sourceFile, ctx, fits);
  }
  if (!is.isIdentifier(callee)) return false;
  const name = aliases(sourceFile).get(callee.text) ?? callee.text;
  return mayBeOperation(name, false, sourceFile, ctx, isMeant) || calledClient(callee.text, call, ctx) !== undefined;
}

/** The name of what a member is read off: `issues` of `octokit.issues.create`. */
function lastName(holder: Node): string {
  const value = plain(holder);
  return is.isPropertyAccessExpression(value) ? value.name.text : is.isIdentifier(value) ? value.text : "";
}

/** `import { request as ask }`: the names in a file that others stand for. */
const aliases = perFile<ReadonlyMap<string, string>>(({ text }) => {
  const names = new Map<string, string>();
  // Looked for by the word between the two names: a pattern that began with a name would try every word of the text.
  for (const { index, 1: name = "" } of text.matchAll(/\sas\s+([\w$]+)\s*[,}]/g)) {
    const original = /[\w$]+$/.exec(text.slice(Math.max(0, index - longestName), index).trimEnd())?.[0];
    if (original !== undefined) names.set(name, original);
  }
  return names;
});

const longestName = 100;

export function* operationAt(call: CallExpression, ctx: RuleContext): Asking<OperationCall | undefined> {
  const callee = yield* ctx.callee(call);
  const expression = plain(call.expression);
  if (callee.kind === "functions") return declaredOperation(call, callee.functions);
  if (callee.kind === "library") {
    const known =
      operationOf(callee.origin, call.getSourceFile(), ctx) ??
      clientCall(expression, call, callee.origin, ctx) ??
      (yield* byReceiver(expression, ctx));
    if (!known) return undefined;
    const client = is.isPropertyAccessExpression(expression) ? expression.expression : expression;
    const hasClient = known.entry.clients !== undefined;
    return { ...known, call, ...(hasClient && { client }), untyped: isAbsent(known.entry, callee.origin, call, ctx) };
  }
  const entry = callee.kind === "unknown" && is.isIdentifier(expression) ? calledClient(expression.text, call, ctx) : undefined;
  const operation = entry && clientOperation(entry);
  if (operation) return { entry, operation, call, client: expression, untyped: false };
  if (callee.kind === "unknown" && mayBePromisified(expression, ctx)) return yield* promisified(expression, call, ctx);
  const known = callee.kind === "unknown" ? yield* byReceiver(expression, ctx) : undefined;
  return known && is.isPropertyAccessExpression(expression)
    ? { ...known, call, client: expression.expression, untyped: false }
    : undefined;
}

function* promisified(callee: Node, call: CallExpression, ctx: RuleContext): Asking<OperationCall | undefined> {
  const origin = yield* promisifiedOrigin(callee, ctx);
  const known = origin && operationOf(origin, call.getSourceFile(), ctx);
  return known && { ...known, call, untyped: false };
}

/** A member of a mapped or generated type has no declaration that tells: what it is called on does. */
function* byReceiver(callee: Node, ctx: RuleContext): Asking<Known | undefined> {
  if (!is.isPropertyAccessExpression(callee)) return undefined;
  const sourceFile = callee.getSourceFile();
  const named = candidates(callee.name.text, sourceFile, ctx).filter(
    ({ entry, operation }) => operation.receivers && isOfVersion(entry, sourceFile, ctx),
  );
  if (named.length === 0) return undefined;
  const names = yield* typeNames(callee.expression, ctx);
  return named.find(({ operation }) => operation.receivers?.some((name) => names.includes(name)));
}

function typeNames(value: Node, ctx: RuleContext): Asking<readonly string[]> {
  return ctx.kept(value, "type's names", function* () {
    const type = yield* ctx.type(value);
    const symbol = yield* type.getSymbol.gen();
    const alias = yield* type.getAliasSymbol.gen();
    return [symbol?.name, alias?.name].filter((name) => name !== undefined);
  });
}

/** An import was all there is to go by; members of mapped types look the same, though their package is there. */
function isAbsent(entry: Entry, { untyped }: Origin, call: CallExpression, ctx: Questions): boolean {
  return untyped === true && ctx.majorVersion(call.getSourceFile().fileName, entry.package) === undefined;
}

/** What the operation's address begins with. */
export function* addressOf({ call, operation }: OperationCall, ctx: Questions): Asking<Start | undefined> {
  const target = operation.target === undefined ? undefined : call.arguments[operation.target];
  return target && (yield* startOf(target, ctx));
}

/** The call of a package's own default client. */
function clientCall(callee: Node, call: CallExpression, origin: Origin, ctx: RuleContext): Known | undefined {
  const entry = is.isIdentifier(callee) ? calledClient(callee.text, call, ctx) : undefined;
  const operation = entry && origin.package === entry.package ? clientOperation(entry) : undefined;
  return entry && operation?.members.includes(origin.member) ? { entry, operation } : undefined;
}

function calledClient(name: string, call: CallExpression, ctx: RuleContext): Entry | undefined {
  return callableFor(call.getSourceFile(), ctx).find((entry) => ctx.survey(clientNames(entry)).has(name));
}

const surveys = new Map<Entry, Survey<readonly string[], ReadonlySet<string>>>();

/** The names that clients of a package have in the workspace, so that few other calls of plain names are asked about. */
function clientNames(entry: Entry): Survey<readonly string[], ReadonlySet<string>> {
  const known = surveys.get(entry);
  if (known) return known;
  const makers = (entry.clients ?? []).flatMap(({ members }) => members).join("|");
  const from = `(?:from\\s*|require\\(\\s*)["']${entry.package}["']`;
  const patterns = [
    new RegExp(`import\\s+([\\w$]+)[^"';]*${from}`, "g"),
    new RegExp(`([\\w$]+)\\s*=\\s*${from}`, "g"),
    new RegExp(`([\\w$]+)\\s*(?::[^=;\\n]+)?=\\s*[\\w$.]+\\.(?:${makers})\\(`, "g"),
  ];
  const survey: Survey<readonly string[], ReadonlySet<string>> = {
    of(text) {
      if (!text.includes(entry.package)) return undefined;
      return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
    },
    merge: (parts) => new Set([...parts.values()].flat()),
  };
  surveys.set(entry, survey);
  return survey;
}
