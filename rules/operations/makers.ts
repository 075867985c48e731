/** Where clients are made, and which of the timeouts that only a client can have are missing there. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type CallExpression, type NewExpression, is } from "../../core/ts.ts";
import type { ClientMaker, Entry, Need } from "../catalog/entry.ts";
import { lookUpIn } from "../catalog/in-file.ts";
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
  const { byMember, names } = known(sourceFile, ctx);
  if (is.isPropertyAccessExpression(callee)) return byMember.get(name)?.some(isMeant) ?? false;
  // An import may have any name here, so what is imported from a package that makes clients is asked about.
  return names.has(name);
}

const known = lookUpIn(({ clients }) => clients);

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
