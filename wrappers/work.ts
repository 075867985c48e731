/** What wrappers wrap, and the few things that all of them do with it. */
import { setMaxListeners } from "node:events";

/**
 * Work that can be told to stop. It gets a signal and should hand it on to whatever it waits for; a function that takes
 * no signal, such as `() => client.get(id)`, is work as well, but can only be given up on.
 */
export type Work<T> = (signal: AbortSignal) => PromiseLike<T> | T;

/**
 * Runs the work and stops waiting for it the moment the signal is aborted: then it rejects with the signal's reason,
 * even if the work goes on. Work is not even started when the signal is aborted already. Without a signal it just
 * runs.
 */
export function untilAborted<T>(work: Work<T>, signal: AbortSignal | undefined): Promise<T> {
  // A signal for each: on one for all, the listeners of work that takes none of its own away would pile up.
  if (signal === undefined) return start(work, new AbortController().signal);
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const giveUp = () => reject(signal.reason);
    // Before the work can listen itself: the signal's reason is what callers see, not what the work makes of it.
    listenForAbort(signal, giveUp);
    const settle = (settled: () => void) => {
      signal.removeEventListener("abort", giveUp);
      settled();
    };
    // Both outcomes are handled here: work that fails after it was given up on does so in silence.
    start(work, signal).then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

/**
 * Calls the listener once when the signal is aborted. Many calls may wait with one signal, such as that of a shutdown, and
 * each takes its listener away in the end: Node.js, which suspects a leak from the eleventh on, is told so.
 */
export function listenForAbort(signal: AbortSignal | undefined, listener: () => void): void {
  if (signal === undefined) return;
  setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
}

/** Starts the work now, not a tick later, and turns what it throws into a rejection. */
export async function start<T>(work: Work<T>, signal: AbortSignal): Promise<T> {
  return work(signal);
}

/**
 * Tells a listener something. A listener that throws or rejects spoils nothing: its failure becomes a warning of the
 * process (`process.on("warning")`).
 */
export function tell<Values extends unknown[]>(
  listener: ((...values: Values) => unknown) | undefined,
  ...values: Values
): void {
  if (listener === undefined) return;
  (async () => listener(...values))().catch((error: unknown) => {
    process.emitWarning(error instanceof Error ? error : "A listener threw something that is no error.");
  });
}

/** Gives an error its cause just as `new Error(message, { cause })` does, for which the types of ES2022 are needed. */
export function setCause<E extends Error>(error: E, cause: unknown): E {
  return Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
}

/** The most milliseconds that a timer can count. Asked for more, it would fire at once. */
export const longestTimer = 2 ** 31 - 1;

/**
 * Throws a RangeError that names the option when its number is too small, none at all, or not whole where it must be.
 */
export function checkNumber(name: string, value: number, { least = 0, whole = false } = {}): void {
  if (value >= least && (!whole || Number.isInteger(value) || value === Infinity)) return;
  throw new RangeError(`${name} must be a ${whole ? "whole " : ""}number of at least ${least}, not ${value}.`);
}
