/** Decides whether a server that ended by itself is worth starting again. */

const allowed = 4;
const window = 3 * 60_000;

export class CrashGuard {
  #times: number[] = [];

  /** Counts a crash. False when there were too many of them lately: starting again would only crash again. */
  mayRestart(now = Date.now()): boolean {
    this.#times = this.#times.filter((time) => now - time < window);
    this.#times.push(now);
    return this.#times.length <= allowed;
  }

  /** Whether there was a crash since the count began. */
  get any(): boolean {
    return this.#times.length > 0;
  }

  /** A person asked for a restart: the count begins anew. */
  forget(): void {
    this.#times = [];
  }
}
