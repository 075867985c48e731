/** What to answer when the work fails. */
import { type Work, checkNumber, tell, untilAborted } from "./work.ts";

export interface FallbackOptions {
  /** Which failures the fallback is for: all unless told. Others are passed on as they are. */
  readonly when?: ((error: unknown) => boolean) | undefined;
  /**
   * Handed to the work. When it is aborted the call rejects at once with its reason: there is nobody left to answer.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the work; when it fails, the answer is what `fallback` makes of the error. When the fallback fails too, that
 * is what the caller gets: throw the given error again, or give it as `cause`. Nothing is logged, so let the fallback
 * do that.
 */
export async function withFallback<T, F>(
  work: Work<T>,
  fallback: (error: unknown) => F | PromiseLike<F>,
  { when, signal }: FallbackOptions = {},
): Promise<T | F> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (signal?.aborted || when?.(error) === false) throw error;
    return await fallback(error);
  }
}

export interface LastGood<T> {
  /**
   * Runs the work and keeps its answer under the key; when it fails, the answer is the one kept last, if that is not
   * older than `ttl`. Otherwise it fails as the work does. Failures are never kept.
   */
  run(key: string, work: Work<T>, options?: FallbackOptions): Promise<T>;
}

export interface LastGoodOptions {
  /** How old an answer may be that stands in for a new one, in milliseconds. */
  readonly ttl: number;
  /** How many answers are kept. Beyond it, the one that was not used for the longest time is dropped. */
  readonly max: number;
  /** Told when an old answer stands in for one that failed: log the error here. */
  readonly onStale?: ((stale: Stale) => unknown) | undefined;
}

export interface Stale {
  readonly key: string;
  /** Milliseconds since the old answer was asked for. */
  readonly age: number;
  /** Why there is no new one. */
  readonly error: unknown;
}

/** Keeps the last good answers, for when there is no new one. */
export function lastGood<T>({ ttl, max, onStale }: LastGoodOptions): LastGood<T> {
  checkNumber("ttl", ttl);
  checkNumber("max", max, { least: 1, whole: true });
  /** The one that was not used for the longest time comes first. */
  const kept = new Map<string, { readonly value: T; readonly asOf: number }>();

  function keep(key: string, value: T, asOf: number): void {
    // An answer that took long must not replace one that was asked for later.
    const known = kept.get(key);
    if (known && known.asOf > asOf) return;
    kept.delete(key);
    kept.set(key, { value, asOf });
    const [oldest] = kept.keys();
    if (kept.size > max && oldest !== undefined) kept.delete(oldest);
  }

  function recall(key: string, error: unknown): T {
    const known = kept.get(key);
    if (!known) throw error;
    const age = performance.now() - known.asOf;
    kept.delete(key);
    if (age > ttl) throw error;
    kept.set(key, known);
    tell(onStale, { key, age, error });
    return known.value;
  }

  return {
    run(key, work, options) {
      const asOf = performance.now();
      const keeping: Work<T> = async (signal) => {
        const value = await work(signal);
        keep(key, value, asOf);
        return value;
      };
      return withFallback(keeping, (error) => recall(key, error), options);
    },
  };
}
