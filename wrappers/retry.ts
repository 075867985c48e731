/** Retries that wait longer each time, know when to stop, and do not multiply. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { RetryBudget } from "./retry-budget.ts";
import { isTemporary } from "./temporary.ts";
import { type Work, checkNumber, listenForAbort, longestTimer, setCause, tell, untilAborted } from "./work.ts";

export interface RetryOptions {
  /** How often the work is run at most, the first time included: 3 unless told. */
  readonly attempts?: number | undefined;
  /** No attempt begins later than this many milliseconds after the first: 30,000 unless told. */
  readonly maxElapsed?: number | undefined;
  /**
   * The wait before the second attempt is random, up to this many milliseconds, and up to twice that each time: 100
   * unless told.
   */
  readonly base?: number | undefined;
  /** What a wait is up to never grows beyond this many milliseconds: 10,000 unless told. */
  readonly cap?: number | undefined;
  /** How much of a service's traffic may be retries. */
  readonly budget?: RetryBudget | undefined;
  /** Whether another attempt may go better. {@link isTemporary} unless told. */
  readonly isRetryable?: ((error: unknown) => boolean) | undefined;
  /** Ends attempts and waits at once when it is aborted; its reason is the rejection. */
  readonly signal?: AbortSignal | undefined;
  /** What is being done, for the message of the error. */
  readonly name?: string | undefined;
  /** Hears of each retry before the wait for it. */
  readonly onRetry?: ((retry: Retry) => unknown) | undefined;
  /** Retries even inside the work of another retry, where attempts multiply. */
  readonly nested?: boolean | undefined;
}

/** A retry that is about to be made. */
export interface Retry {
  readonly name: string;
  /** Which attempt it will be; the first retry is attempt 2. */
  readonly attempt: number;
  /** The milliseconds until then. */
  readonly delay: number;
  /** Why it is needed. */
  readonly error: unknown;
}

/**
 * Runs the work again when it fails with a temporary error. Waits grow exponentially and are random in full, so that
 * callers do not come back all at once; a `Retry-After` of the error is waited for as well.
 *
 * A permanent error is thrown as it is, at once. When there is no attempt, no time or no budget left, a {@link
 * RetriesExhaustedError} is thrown with the last error as its cause. Inside the work of another retry there is one
 * attempt and its error is thrown as it is, so that only the outermost retries. Only retry work that may safely be
 * done twice, and bound each attempt in time: a retry cannot help against an attempt that never ends.
 */
export async function withRetry<T>(work: Work<T>, options: RetryOptions = {}): Promise<T> {
  const { isRetryable = isTemporary, budget, signal, name = "The operation", onRetry, nested = false } = options;
  const { attempts = 3, maxElapsed = 30_000, base = 100, cap = 10_000 } = options;
  checkNumber("attempts", attempts, { least: 1, whole: true });
  checkNumber("maxElapsed", maxElapsed);
  checkNumber("base", base);
  checkNumber("cap", cap);
  if (signal?.aborted) throw signal.reason;

  budget?.earn();
  if (retryScopes.getStore()?.isOver === false && !nested) return untilAborted(work, signal);

  const began = performance.now();
  const scope: RetryScope = { isOver: false };
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await retryScopes.run(scope, () => untilAborted(work, signal));
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!isRetryable(error)) throw error;
        const giveUp = (why: string) => new RetriesExhaustedError(name, attempt, why, error);
        if (attempt >= attempts) throw giveUp("that is as often as it may be tried");
        const delay = (retryAfter(error) ?? 0) + Math.random() * Math.min(cap, base * 2 ** (attempt - 1));
        const isTooLate = performance.now() - began + delay > maxElapsed;
        if (isTooLate) throw giveUp(`the next try would be later than after ${maxElapsed} ms`);
        if (budget?.trySpend() === false) throw giveUp(`the retry budget of ${budget.service} is used up`);
        tell(onRetry, { name, attempt: attempt + 1, delay, error });
        await pause(delay, signal);
      }
    }
  } finally {
    scope.isOver = true;
  }
}

/** Work failed again and again, and will not be tried any more. The last failure is the cause. */
export class RetriesExhaustedError extends Error {
  override readonly name = "RetriesExhaustedError";
  readonly code = "RETRIES_EXHAUSTED";
  /** What was being done. */
  readonly operation: string;
  /** How often it was tried. */
  readonly attempts: number;

  constructor(operation: string, attempts: number, why: string, cause: unknown) {
    const times = attempts === 1 ? "once" : `${attempts} times`;
    // What is thrown need not be an error, nor have a text at all.
    const said = typeof cause === "string" ? cause : (cause as { message?: unknown } | null | undefined)?.message;
    const last = typeof said === "string" ? ` The last failure: ${said}` : "";
    super(`${operation} failed ${times}, and ${why}.${last}`);
    setCause(this, cause);
    this.operation = operation;
    this.attempts = attempts;
  }
}

/** That a retry is under way. Over when it ends, since what its work leaves running keeps this context for ever. */
interface RetryScope {
  isOver: boolean;
}

const retryScopes = new AsyncLocalStorage<RetryScope>();

function pause(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", giveUp);
        resolve();
      },
      Math.min(delay, longestTimer),
    );
    listenForAbort(signal, giveUp);
  });
}

/**
 * The milliseconds that the error asks to wait for: by its own `retryAfter` (seconds), or by the header of the answer.
 */
function retryAfter(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { retryAfter: own, headers, response } = error as FailedResponse;
  return milliseconds(own) ?? milliseconds(header(headers)) ?? milliseconds(header(response?.headers));
}

interface FailedResponse {
  readonly retryAfter?: unknown;
  readonly headers?: unknown;
  readonly response?: { readonly headers?: unknown } | null;
}

/** The header's value in a `Headers`, or in a plain object with names in any case. */
function header(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null) return undefined;
  const { get } = headers as { readonly get?: unknown };
  if (typeof get === "function") return get.call(headers, "retry-after");
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after")?.[1];
}

/** Of a number of seconds, or of a date. */
function milliseconds(value: unknown): number | undefined {
  if (typeof value === "number") return value >= 0 ? value * 1000 : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return milliseconds(seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
