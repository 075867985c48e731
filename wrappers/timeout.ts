/** Timeouts that tell the work to stop, and that know of the deadline they are under. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Work, checkNumber, listenForAbort, longestTimer, start } from "./work.ts";

/** What a timeout may be told besides its limit. */
export interface TimeoutOptions {
  /** What is being done, for the message of the error. */
  readonly name?: string | undefined;
  /** Ends the waiting when it is aborted; its reason is the rejection. */
  readonly signal?: AbortSignal | undefined;
  /** A moment, in milliseconds as of `Date.now()`, after which nobody waits any more, whatever the limit. */
  readonly deadline?: number | undefined;
}

/**
 * Runs the work, and rejects with a {@link TimeoutError} when it takes longer than the limit (milliseconds, or an
 * {@link adaptiveTimeout}). The work's signal is then aborted with that error; work that ignores it is left to itself
 * and what becomes of it is not heard of. A timeout inside the work of another never waits longer than the outer one
 * has left, and work whose time is already over is not started.
 *
 * @resilience timeout
 */
export async function withTimeout<T>(
  work: Work<T>,
  limit: number | AdaptiveTimeout,
  options: TimeoutOptions = {},
): Promise<T> {
  const { name = "The operation", signal, deadline = Infinity } = options;
  const own = typeof limit === "number" ? limit : limit.current();
  if (Number.isNaN(own) || Number.isNaN(deadline)) throw new RangeError("A limit or a deadline is NaN.");
  if (signal?.aborted) throw signal.reason;

  const outer = surrounding();
  const began = performance.now();
  const left = Math.floor(Math.min(deadline - Date.now(), (outer?.deadline ?? Infinity) - began));
  const budget = Math.max(0, Math.min(own, left));
  if (budget === 0) throw new TimeoutError(name, budget);

  const controller = new AbortController();
  const scope: Scope = { deadline: began + budget, isOver: false, outer };
  let giveUp = (_reason: unknown): void => {};
  const timer = setTimeout(() => giveUp(timeIsUp), Math.min(budget, longestTimer));
  const abort = () => {
    giveUp(signal?.reason);
    controller.abort(signal?.reason);
  };
  listenForAbort(signal, abort);
  try {
    const value = await new Promise<T>((resolve, reject) => {
      giveUp = reject;
      // The deadline ends when the work has really settled: work that was given up on may start nothing new until then.
      // Both outcomes are handled, so that it fails in silence.
      scopes.run(scope, () => start(work, controller.signal)).then(
        (value) => {
          scope.isOver = true;
          resolve(value);
        },
        (error: unknown) => {
          scope.isOver = true;
          reject(error);
        },
      );
    });
    if (typeof limit !== "number") limit.record(performance.now() - began);
    return value;
  } catch (error) {
    if (error !== timeIsUp) throw error;
    // A timeout cut short by a deadline from outside says nothing of how long this work takes.
    if (typeof limit !== "number" && budget === own) limit.record(budget);
    // Made here and not by the timer, so that its stack shows who waits.
    const timeout = new TimeoutError(name, budget);
    controller.abort(timeout);
    throw timeout;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Work took longer than it was given. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
  readonly code = "TIMEOUT";
  /** What was being done. */
  readonly operation: string;
  /** The milliseconds that it had: its limit, or less if an outer deadline left less. */
  readonly budget: number;

  constructor(operation: string, budget: number) {
    super(`${operation} did not finish in the ${budget} ms that it had.`);
    this.operation = operation;
    this.budget = budget;
  }
}

/** A limit that follows how long the work really takes. Make one for each kind of call and keep it. */
export interface AdaptiveTimeout {
  /** The limit that holds now, in milliseconds. */
  current(): number;
  /** Adds how long a call took. {@link withTimeout} does this itself. */
  record(duration: number): void;
}

export interface AdaptiveTimeoutOptions {
  /** The limit is never shorter than this many milliseconds. */
  readonly floor: number;
  /** The limit is never longer than this many milliseconds. */
  readonly ceiling: number;
  /** The limit until enough calls were seen. */
  readonly coldStart: number;
  /** Which part of the calls is taken for normal: 0.95 unless told. */
  readonly percentile?: number | undefined;
  /** How many of the last calls count: 200 unless told. */
  readonly samples?: number | undefined;
}

/**
 * A limit of twice the 95th percentile of the last calls' durations, between floor and ceiling. Calls that succeeded
 * count, and those that timed out count with the limit they had: when more than one in twenty times out, the limit
 * doubles, and so finds its way back when the work has become slower. Calls that failed do not count.
 */
export function adaptiveTimeout(options: AdaptiveTimeoutOptions): AdaptiveTimeout {
  const { floor, ceiling, coldStart, percentile = 0.95, samples = 200 } = options;
  checkNumber("floor", floor, { least: 1 });
  checkNumber("ceiling", ceiling, { least: floor });
  checkNumber("coldStart", coldStart, { least: 1 });
  checkNumber("samples", samples, { least: 1, whole: true });
  if (!(percentile > 0 && percentile <= 1)) throw new RangeError(`percentile must be in (0, 1], not ${percentile}.`);
  const enough = Math.min(20, samples);
  const margin = 2;
  const clamp = (limit: number) => Math.round(Math.min(ceiling, Math.max(floor, limit)));
  const byAge: number[] = [];
  const bySize: number[] = [];

  return {
    current() {
      const normal = bySize[Math.ceil(percentile * bySize.length) - 1];
      return normal === undefined || bySize.length < enough ? clamp(coldStart) : clamp(normal * margin);
    },
    record(duration) {
      if (!(duration >= 0)) return;
      byAge.push(duration);
      bySize.splice(placeOf(duration, bySize), 0, duration);
      if (byAge.length <= samples) return;
      bySize.splice(placeOf(byAge.shift() as number, bySize), 1);
    },
  };
}

/** The first place in a sorted list whose number is not smaller. */
function placeOf(number: number, sorted: readonly number[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the timer says; never seen outside. */
const timeIsUp = Symbol("the time is up");

/** The deadline that work runs under. It holds as long as the work runs. */
interface Scope {
  /** As of `performance.now()`, which no change of the clock moves. */
  readonly deadline: number;
  isOver: boolean;
  outer: Scope | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

/**
 * The innermost deadline whose work still runs. What work leaves behind, such as a connection or an interval, keeps its
 * context for ever, and must not be held to the deadline of a request that is long done.
 */
function surrounding(): Scope | undefined {
  let scope = scopes.getStore();
  while (scope?.isOver) scope = scope.outer;
  // Work that starts its successor, over and over, must not drag a chain of all that went before behind it.
  while (scope?.outer?.isOver) scope.outer = scope.outer.outer;
  return scope;
}
