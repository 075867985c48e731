/** How often something may begin: `tokenBucket` allows bursts, `slidingWindow` counts exactly. */
import { type Work, checkNumber, listenForAbort, longestTimer, untilAborted } from "./work.ts";

export interface RateLimiter {
  readonly name: string;
  /**
   * Takes `n` permissions, 1 unless told, if all of them are free now. False: none was taken. Never goes before those
   * who wait in `take`.
   */
  tryTake(n?: number): boolean;
  /**
   * Waits for one permission, first come, first served. Rejects with `RateLimitedError` at once if the wait would be
   * longer than `maxWait`, and with the signal's reason as soon as the signal is aborted.
   */
  take(options?: TakeOptions): Promise<void>;
  /** Takes one permission and then calls the work. Fails as `take` does, or as the work does. */
  run<T>(work: Work<T>, options?: TakeOptions): Promise<T>;
}

export interface TakeOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * The longest wait for a permission, in milliseconds: 30,000 unless told. 0 does not wait, `Infinity` waits for as
   * long as it takes.
   */
  readonly maxWait?: number | undefined;
}

export interface TokenBucketOptions {
  /** What errors call it: "The rate limiter" unless told. */
  readonly name?: string | undefined;
  /** How many may begin at once after a quiet time. */
  readonly capacity: number;
  /** How many more may begin each second. */
  readonly perSecond: number;
}

export interface SlidingWindowOptions {
  /** What errors call it: "The rate limiter" unless told. */
  readonly name?: string | undefined;
  /** How many may begin within any `window`. */
  readonly limit: number;
  /** In milliseconds. */
  readonly window: number;
}

/** More wanted to begin than may. Nothing was called. `retryAfter` says in how many seconds it would be its turn. */
export class RateLimitedError extends Error {
  override readonly name = "RateLimitedError";
  readonly code = "RATE_LIMITED";
  readonly operation: string;
  readonly retryAfter: number;

  constructor(operation: string, retryAfter: number) {
    super(`${operation} has no call left; the next one is free in ${retryAfter} s.`);
    this.operation = operation;
    this.retryAfter = retryAfter;
  }
}

/** Bursts of up to `capacity`, and in the long run `perSecond`. It begins full. */
export function tokenBucket({ name = "The rate limiter", capacity, perSecond }: TokenBucketOptions): RateLimiter {
  checkNumber("capacity", capacity, { least: 1 });
  checkNumber("perSecond", perSecond, { least: Number.MIN_VALUE });
  return new Limiter(name, new Bucket(capacity, 1000 / perSecond));
}

/** At most `limit` within any `window`, wherever the window begins. It remembers `limit` points in time. */
export function slidingWindow({ name = "The rate limiter", limit, window }: SlidingWindowOptions): RateLimiter {
  checkNumber("limit", limit, { least: 1, whole: true });
  checkNumber("window", window, { least: 1 });
  return new Limiter(name, new Log(limit, window));
}

/** When permissions come free. */
interface Pace {
  readonly largest: number;
  /** Milliseconds until the n-th permission from now is free, when those before it are taken as they come. */
  wait(n: number, now: number): number;
  spend(n: number, now: number): void;
}

class Limiter implements RateLimiter {
  readonly name: string;
  readonly #pace: Pace;
  /** In order of arrival; called when it is its turn. */
  readonly #waiting = new Set<() => void>();
  /** Runs while somebody waits, and keeps the process alive for them. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, pace: Pace) {
    this.name = name;
    this.#pace = pace;
  }

  tryTake(n = 1): boolean {
    checkNumber("n", n, { least: 1, whole: true });
    if (n > this.#pace.largest) {
      throw new RangeError(`${this.name} never has ${n} permissions at once, but ${this.#pace.largest} at most.`);
    }
    const now = performance.now();
    if (this.#waiting.size > 0 || this.#pace.wait(n, now) > 0) return false;
    this.#pace.spend(n, now);
    return true;
  }

  async take({ signal, maxWait = 30_000 }: TakeOptions = {}): Promise<void> {
    checkNumber("maxWait", maxWait);
    signal?.throwIfAborted();
    if (this.tryTake()) return;
    const wait = this.#pace.wait(this.#waiting.size + 1, performance.now());
    if (wait > maxWait) throw new RateLimitedError(this.name, Math.ceil(wait) / 1000);
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(go);
        if (this.#waiting.size === 0) this.#stopTimer();
        reject(signal?.reason);
      };
      const go = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      listenForAbort(signal, leave);
      this.#waiting.add(go);
      if (this.#timer === undefined) this.#letThrough();
    });
  }

  async run<T>(work: Work<T>, options: TakeOptions = {}): Promise<T> {
    await this.take(options);
    return await untilAborted(work, options.signal);
  }

  /**
   * Those whose turn it is go; for the next one a timer is set. A timer may fire a little early, so all is looked at
   * anew.
   */
  #letThrough(): void {
    this.#stopTimer();
    for (const go of this.#waiting) {
      const now = performance.now();
      const wait = this.#pace.wait(1, now);
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#letThrough(), Math.min(Math.ceil(wait), longestTimer));
        return;
      }
      this.#pace.spend(1, now);
      this.#waiting.delete(go);
      go();
    }
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** A token bucket, kept as the one point in time at which it will be full again. */
class Bucket implements Pace {
  readonly largest: number;
  readonly #interval: number;
  #fullAt = 0;

  constructor(capacity: number, interval: number) {
    this.largest = capacity;
    this.#interval = interval;
  }

  wait(n: number, now: number): number {
    const wait = Math.max(this.#fullAt, now) - now - (this.largest - n) * this.#interval;
    // What is left of sums of fractions is no wait.
    return wait < 1e-6 ? 0 : wait;
  }

  spend(n: number, now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + n * this.#interval;
  }
}

/** When the last `limit` permissions were taken: a ring, `#oldest` is overwritten next. */
class Log implements Pace {
  readonly largest: number;
  readonly #window: number;
  readonly #taken: number[];
  #oldest = 0;

  constructor(limit: number, window: number) {
    this.largest = limit;
    this.#window = window;
    this.#taken = new Array<number>(limit).fill(-Infinity);
  }

  wait(n: number, now: number): number {
    const rounds = Math.floor((n - 1) / this.largest);
    const taken = this.#taken[(this.#oldest + n - 1) % this.largest] ?? -Infinity;
    return Math.max(taken + this.#window, now) + rounds * this.#window - now;
  }

  spend(n: number, now: number): void {
    for (let each = 0; each < n; each++) {
      this.#taken[this.#oldest] = now;
      this.#oldest = (this.#oldest + 1) % this.largest;
    }
  }
}
