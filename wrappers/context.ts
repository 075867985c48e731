/** What is known of the work at hand (its correlation id, its tenant), without handing it through every function. */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** Facts about the work at hand, of which one is always there: the id that all logs of it have in common. */
export interface Context {
  readonly correlationId: string;
  readonly [fact: string]: unknown;
}

/** What a context is made of; a correlation id is made up when there is none. */
export interface ContextValues {
  readonly correlationId?: string | undefined;
  readonly [fact: string]: unknown;
}

/**
 * Calls the function with these facts as its context, on top of those that hold already. They hold for everything it
 * calls and starts, over `await`, timers and streams, until all of it is done. What the function returns or throws is
 * handed on.
 */
export function withContext<T>(values: ContextValues, fn: () => T): T {
  const outer = storage.getStore();
  const correlationId = values.correlationId ?? outer?.correlationId ?? randomUUID();
  return storage.run(Object.freeze({ ...outer, ...values, correlationId }), fn);
}

/** The context of the work at hand; undefined outside of any {@link withContext}. */
export function currentContext(): Context | undefined {
  return storage.getStore();
}

/** The id that all logs of this piece of work share; undefined outside of any {@link withContext}. */
export function correlationId(): string | undefined {
  return storage.getStore()?.correlationId;
}

/**
 * The function, to be called in the context of now wherever it is called: for listeners of emitters that serve many
 * (`pool.on("error", bindContext(listener))`), and for callbacks that are kept in a queue or a cache.
 */
export function bindContext<This, Args extends unknown[], R>(
  fn: (this: This, ...args: Args) => R,
): (this: This, ...args: Args) => R {
  // Bound by Node.js itself, so that the contexts of tracing and the like come along.
  return AsyncResource.bind<(this: This, ...args: Args) => R, This>(fn);
}

/**
 * Has all listeners of the emitter called in the context of now: for an emitter that belongs to this piece of work,
 * such as its request, its socket or its stream. Binding one again changes nothing. Returns the emitter.
 */
export function bindEmitter<E extends Emitter>(emitter: E): E {
  if (boundEmitters.has(emitter)) return emitter;
  boundEmitters.add(emitter);
  emitter.emit = bindContext(emitter.emit) as E["emit"];
  return emitter;
}

/** As much of an emitter as is needed here. */
export interface Emitter {
  emit(...args: never[]): boolean;
}

/**
 * The context for another process, as headers of a message or a request: the correlation id, and those of the named
 * facts that are texts, numbers or yes and no. No others are sent, as headers are read by whoever is on the other side.
 * Empty outside of any context.
 */
export function toHeaders(...facts: readonly string[]): Record<string, string> {
  const context = storage.getStore();
  if (context === undefined) return {};
  const headers: Record<string, string> = { [idHeader]: context.correlationId };
  for (const fact of facts) {
    const value = context[fact];
    if (!["string", "number", "boolean"].includes(typeof value)) continue;
    // By way of a buffer, since half a surrogate pair cannot be encoded.
    headers[factHeader(fact)] = encodeURIComponent(Buffer.from(String(value)).toString());
  }
  return headers;
}

/**
 * What {@link toHeaders} has sent, for {@link withContext}: the correlation id (or `x-request-id`), and the facts that
 * are named, as texts. Takes headers of any make: Node's, `fetch`'s, and those of queues whose values are buffers. What
 * is missing or no id at all is left out; never throws. Name only facts that whoever sends them may decide on.
 */
export function fromHeaders(headers: unknown, ...facts: readonly string[]): ContextValues {
  const id = contextHeader(headers, idHeader) ?? contextHeader(headers, "x-request-id");
  const values: Record<string, unknown> = {};
  for (const fact of facts) {
    const value = decoded(contextHeader(headers, factHeader(fact)));
    if (value !== undefined) values[fact] = value;
  }
  // An id that others made up goes into logs, so it has to look like one.
  return id !== undefined && /^[\w.:/+=-]{1,128}$/.test(id) ? { ...values, correlationId: id } : values;
}

const storage = new AsyncLocalStorage<Context>();
const boundEmitters = new WeakSet<Emitter>();
const idHeader = "x-correlation-id";

function factHeader(fact: string): string {
  return `x-context-${fact.toLowerCase()}`;
}

function contextHeader(headers: unknown, name: string): string | undefined {
  try {
    if (headers instanceof Headers) return headers.get(name) ?? undefined;
    const entries: [string, unknown][] = Object.entries(headers ?? {});
    for (const [key, value] of entries) {
      if (key.toLowerCase() !== name) continue;
      const first: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof first === "string") return first;
      if (first instanceof Uint8Array) return Buffer.from(first).toString();
    }
  } catch {
    // Headers that cannot be read say nothing.
  }
  return undefined;
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
