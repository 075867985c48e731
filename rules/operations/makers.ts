/** Where clients are made, and which of the timeouts that only a client can have are missing there. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type CallExpression, type NewExpression, is } from "../../core/ts.ts";
import type { ClientMaker, Entry, Need } from "../catalog/entry.ts";
import { clientsOf, entries, has, isOfVersion, isUsed, speaksFor } from "../catalog/index.ts";
import { givenBound } from "./clients.ts";
import { plain } from "./values.ts";

type Making = CallExpression | NewExpression;

/** By syntax alone: may this make a client? */
export function looksLikeClient(call: Making, ctx: Questions): boolean {
  const callee = plain(call.expression);
  const sourceFile = call.getSourceFile();
  if (is.isPropertyAccessExpression(callee)) {
    return clientsOf(callee.name.text).some((entry) => isUsed(entry, sourceFile, ctx));
  }
  // An import may have any name here; a client is made in few places, so that any class of a file that imports it is asked about.
  if (!is.isIdentifier(callee)) return false;
  return entries.some((entry) => entry.clients && isImported(callee.text, entry, sourceFile.text));
}

function isImported(name: string, { package: pack, also = [] }: Entry, text: string): boolean {
  if (![pack, ...also].some((each) => text.includes(each.replace(/\*$/, "")))) return false;
  return new RegExp(`(import|const|let|var)\\b[^;]*?(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}

export function* makerAt(call: Making, ctx: Questions): Asking<{ readonly entry: Entry; readonly maker: ClientMaker } | undefined> {
  const callee = yield* ctx.callee(call);
  if (callee.kind !== "library") return undefined;
  for (const entry of entries) {
    if (!entry.clients || !speaksFor(entry, callee.origin) || !isOfVersion(entry, call.getSourceFile(), ctx)) continue;
    const maker = entry.clients.find((each) => has(each, callee.origin));
    if (maker) return { entry, maker };
  }
  return undefined;
}

/** The needs that a client is made without; undefined where that cannot be seen. */
export function* unmetNeeds(call: Making, maker: ClientMaker, ctx: Questions): Asking<readonly Need[] | undefined> {
  const missing: Need[] = [];
  for (const need of maker.needs ?? []) {
    const bounds = Object.fromEntries(need.options.map((option) => [option, need.writes]));
    const bound = yield* givenBound(call, maker, bounds, ctx);
    if (bound === "unknown") return undefined;
    if (bound === "unbounded" && !isInAddress(call, need)) missing.push(need);
  }
  return missing;
}

/** `postgres://host/shop?connect_timeout=5` */
function isInAddress(call: Making, { options }: Need): boolean {
  const text = (call.arguments ?? []).map((argument) => argument.getText()).join();
  return options.some((option) => new RegExp(`[?&]${option.split(".").at(-1)}=`).test(text));
}
