/** Values as they may be written to a log: without secrets, without cycles, and of bounded size. */
import { types } from "node:util";
import { hidden, isSecret, withoutSecrets } from "./secrets.ts";

/**
 * A copy of the value for logs, in which secrets are replaced by `[redacted]`: whatever is called password, token,
 * authorization, cookie, API key and the like, and in all texts bearer tokens, credentials in URLs, `password=…` and
 * keys of well-known makes. Errors become plain objects with their causes; sockets, streams and the like become their
 * name. Cycles are cut, and what is too deep or too much is left out, which the copy says. Never throws and never
 * changes the value.
 */
export function redact(value: unknown): unknown {
  return copyOf(value, { ancestors: [], room: maxSize });
}

const maxDepth = 8;
const maxEntries = 100;
/** In characters, over all that is copied. */
const maxSize = 50_000;
/** In characters, of one text. */
const maxText = 4_000;

interface Walk {
  readonly ancestors: unknown[];
  /** How many more characters may be copied. */
  room: number;
}

function copyOf(value: unknown, walk: Walk): unknown {
  if (walk.room <= 0) return "[more]";
  if (typeof value === "string") return textWithin(value, walk);
  if (typeof value === "bigint" || typeof value === "symbol") return textWithin(String(value), walk);
  walk.room -= 8;
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return value;
  if (typeof value === "function") return "[function]";
  if (walk.ancestors.includes(value)) return "[circular]";
  if (walk.ancestors.length >= maxDepth) return "[deeper]";
  walk.ancestors.push(value);
  try {
    return copyOfObject(value, walk);
  } catch {
    return "[unreadable]";
  } finally {
    walk.ancestors.pop();
  }
}

function copyOfObject(value: object, walk: Walk): unknown {
  if (value instanceof Error || types.isNativeError(value)) return copyOfEntries(partsOf(value), walk);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? "[invalid date]" : value.toISOString();
  if (types.isBoxedPrimitive(value)) return copyOf(value.valueOf(), walk);
  if (types.isRegExp(value) || value instanceof URL) return textWithin(String(value), walk);
  if (value instanceof URLSearchParams) return textWithin(`?${value}`, walk);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value) || types.isSet(value)) return copyOfList(value, walk);
  if (types.isMap(value)) return copyOfEntries(value, walk);
  if (value instanceof Headers) return copyOfEntries(headersOf(value), walk);
  // Sockets, streams, requests and clients: all innards and no news.
  if (typeof read(value, "on") === "function") return `[${String(value.constructor.name)}]`;
  return copyOfEntries(propertiesOf(value, Object.keys(value)), walk);
}

function copyOfList(values: Iterable<unknown>, walk: Walk): unknown[] {
  const copies: unknown[] = [];
  let previous: unknown;
  for (const value of values) {
    if (copies.length >= maxEntries || walk.room <= 0) {
      copies.push("[more]");
      break;
    }
    // Raw headers are lists in which each name is followed by its value, and entries are pairs of them.
    copies.push(isSecret(previous, value) ? hidden : copyOf(value, walk));
    previous = typeof value === "string" && /^[\w-]{1,100}$/.test(value) ? value : undefined;
  }
  return copies;
}

function copyOfEntries(entries: Iterable<readonly [unknown, unknown]>, walk: Walk): unknown {
  const copies: [string, unknown][] = [];
  for (const [key, value] of entries) {
    if (copies.length >= maxEntries || walk.room <= 0) {
      copies.push(["more", "[more]"]);
      break;
    }
    const name = typeof key === "object" || typeof key === "function" ? "[object]" : textWithin(String(key), walk);
    copies.push([name, isSecret(key, value) ? hidden : copyOf(value, walk)]);
  }
  return Object.fromEntries(copies);
}

/** Not every project's types say that headers can be iterated over. */
function headersOf(headers: Headers): [string, string][] {
  const entries: [string, string][] = [];
  headers.forEach((value, name) => entries.push([name, value]));
  return entries;
}

function* partsOf(error: Error): Iterable<[string, unknown]> {
  const standard = ["name", "message", "stack", "cause", "errors"];
  const others = Object.keys(error).filter((key) => !standard.includes(key));
  for (const [key, value] of propertiesOf(error, ["name", "message", ...others, "stack", "cause", "errors"])) {
    if (value !== undefined) yield [key, value];
  }
}

function* propertiesOf(value: object, keys: readonly string[]): Iterable<[string, unknown]> {
  for (const key of keys) {
    const property = read(value, key);
    // In `{ name: "password", value: "…" }` the name of the secret is a value itself.
    const label = key === "value" ? (read(value, "name") ?? read(value, "key")) : undefined;
    yield [key, isSecret(label, property) ? hidden : property];
  }
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return "[unreadable]";
  }
}

function textWithin(text: string, walk: Walk): string {
  const redacted = shortened(text);
  walk.room -= redacted.length + 8;
  return redacted;
}

function shortened(text: string): string {
  // Somewhat more than is kept is looked at, so that no secret is cut in two and missed.
  const redacted = withoutSecrets(text.slice(0, maxText + 1_000));
  if (text.length <= maxText && redacted.length <= maxText) return redacted;
  return `${redacted.slice(0, maxText)}… [${text.length} characters]`;
}
