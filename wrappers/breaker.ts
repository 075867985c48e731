/** A circuit breaker: a service that keeps failing is left alone for a while, then tried with few calls. */
import { RecentCalls } from "./recent-calls.ts";
import { type Work, checkNumber, tell, untilAborted } from "./work.ts";

export type CircuitState = "closed" | "open" | "half-open";

export interface CircuitBreaker<F = never> {
  readonly name: string;
  /** "open" refuses calls; once `openFor` is over it reads "half-open", though nothing was tried yet. */
  readonly state: CircuitState;
  /**
   * Calls the work and fails as it does. While the circuit is open the work is not called: the answer is the
   * fallback's, or `CircuitOpenError`. The work gets `signal`, or one of its own; when it is aborted, the call
   * rejects at once with its reason.
   */
  run<T>(work: Work<T>, options?: { readonly signal?: AbortSignal | undefined }): Promise<T | F>;
  /** What is known of the service, for health checks and logs. */
  snapshot(): CircuitSnapshot;
  /** Tells of each change of the state. Returns a function that ends this. */
  subscribe(listener: (change: CircuitChange) => unknown): () => void;
  /** Closes the circuit and forgets what was seen. Calls that still run count no more. */
  reset(): void;
}

export interface CircuitBreakerOptions<F = never> {
  /** The service, for errors and events. */
  readonly name: string;
  /** Opens after this many failures in a row: 5 unless told. */
  readonly failures?: number | undefined;
  /** Opens when this part of the calls within `window` failed, if they were at least `minimum`: 0.5 unless told. */
  readonly rate?: number | undefined;
  /** So many calls `rate` needs before it says anything: 10 unless told. */
  readonly minimum?: number | undefined;
  /** Milliseconds that count for `rate`, to a tenth of them: 10,000 unless told. */
  readonly window?: number | undefined;
  /** Milliseconds without a call once the circuit is open: 30,000 unless told. */
  readonly openFor?: number | undefined;
  /** So many calls go through at once after that, and all must succeed to close the circuit: 1 unless told. */
  readonly trials?: number | undefined;
  /**
   * Which errors speak against the service. All do unless told, but for answers 4xx other than 408 and 429: they show
   * that it is well. Calls that the caller aborted, and those that a bulkhead or a rate limiter refused, prove
   * nothing and are not asked of. So bound the work inside the breaker (`withTimeout`), or a service that hangs never
   * opens it.
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined;
  /** What to answer while the circuit is open. It does not see failures of the work: `withFallback` does. */
  readonly fallback?: ((error: CircuitOpenError) => F | PromiseLike<F>) | undefined;
  /** The first subscriber. */
  readonly onStateChange?: ((change: CircuitChange) => unknown) | undefined;
}

export interface CircuitChange {
  readonly name: string;
  readonly from: CircuitState;
  readonly to: CircuitState;
  /** The failure that opened the circuit. */
  readonly error?: unknown;
}

export interface CircuitSnapshot {
  readonly name: string;
  readonly state: CircuitState;
  readonly failuresInARow: number;
  /** Calls within the window, and those of them that failed. */
  readonly calls: number;
  readonly failures: number;
  /** Seconds until the next call may go through; 0 if it may now. */
  readonly retryAfter: number;
}

/**
 * The circuit is open, so nothing was called. Trying again at once is in vain: `retryAfter` says in how many seconds
 * it is not.
 */
export class CircuitOpenError extends Error {
  override readonly name = "CircuitOpenError";
  readonly code = "CIRCUIT_OPEN";
  readonly operation: string;
  readonly retryAfter: number;

  constructor(operation: string, retryAfter: number) {
    super(`${operation} keeps failing and is not called for another ${retryAfter} s.`);
    this.operation = operation;
    this.retryAfter = retryAfter;
  }
}

/** A breaker for one service. Make it once and share it: each sees only its own calls. */
export function circuitBreaker<F = never>(options: CircuitBreakerOptions<F>): CircuitBreaker<F> {
  return new Breaker(options);
}

const shared = new Map<string, CircuitBreaker>();

/**
 * The one breaker of a service in this process, made by the first who asks: later options are not looked at. It is
 * kept for ever, so name it after the service (`"billing"`), never after a user or a request.
 */
export function breakerFor(
  service: string,
  options: Omit<CircuitBreakerOptions, "name" | "fallback"> = {},
): CircuitBreaker {
  const known = shared.get(service);
  if (known) return known;
  const made = circuitBreaker({ ...options, name: service });
  shared.set(service, made);
  return made;
}

/** What a call says of the service. */
type CallVerdict = "well" | "failed" | "nothing";

class Breaker<F> implements CircuitBreaker<F> {
  readonly name: string;
  readonly #limits: { failures: number; rate: number; minimum: number; openFor: number; trials: number };
  readonly #isFailure: (error: unknown) => boolean;
  readonly #fallback: CircuitBreakerOptions<F>["fallback"];
  readonly #listeners = new Set<(change: CircuitChange) => unknown>();
  readonly #recent: RecentCalls;
  #state: CircuitState = "closed";
  /** Changes with the state. Calls of an earlier round say nothing of this one. */
  #round = 0;
  #failuresInARow = 0;
  /** While not closed: until then nobody goes through, but for trials that are left. */
  #until = 0;
  #trialsLeft = 0;
  #trialsPassed = 0;

