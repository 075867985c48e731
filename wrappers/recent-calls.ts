/**
 * How many calls of the last while failed: counted in ten slices of time, so that it costs the same for any number of
 * calls.
 */
export class RecentCalls {
  readonly #slice: number;
  #slices: { readonly at: number; calls: number; failures: number }[] = [];

  /** `window` in milliseconds. What is older counts no more, to a tenth of it. */
  constructor(window: number) {
    this.#slice = window / 10;
  }

  add(isFailure: boolean): void {
    const at = this.#now();
    let last = this.#slices.at(-1);
    if (last?.at !== at) {
      last = { at, calls: 0, failures: 0 };
      this.#slices = [...this.#slices.filter((slice) => slice.at > at - 10), last];
    }
    last.calls++;
    if (isFailure) last.failures++;
  }

  sum(): { calls: number; failures: number } {
    const oldest = this.#now() - 10;
    let calls = 0;
    let failures = 0;
    for (const slice of this.#slices) {
      if (slice.at <= oldest) continue;
      calls += slice.calls;
      failures += slice.failures;
    }
    return { calls, failures };
  }

  clear(): void {
    this.#slices = [];
  }

  #now(): number {
    return Math.floor(performance.now() / this.#slice);
  }
}
