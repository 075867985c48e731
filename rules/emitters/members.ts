/** What the members of emitters and the functions that take them do about `error`. */
import type { Origin } from "../../core/callee.ts";

export const addsListener = /^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/;

/** Calls of these hand back what they are called on. */
export const returnsItself = new RegExp(
  "^(on|once|off|addListener|removeListener|removeAllListeners|prependListener|prependOnceListener|setMaxListeners|" +
    "setEncoding|setKeepAlive|setNoDelay|setTimeout|setDefaultEncoding|ref|unref|pause|resume|listen|connect|bind|" +
    "end|destroy|cork|unpipe|promise)$",
);

/** Whoever iterates over a stream is told of its failure. */
export const consumes = /^(map|filter|forEach|toArray|some|find|every|flatMap|drop|take|reduce|iterator|compose)$/;

/** It adds a listener to the streams that it is given, or tells of their failure in its own way. */
export function handlesErrors({ package: name, module = "", member }: Origin): boolean {
  if (name !== "node") return false;
  const ofStreams = /^(pipeline|finished|compose|toWeb|text|json|buffer|arrayBuffer|blob)$/;
  if (/^stream(\/|$)/.test(module)) return ofStreams.test(member);
  return module === "events" && /^(once|on|addAbortListener)$/.test(member);
}

/** What it returns emits the errors of what it is given. */
export function passesOn({ package: name, module, member }: Origin): boolean {
  return name === "node" && module === "readline" && member === "createInterface";
}

/** Seen to add no listener to a pool that it is given. */
export function keepsQuiet({ package: name, member }: Origin): boolean {
  return (name === "drizzle-orm" && member === "drizzle") || (name === "kysely" && member === "PostgresDialect");
}

/** It only keeps what it is given, */
export function isKept(origin: Origin): boolean {
  return isOfCollection(origin) && /^(set|add|push|unshift)$/.test(origin.member);
}

/** or looks for it among what it keeps. */
export function looksUp(origin: Origin): boolean {
  return isOfCollection(origin) && /^(has|get|delete|includes|indexOf)$/.test(origin.member);
}

function isOfCollection({ package: name, container = "" }: Origin): boolean {
  return name === "lib" && /^((Weak)?(Map|Set)|Array)(Constructor)?$/.test(container);
}

/** It returns a promise of the client that it is called on. */
export function promisesItself({ package: name, member }: Origin): boolean {
  return /^(redis|@redis\/client)$/.test(name) && member === "connect";
}
