/** A bulkhead: so much work of one kind runs at once, and one slow dependency cannot take everything with it. */
import { type Work, checkNumber, listenForAbort, longestTimer, untilAborted } from "./work.ts";

export interface Bulkhead {
  readonly name: string;
  /**
   * Runs the work when there is room, first come, first served, and fails as it does. Rejects with
   * `BulkheadFullError` when the queue is full too, or the wait was longer than `maxWait`. When the signal is
   * aborted, it rejects at once with the signal's reason: a caller who waits leaves the queue, and work that runs on
   * keeps its place until it has ended.
   */
  run<T>(work: Work<T>, options?: { readonly signal?: AbortSignal | undefined }): Promise<T>;
  /** How much runs and how many wait, for health checks and logs. */
  snapshot(): { readonly name: string; readonly running: number; readonly queued: number };
}

export interface BulkheadOptions {
  /** What runs here, for errors. */
  readonly name: string;
  /** So much may run at once. */
  readonly concurrent: number;
  /** So many may wait: none unless told. */
  readonly queue?: number | undefined;
  /** The longest wait, in milliseconds. Unless told, callers wait for as long as it takes. */
  readonly maxWait?: number | undefined;
}

/** There was no room, so nothing was called. */
export class BulkheadFullError extends Error {
  override readonly name = "BulkheadFullError";
  readonly code = "BULKHEAD_FULL";
  readonly operation: string;

  constructor(operation: string, { concurrent, queue = 0, maxWait }: BulkheadOptions, hasWaited: boolean) {
    super(
      hasWaited
        ? `${operation} found no room within ${maxWait} ms: ${concurrent} already run.`
        : `${operation} has no room: ${concurrent} already run and ${queue} wait.`,
    );
    this.operation = operation;
  }
}

export function bulkhead(options: BulkheadOptions): Bulkhead {
  const { name, concurrent, queue = 0, maxWait = Infinity } = options;
  checkNumber("concurrent", concurrent, { least: 1, whole: true });
  checkNumber("queue", queue, { whole: true });
  checkNumber("maxWait", maxWait);
  let running = 0;
  /** In order of arrival; called when it is its turn, with the place already taken for it. */
  const waiting = new Set<() => void>();

  /** Resolves when a place was taken for the caller. */
  function lineUp(signal: AbortSignal | undefined): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const goAway = (reason: unknown): void => {
        stopWaiting();
        reject(reason);
      };
      const onAbort = (): void => goAway(signal?.reason);
      const onLate = (): void => goAway(new BulkheadFullError(name, options, true));
      const timer = maxWait <= longestTimer ? setTimeout(onLate, maxWait) : undefined;
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        waiting.delete(go);
      };
      const go = (): void => {
        stopWaiting();
        resolve();
      };
      listenForAbort(signal, onAbort);
      waiting.add(go);
    });
  }

  /** Hands the place to who waits longest, so that no newcomer takes it. */
  function leave(): void {
    const [next] = waiting;
    if (next) next();
    else running--;
  }

  return {
    name,
    async run<T>(work: Work<T>, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<T> {
      signal?.throwIfAborted();
      if (running < concurrent) running++;
      else if (waiting.size < queue) await lineUp(signal);
      else throw new BulkheadFullError(name, options, false);
      if (signal?.aborted) {
        // Between its turn and its beginning.
        leave();
        throw signal.reason;
      }
      const inPlace: Work<T> = async (own) => {
        try {
          return await work(own);
        } finally {
          leave();
        }
      };
      return await untilAborted(inPlace, signal);
    },
    snapshot: () => ({ name, running, queued: waiting.size }),
  };
}
