/** The end of a process that loses no request: it stops accepting, drains, closes what it holds, and exits in time. */
import type { Server } from "node:net";
import { bounded, reasonOf } from "./bounded.ts";
import { type Drainable, drainable } from "./drain.ts";
import { type Work, checkNumber, setCause, tell } from "./work.ts";

export interface ShutdownOptions {
  /** What begins it: SIGTERM and SIGINT unless told. */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /** The milliseconds that it may take: 10 000 unless told. Stay below what your platform waits before it kills. */
  readonly deadline?: number | undefined;
  /** Ends other work in hand, such as queues'. It runs while the server drains; its signal says when to give up. */
  readonly drain?: Work<unknown> | undefined;
  /** Closes resources, in the order they were opened: the last is closed first. Signals say when to give up. */
  readonly close?: readonly Work<unknown>[] | undefined;
  /** Hears of everything that did not go well. Writes to the standard error unless told. */
  readonly onProblem?: ((problem: ShutdownError) => void) | undefined;
  /** Ends the process: `process.exit` unless told. */
  readonly exit?: ((code: number) => void) | undefined;
}

export interface Shutdown {
  /** Aborted when shutting down begins. Loops and consumers should end on it, and readiness should turn red. */
  readonly shuttingDown: AbortSignal;
  /** Begins as a signal would. Resolves with the exit code and never rejects; a second call waits for the first. */
  begin(reason?: string): Promise<number>;
  /** Stops listening for signals; a shutdown that has begun goes on. */
  dispose(): void;
}

/**
 * Shuts down on SIGTERM and SIGINT. The server takes no more connections, requests in hand are answered, idle
 * connections are closed; then resources are closed from last to first, and the process exits: with 0, or with 1 when
 * something failed or took too long. Draining may use three quarters of the deadline, so that a request that never ends
 * does not keep the database from being closed. When the deadline is over, and on a second signal, the process exits at
 * once with 1.
 *
 * Pass the HTTP server when it is made: requests that came before are not waited for.
 */
export function shutdown(server?: Server, options: ShutdownOptions = {}): Shutdown {
  const { signals = ["SIGTERM", "SIGINT"], deadline = 10_000, exit = (code) => process.exit(code) } = options;
  checkNumber("deadline", deadline);
  const draining = server && drainable(server);
  const begun = new AbortController();
  let beganAt = 0;
  let finished: Promise<number> | undefined;
  let exitCode: number | undefined;

  const onSignal = (name: NodeJS.Signals): void => {
    // Terminals and npm both pass a Ctrl-C on: the second of such a pair is no second thought.
    if (finished === undefined) void begin(name);
    else if (performance.now() - beganAt > 200) end(1);
  };
  const dispose = (): void => {
    for (const name of signals) process.removeListener(name, onSignal);
    if (finished === undefined) draining?.dispose();
  };
  const end = (code: number): number => {
    if (exitCode !== undefined) return exitCode;
    exitCode = code;
    dispose();
    exit(code);
    return code;
  };
  const begin = (reason = "asked to"): Promise<number> => {
    if (finished !== undefined) return finished;
    beganAt = performance.now();
    // Known to have begun before anybody hears of it: a listener may ask again.
    finished = Promise.resolve().then(() => finish(draining, deadline, options)).then(end);
    begun.abort(new ShutdownError("SHUTTING_DOWN", `Shutting down: ${reason}.`));
    return finished;
  };
  for (const name of signals) process.on(name, onSignal);
  return { shuttingDown: begun.signal, begin, dispose };
}

/** Does all of it within the deadline, and says with which code to exit. */
async function finish(draining: Drainable | undefined, deadline: number, options: ShutdownOptions): Promise<number> {
  const { drain, close = [], onProblem = (problem: ShutdownError) => console.error(problem) } = options;
  const endsAt = performance.now() + deadline;
  let code = 0;
  const attempt = async (kind: "DRAIN_FAILED" | "CLOSE_FAILED", work: Work<unknown>, limit: number): Promise<void> => {
    const what = kind === "DRAIN_FAILED" ? "Draining" : "Closing a resource";
    try {
      const late = (): Error => new ShutdownError(kind, `${what} took longer than ${Math.round(limit)} ms.`);
      await bounded(work, limit, late);
    } catch (error) {
      code = 1;
      const isOurs = error instanceof ShutdownError;
      tell(onProblem, isOurs ? error : new ShutdownError(kind, `${what} failed: ${reasonOf(error)}`, error));
    }
  };
  const works: Work<unknown>[] = [];
  if (draining) works.push(() => draining.drain());
  if (drain) works.push(drain);
  await Promise.all(works.map((work) => attempt("DRAIN_FAILED", work, deadline * 0.75)));
  draining?.cut();
  for (const [index, work] of [...close].reverse().entries()) {
    // One that hangs uses up its share of the time and leaves the others theirs.
    const share = (endsAt - performance.now()) / (close.length - index);
    await attempt("CLOSE_FAILED", work, Math.max(0, share));
  }
  return code;
}

export type ShutdownErrorCode = "SHUTTING_DOWN" | "DRAIN_FAILED" | "CLOSE_FAILED";

/** Says that the process shuts down (the reason of `shuttingDown`), or what did not go well in it. */
export class ShutdownError extends Error {
  override readonly name = "ShutdownError";
  readonly code: ShutdownErrorCode;

  constructor(what: ShutdownErrorCode, message: string, cause?: unknown) {
    super(message);
    if (cause !== undefined) setCause(this, cause);
    this.code = what;
  }
}
