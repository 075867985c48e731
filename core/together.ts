/** How computations that ask the compiler go side by side (core/rounds.ts runs them). */
import type { Asking } from "./ts.ts";

/** Computations that are run side by side, as one step of the computation that waits for all of them. */
export class Together {
  readonly computations: readonly Asking<unknown>[];

  constructor(computations: readonly Asking<unknown>[]) {
    this.computations = computations;
  }
}

/** A computation that many wait for and one runs. */
export class Shared {
  /** The computation, as long as nobody has started it. */
  computation: Asking<unknown> | undefined;
  outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;

  constructor(computation: Asking<unknown>) {
    this.computation = computation;
  }
}

/** What a computation waits for until it is worked out together with what all others wait for. */
export class Wanted {
  /** The value, once it is there. Asking for it has it worked out. */
  readonly settled: () => { readonly value: unknown } | undefined;

  constructor(settled: () => { readonly value: unknown } | undefined) {
    this.settled = settled;
  }
}

/** Runs computations side by side: their questions go to the compiler together. */
export function* all<T>(...computations: readonly Asking<T>[]): Asking<T[]> {
  return (yield new Together(computations)) as T[];
}

/** What is worked out of a key once, however many ask for it and however early. It must not come to wait for itself. */
export class Once<K, T> {
  readonly #known = new Map<K, Shared>();

  *of(key: K, compute: () => Asking<T>): Asking<T> {
    let shared = this.#known.get(key);
    if (!shared) this.#known.set(key, (shared = new Shared(compute())));
    const { outcome } = shared;
    if (outcome && "value" in outcome) return outcome.value as T;
    return (yield shared) as T;
  }
}
