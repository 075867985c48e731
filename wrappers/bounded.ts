import { type Work, longestTimer, untilAborted } from "./work.ts";

/**
 * Gives work so many milliseconds, whatever deadline surrounds the caller: releasing, shutting down and health checks
 * must get their time also when the caller's is up. Everything else wants `withTimeout`.
 *
 * When the time is up, the work's signal is aborted and the promise rejects, both with what `late` makes.
 */
export async function bounded<T>(work: Work<T>, limit: number, late: () => Error): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(late()), Math.min(limit, longestTimer));
  try {
    return await untilAborted(work, controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** What is to be said of something that was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
