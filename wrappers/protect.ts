/** Several wrappers around one call, in the order in which they help each other. */
import { withFallback } from "./fallback.ts";
import { type RetryOptions, withRetry } from "./retry.ts";
import { type AdaptiveTimeout, withTimeout } from "./timeout.ts";
import { type Work, untilAborted } from "./work.ts";

export interface ProtectOptions<F = never> {
  /** What is called, for errors. */
  readonly name: string;
  /** What to answer when everything else has failed. See `withFallback`. */
  readonly fallback?: ((error: unknown) => F | PromiseLike<F>) | undefined;
  /** Milliseconds for all of it: attempts, waits and queues. See `withTimeout`. */
  readonly totalTimeout?: number | AdaptiveTimeout | undefined;
  /** Only for what may safely be done twice. See `withRetry`. */
  readonly retry?: Omit<RetryOptions, "name" | "signal"> | undefined;
  /** A `circuitBreaker` or `breakerFor`, made once and shared by all who call the service. */
  readonly breaker?: Runner | undefined;
  /** A `tokenBucket` or `slidingWindow`, made once and shared. */
  readonly limiter?: Runner | undefined;
  /** A `bulkhead`, made once and shared. */
  readonly bulkhead?: Runner | undefined;
  /** Milliseconds for each attempt. Without it, a service that hangs never opens the breaker. See `withTimeout`. */
  readonly timeout?: number | AdaptiveTimeout | undefined;
}

/** What breakers, limiters and bulkheads have in common. */
export interface Runner {
  run<T>(work: Work<T>, options?: { readonly signal?: AbortSignal | undefined }): Promise<T>;
}

/** Runs work under protection. Aborting the signal ends everything at once, with the signal's reason. */
export type Protected<F = never> = <T>(
  work: Work<T>,
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<T | F>;

/**
 * Puts the wrappers that are asked for around work, always in this order, from the outside in:
 *
 * 1. **fallback**: answers once nothing else helps, not while a retry still may;
 * 2. **total timeout**: bounds all that follows, waits and queues too, since this is what the caller waits for;
 * 3. **retry**: outside of the breaker, so that each attempt asks it anew and an open circuit ends the retrying;
 * 4. **breaker**: sees each attempt, and an open circuit takes no permission and no place;
 * 5. **rate limiter**: counts each attempt, since the service does too;
 * 6. **bulkhead**: inside the limiter, so that nobody holds a place while waiting for a permission. Its queue delays
 *    what was permitted already, so give it none where the service's limit is strict;
 * 7. **attempt timeout**: innermost, so that it measures the service and not our own queues.
 *
 * Fails as the wrappers do. An attempt that timed out gives its place in the bulkhead back, even if its work ignores
 * the signal and goes on: hand the signal on.
 */
export function protect<F = never>(options: ProtectOptions<F>): Protected<F> {
  const { name, fallback, totalTimeout, retry, breaker, limiter, bulkhead, timeout } = options;
  /** The outermost first. */
  const layers: Layer[] = [];
  if (totalTimeout !== undefined) {
    layers.push((work) => (signal) => withTimeout(work, totalTimeout, { name: `${name} with all attempts`, signal }));
  }
  if (retry) layers.push((work) => (signal) => withRetry(work, { ...retry, name, signal }));
  for (const shared of [breaker, limiter, bulkhead]) {
    if (shared) layers.push((work) => (signal) => shared.run(work, { signal }));
  }
  if (timeout !== undefined) layers.push((work) => (signal) => withTimeout(work, timeout, { name, signal }));

  return async <T>(work: Work<T>, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<T | F> => {
    const layered = layers.reduceRight<Work<T>>((inner, layer) => layer(inner), work);
    return await (fallback ? withFallback(layered, fallback, { signal }) : untilAborted(layered, signal));
  };
}

type Layer = <T>(work: Work<T>) => Work<T>;
