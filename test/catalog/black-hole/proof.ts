/** What a proof says of a package: the ways to call it, and how each ends on servers that do not answer. */
import { called, load } from "./real/claim.ts";
import type { Behaviour, BlackHole } from "./servers.ts";

export { called, load };

/** How long the bounds of a proof are: short, and still longer than a busy machine takes to begin an answer. */
export const soon = 1000;

export interface Proof {
  readonly package: string;
  /** The way that a fix makes of an unbounded call; none where the package has no bound to offer. */
  readonly remedy?: string;
  /** What the server says to whoever connects, where it does not speak HTTP. */
  readonly greeting?: string;
  readonly ways: Readonly<Record<string, Way>>;
}

export interface Way {
  readonly call: Call;
  readonly ends: Partial<Readonly<Record<Behaviour, Fate>>>;
  /** It ends by itself, after this many milliseconds at the earliest: a default, tried on a clock that runs fast. */
  readonly after?: number;
  /** Nothing bounds it, and it is watched for this many milliseconds, by the same clock. */
  readonly outlasts?: number;
}

/** Makes the call and hands back its promise. */
export type Call = (server: BlackHole) => unknown;

/** What the error that ends it says, as `name code message`, or `resolved` before what came of it as JSON. */
export type Fate = RegExp | "waits";

const gaveUp = /time|abort|cancel|deadline/i;

/** No bound at all: only a connection that breaks ends it. */
export function unbounded(call: Call, outlasts = 100_000): Way {
  return { call, outlasts, ends: { silent: "waits", stall: "waits", drip: "waits", reset: /./ } };
}

/** The whole of it is bounded, however the server behaves. */
export function total(call: Call, fate: Fate = gaveUp): Way {
  return { call, ends: { silent: fate, stall: fate, drip: fate } };
}

/** It bounds each wait for the next byte: who drips is waited for. */
export function idle(call: Call, fate: Fate = gaveUp): Way {
  return { call, ends: { silent: fate, stall: fate, drip: "waits" } };
}

/** It bounds the wait for the answer's head alone. */
export function headers(call: Call, fate: Fate = gaveUp): Way {
  return { call, ends: { silent: fate, stall: "waits", drip: "waits" } };
}

/** It looks like a bound and is none. */
export function powerless(call: Call): Way {
  return { call, ends: { silent: "waits" } };
}

/** What another way does, but by a default, after so many milliseconds. */
export function byDefault(after: number, way: Way): Way {
  return { ...way, after, ends: { ...way.ends, reset: /./ } };
}

/** What Node's own fetch bounds: the wait for the head, and for the next byte of a body. */
export function likeFetch(call: Call, fate: Fate = /fetch failed|terminated|timeout/i): Way {
  return byDefault(300_000, { call, ends: { silent: fate, stall: fate } });
}

export function signal(): AbortSignal {
  return AbortSignal.timeout(soon);
}
