/** Functions of the workspace that their own comment calls an operation: `@resilience operation`. */
import type { Questions } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { type ServiceKind, defaultSettings } from "../../core/settings.ts";
import type { Survey } from "../../core/survey.ts";
import { type CallExpression, is } from "../../core/ts.ts";
import { tagsOf } from "../shared/tags.ts";
import type { Entry, Operation } from "../catalog/entry.ts";
import type { OperationCall } from "./operation.ts";
import { plain } from "./values.ts";

/** By name alone. */
export function mayBeDeclared(call: CallExpression, ctx: Questions): boolean {
  const names = ctx.survey(declaredNames);
  if (names.size === 0) return false;
  const callee = plain(call.expression);
  const name = is.isPropertyAccessExpression(callee) ? callee.name.text : is.isIdentifier(callee) ? callee.text : "";
  return names.has(name);
}

export function declaredOperation(call: CallExpression, functions: readonly FunctionNode[]): OperationCall | undefined {
  for (const fn of functions) {
    const tags = tagsOf(fn);
    if (!tags?.includes("operation")) continue;
    const service = tags.find((tag): tag is ServiceKind => Object.hasOwn(defaultSettings.timeouts, tag)) ?? "http";
    return { call, untyped: false, ...taken(fn, service) };
  }
  return undefined;
}

/** What a function takes to be bounded by, as its last parameter says: a signal, or options that hold one or a time. */
function taken(fn: FunctionNode, service: ServiceKind): { readonly entry: Entry; readonly operation: Operation } {
  const parameters = isFunction(fn) ? fn.parameters : [];
  const last = parameters.at(-1);
  const type = last?.type?.getText() ?? "";
  const at = parameters.length - 1;
  const isSignal = /^AbortSignal\b/.test(type);
  const option = isSignal ? undefined : /\b(signal|timeoutMs|timeout)\b/.exec(`${last?.name.getText() ?? ""} ${type}`)?.[1];
  const writes = isSignal || option === "signal" ? "signal" : "milliseconds";
  const operation: Operation = {
    members: [],
    options: option === undefined ? [] : [at],
    ...(isSignal && { argument: { at, is: "signal" as const } }),
  };
  const entry: Entry = {
    package: "",
    service,
    operations: [operation],
    waits: { words: "waits for as long as its service does" },
    bounds: { signal: "signal", timeout: "milliseconds", timeoutMs: "milliseconds" },
    remedy: { writes, ...(isSignal && { argument: at }), ...(option !== undefined && { option }) },
  };
  return { entry, operation };
}

const tagged =
  /@resilience\s[^*]*\boperation\b[^]*?\*\/\s*(?:(?:export|default|async|public|private|protected|static|readonly|const|let|function)\s+|\*\s*)*([\w$]+)/g;

const declaredNames: Survey<readonly string[], ReadonlySet<string>> = {
  of: (text) => (text.includes("@resilience") ? [...text.matchAll(tagged)].map(([, name = ""]) => name) : undefined),
  merge: (parts) => new Set([...parts.values()].flat()),
};
