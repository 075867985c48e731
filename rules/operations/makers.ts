/** Where clients are made, and which of the timeouts that only a client can have are missing there. */
import type { Questions } from "../../core/context.ts";
import { getOrMake } from "../../core/maps.ts";
import { type Asking, type CallExpression, type NewExpression, type SourceFile, is } from "../../core/ts.ts";
import type { ClientMaker, Entry, Need } from "../catalog/entry.ts";
import { entriesFor, has, isOfVersion, speaksFor } from "../catalog/index.ts";
import { givenBound } from "./clients.ts";
import { requestOf } from "./emitted.ts";
import type { Bounds } from "./options.ts";
import { plain } from "./values.ts";

type Making = CallExpression | NewExpression;

const any = () => true;

/** By syntax alone: may this make a client, by one of the makers that are meant? */
export function looksLikeClient(call: Making, ctx: Questions, isMeant: (maker: ClientMaker) => boolean = any): boolean {
  const callee = plain(call.expression);
  const sourceFile = call.getSourceFile();
  const name = is.isPropertyAccessExpression(callee) ? callee.name.text : is.isIdentifier(callee) ? callee.text : undefined;
  if (name === undefined) return false;
  const { makers, names } = known(sourceFile, ctx);
  if (is.isPropertyAccessExpression(callee)) return makers.get(name)?.some(isMeant) ?? false;
  // An import may have any name here, so what is imported from a package that makes clients is asked about.
  return names.has(name);
}

interface InFile {
  /** The entries that it was worked out from: settings may change. */
  readonly of: readonly Entry[];
  /** The members that make clients of the packages this file can reach. */
  readonly makers: ReadonlyMap<string, readonly ClientMaker[]>;
  /** What the file imports from such packages, and what it takes out of what it requires. */
  readonly names: ReadonlySet<string>;
}

const files = new WeakMap<SourceFile, InFile>();

function known(sourceFile: SourceFile, ctx: Questions): InFile {
  const of = entriesFor(sourceFile, ctx);
  const last = files.get(sourceFile);
  if (last?.of === of) return last;
  const entries = of.filter(({ clients }) => clients);
  const makers = new Map<string, ClientMaker[]>();
  for (const maker of entries.flatMap(({ clients = [] }) => clients)) {
    for (const name of maker.members) getOrMake(makers, name, () => []).push(maker);
  }
  const found = { of, makers, names: namesFrom(entries, sourceFile) };
  files.set(sourceFile, found);
  return found;
}

/** What a file imports from the packages of entries, and what it takes out of what it requires. */
export function namesFrom(entries: readonly Entry[], { text }: SourceFile): ReadonlySet<string> {
  const packages = entries.flatMap(({ package: name, also = [], modules = [] }) => [name, ...also, ...modules]);
  const names = new Set(importsOf(text).flatMap(({ from, bound }) => (packages.some((each) => isFrom(from, each)) ? bound : [])));
  for (const name of takenOut(text, names)) names.add(name);
  return names;
}

const statement = /(?:import|const|let|var)\s+(?:type\s+)?([^;"'`=]*?)\s*(?:from|=\s*require\(|=\s*await import\()\s*["']([^"']+)["']/g;

function importsOf(text: string): readonly { readonly from: string; readonly bound: readonly string[] }[] {
  return [...text.matchAll(statement)].map(([, bindings = "", from = ""]) => ({ from, bound: bindings.match(/[\w$]+/g) ?? [] }));
}

/** `const { Pool } = pg` */
function takenOut(text: string, of: ReadonlySet<string>): readonly string[] {
  const patterns = [...text.matchAll(/(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*([\w$]+)\s*[;\n]/g)];
  return patterns.flatMap(([, bindings = "", name = ""]) => (of.has(name) ? (bindings.match(/[\w$]+/g) ?? []) : []));
}

function isFrom(module: string, name: string): boolean {
  const from = module.replace(/^node:/, "");
  return name.endsWith("*") ? from.startsWith(name.slice(0, -1)) : from === name || from.startsWith(`${name}/`);
}

export function* makerAt(call: Making, ctx: Questions): Asking<{ readonly entry: Entry; readonly maker: ClientMaker } | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library") return undefined;
  const sourceFile = call.getSourceFile();
  for (const entry of entriesFor(sourceFile, ctx)) {
    if (!entry.clients || !speaksFor(entry, callee.origin) || !isOfVersion(entry, sourceFile, ctx)) continue;
    const maker = entry.clients.find((each) => has(each, callee.origin));
    if (maker) return { entry, maker };
  }
  return undefined;
}

/** The needs that a client is made without; undefined where that cannot be seen. */
export function* unmetNeeds(call: Making, maker: ClientMaker, ctx: Questions): Asking<readonly Need[] | undefined> {
  if (maker.where !== undefined && !new RegExp(maker.where).test(call.getSourceFile().text)) return undefined;
  const missing: Need[] = [];
  let isSeen = true;
  for (const need of maker.needs ?? []) {
    const bound = yield* givenBound(call, maker, boundsOfNeed(need), ctx);
    if (bound === "unknown") isSeen = false;
    if (bound === "unbounded" && !isInAddress(call, need)) missing.push(need);
  }
  return isSeen || missing.length > 0 ? missing : undefined;
}

function boundsOfNeed({ options, parts = [], writes }: Need): Bounds {
  const partly = parts.map((option) => [option, "part"] as const);
  return Object.fromEntries([...partly, ...options.map((option) => [option, writes] as const)]);
}

/** `setTimeout(() => socket.terminate(), 5_000)`: somebody gives up on what was made, when that is cannot be read off here. */
export function isEndedByTimer(call: Making, { endedBy }: Entry): boolean {
  if (!endedBy || !/\bsetTimeout\(/.test(call.getSourceFile().text)) return false;
  return requestOf(call).uses.some(({ name }) => endedBy.includes(name.text));
}

/** `postgres://host/shop?connect_timeout=5` */
function isInAddress(call: Making, { options, parts = [] }: Need): boolean {
  const text = (call.arguments ?? []).map((argument) => argument.getText()).join();
  return [...options, ...parts].some((option) => new RegExp(`[?&]${option.split(".").at(-1)}=`).test(text));
}