  constructor(options: CircuitBreakerOptions<F>) {
    const { name, failures = 5, rate = 0.5, minimum = 10, window = 10_000, openFor = 30_000, trials = 1 } = options;
    checkNumber("failures", failures, { least: 1, whole: true });
    checkNumber("rate", rate);
    checkNumber("minimum", minimum, { least: 1, whole: true });
    checkNumber("window", window, { least: 1 });
    checkNumber("openFor", openFor, { least: 1 });
    checkNumber("trials", trials, { least: 1, whole: true });
    this.name = name;
    this.#limits = { failures, rate, minimum, openFor, trials };
    this.#isFailure = options.isFailure ?? ((error) => !isAnswer(error));
    this.#fallback = options.fallback;
    this.#recent = new RecentCalls(window);
    if (options.onStateChange) this.#listeners.add(options.onStateChange);
  }

  get state(): CircuitState {
    return this.#state === "open" && performance.now() >= this.#until ? "half-open" : this.#state;
  }

  async run<T>(work: Work<T>, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<T | F> {
    signal?.throwIfAborted();
    if (!this.#admits()) {
      const refused = new CircuitOpenError(this.name, this.#retryAfter());
      if (!this.#fallback) throw refused;
      return await this.#fallback(refused);
    }
    const round = this.#round;
    try {
      const value = await untilAborted(work, signal);
      this.#count(round, "well");
      return value;
    } catch (error) {
      this.#count(round, this.#verdictOn(error, signal), error);
      throw error;
    }
  }

  snapshot(): CircuitSnapshot {
    const { name, state } = this;
    return { name, state, failuresInARow: this.#failuresInARow, ...this.#recent.sum(), retryAfter: this.#retryAfter() };
  }

  subscribe(listener: (change: CircuitChange) => unknown): () => void {
    // One of its own, so that the same function may listen twice and leave once.
    const own = (change: CircuitChange): unknown => listener(change);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  reset(): void {
    this.#close();
  }

  #admits(): boolean {
    if (this.#state === "closed") return true;
    const now = performance.now();
    const isFirst = this.#trialsLeft === 0;
    if (isFirst && now < this.#until) return false;
    if (isFirst) {
      if (this.#state === "open") this.#trialsPassed = 0;
      this.#trialsLeft = this.#limits.trials - this.#trialsPassed;
    }
    // All is settled before listeners hear of it: they may call as well.
    this.#trialsLeft--;
    // Trials that never end must not keep others out for ever: after this time new ones take their place.
    this.#until = now + this.#limits.openFor;
    if (isFirst) this.#enter("half-open");
    return true;
  }

  #count(round: number, verdict: CallVerdict, error?: unknown): void {
    if (round !== this.#round) return;
    if (verdict === "nothing") {
      if (this.#state === "half-open") this.#trialsLeft++;
      return;
    }
    const hasFailed = verdict === "failed";
    this.#failuresInARow = hasFailed ? this.#failuresInARow + 1 : 0;
    this.#recent.add(hasFailed);
    if (hasFailed && (this.#state === "half-open" || this.#isTooMuch())) this.#open(error);
    else if (this.#state === "half-open" && ++this.#trialsPassed >= this.#limits.trials) this.#close();
  }

  #isTooMuch(): boolean {
    const { calls, failures } = this.#recent.sum();
    const { minimum, rate } = this.#limits;
    return this.#failuresInARow >= this.#limits.failures || (calls >= minimum && failures / calls >= rate);
  }

  #verdictOn(error: unknown, signal: AbortSignal | undefined): CallVerdict {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    if (signal?.aborted || code === "BULKHEAD_FULL" || code === "RATE_LIMITED") return "nothing";
    return this.#isFailure(error) ? "failed" : "well";
  }

  #retryAfter(): number {
    if (this.#state === "closed" || this.#trialsLeft > 0) return 0;
    return Math.max(0, Math.ceil(this.#until - performance.now())) / 1000;
  }

  #open(error: unknown): void {
    this.#until = performance.now() + this.#limits.openFor;
    this.#trialsLeft = 0;
    this.#enter("open", error);
  }

  #close(): void {
    this.#failuresInARow = 0;
    this.#recent.clear();
    this.#trialsLeft = 0;
    this.#enter("closed");
  }

  #enter(to: CircuitState, error?: unknown): void {
    const from = this.#state;
    this.#state = to;
    this.#round++;
    if (from === to) return;
    const change = { name: this.name, from, to, ...(error === undefined ? {} : { error }) };
    for (const listener of [...this.#listeners]) tell(listener, change);
  }
}

/** Whether the failure is an answer such as 404: the service is well, the request was not. */
function isAnswer(error: unknown): boolean {
  const { status, statusCode, response } = (error ?? {}) as {
    readonly status?: unknown;
    readonly statusCode?: unknown;
    readonly response?: { readonly status?: unknown } | null;
  };
  const answer = status ?? statusCode ?? response?.status;
  return typeof answer === "number" && answer >= 400 && answer < 500 && answer !== 408 && answer !== 429;
}
