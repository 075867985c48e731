/** Hedged reads: when an answer is late, ask once more and take whichever comes first. */
import type { AdaptiveTimeout } from "./timeout.ts";
import { type Work, checkNumber, longestTimer, start, untilAborted } from "./work.ts";

export interface HedgeOptions {
  /**
   * How late an answer must be, in milliseconds, before the work is started once more; or an adaptive timeout that
   * learns it.
   */
  readonly after: number | AdaptiveTimeout;
  /** How many may run at once, the first one included: 2 unless told. */
  readonly max?: number | undefined;
  /** Ends all of them at once when it is aborted; its reason is the rejection. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the work, and runs it again beside the first when that is late; the first answer wins and the signals of the
 * others are aborted. One that fails does not end the waiting for the others: only when all that were started have
 * failed, the last failure is thrown. Failures are not tried again; that is the business of a retry. Only for reads,
 * and what else may safely be done twice at the same time.
 */
export async function hedge<T>(work: Work<T>, options: HedgeOptions): Promise<T> {
  const { after, max = 2, signal } = options;
  const wait = typeof after === "number" ? after : after.current();
  checkNumber("after", wait);
  checkNumber("max", max, { least: 1, whole: true });
  const learn = (began: number) => typeof after !== "number" && after.record(performance.now() - began);

  /** When each that still runs began. */
  const running = new Map<AbortController, number>();
  let started = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const race = () =>
    new Promise<T>((resolve, reject) => {
      const another = () => {
        started++;
        if (started < max) timer = setTimeout(another, Math.min(wait, longestTimer));
        const controller = new AbortController();
        const began = performance.now();
        running.set(controller, began);
        // What losers come to in the end changes nothing, and their failures are no news to anybody.
        start(work, controller.signal).then(
          (value) => {
            if (!running.delete(controller)) return;
            // The signal of the winner is left alone: a response may still be read under it.
            learn(began);
            resolve(value);
          },
          (error: unknown) => {
            if (running.delete(controller) && running.size === 0) reject(error);
          },
        );
      };
      another();
    });

  try {
    const value = await untilAborted(race, signal);
    // The losers were slower still. Without them it would look as if nothing ever took long.
    for (const began of running.values()) learn(began);
    return value;
  } finally {
    clearTimeout(timer);
    const losers = [...running.keys()];
    running.clear();
    for (const controller of losers) controller.abort(signal?.aborted ? signal.reason : new HedgeLostError());
  }
}

/** Why the work of a loser was aborted. Only its signal ever says so. */
class HedgeLostError extends Error {
  override readonly name = "AbortError";
  readonly code = "ABORT_ERR";

  constructor() {
    super("Another try answered first.");
  }
}
