/** The catalog: which calls leave the process, found by the names they are called by and by where those come from. */
import type { Origin } from "../../core/callee.ts";
import type { Questions } from "../../core/context.ts";
import type { SourceFile } from "../../core/ts.ts";
import { axios } from "./axios.ts";
import type { Entry, Operation } from "./entry.ts";
import { fetch } from "./fetch.ts";
import { nodeHttp } from "./node-http.ts";

export const entries: readonly Entry[] = [fetch, axios, nodeHttp];

/** An operation of a package. */
export interface Known {
  readonly entry: Entry;
  readonly operation: Operation;
}

/** What a function of a library is, if it is an operation. */
export function operationOf(origin: Origin): Known | undefined {
  for (const entry of entries) {
    const operation = speaksFor(entry, origin) && entry.operations.find((each) => !each.isClient && has(each, origin));
    if (operation) return { entry, operation };
  }
  return undefined;
}

/** The operation that calling a package's client itself is. */
export function clientOperation(entry: Entry): Operation | undefined {
  return entry.operations.find(({ isClient }) => isClient);
}

/** Does the entry speak for what an origin names? */
export function speaksFor(entry: Entry, origin: Origin): boolean {
  if (entry.global) return origin.global === true;
  if (origin.package !== entry.package) return false;
  return !entry.modules || origin.untyped === true || entry.modules.includes(origin.module ?? "");
}

/** By name alone, before anything is asked: a function or method that is called so may be an operation. */
export function mayBeOperation(name: string, isMethod: boolean, sourceFile: SourceFile, ctx: Questions): boolean {
  // A function of a package that is no module of functions has to be reached by way of a client.
  const fits = (entry: Entry) => entry.global || entry.modules || isMethod;
  return byName.get(name)?.some((entry) => fits(entry) && isUsed(entry, sourceFile, ctx)) ?? false;
}

/** Whether a file can reach a package at all. */
export function isUsed(entry: Entry, sourceFile: SourceFile, ctx: Questions): boolean {
  if (entry.global) return true;
  if (entry.modules) return imports(sourceFile, entry.modules);
  return ctx.usesPackage(sourceFile.fileName, entry.package) || imports(sourceFile, [entry.package]);
}

/** Does a declaration of operations, or of what makes clients, hold what an origin names? */
export function has({ members, containers }: Declared, origin: Origin): boolean {
  if (!members.includes(origin.member)) return false;
  return origin.untyped === true || !containers || containers.includes(origin.container ?? "");
}

interface Declared {
  readonly members: readonly string[];
  readonly containers?: readonly string[];
}

const byName = new Map<string, Entry[]>();
for (const entry of entries) {
  for (const { members, isClient } of entry.operations) {
    if (!isClient) for (const name of members) byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
}

const known = new WeakMap<SourceFile, Map<string, boolean>>();

function imports(sourceFile: SourceFile, modules: readonly string[]): boolean {
  const answers = known.get(sourceFile) ?? new Map<string, boolean>();
  known.set(sourceFile, answers);
  const key = modules.join("|");
  const answer = answers.get(key) ?? new RegExp(`["'](node:)?(${key})["']`).test(sourceFile.text);
  answers.set(key, answer);
  return answer;
}
