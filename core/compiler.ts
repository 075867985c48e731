/**
 * The life of the compiler process: started when first needed, watched while it works, started again when it is lost.
 *
 * The compiler's API blocks this thread while a question is under way, so nothing here could notice that an answer
 * never comes. A small watchdog thread does: it kills the process when one round of questions outlasts its limit, and
 * the blocked read then ends with an error like that of any other death.
 */
import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import { Overlap, type Work } from "./overlap.ts";
import { type Question, runInRounds } from "./rounds.ts";
import { API, type APIRequestGenerator, type Asking } from "./ts.ts";

/** Thrown when the compiler process died, was killed or answered with an error; the session starts over with a new one. */
export class CompilerLost extends Error {
  override readonly name = "CompilerLost";
}

export interface CompilerOptions {
  readonly folder: string;
  /** The compiler binary, where it does not stand in node_modules. */
  readonly path?: string | undefined;
  /** How long one round of questions may take before the process is taken for hung. */
  readonly limit?: number;
}

const defaultLimit = 60_000;

/**
 * Kills the process as long as the deadline has passed. Shared with it: the process id, a cell to sleep on, and behind
 * them the deadline in milliseconds since the epoch, 0 while nothing is asked.
 */
const watchdogScript = `
const { workerData } = require("node:worker_threads");
const cells = new Int32Array(workerData, 0, 2);
const deadline = new BigInt64Array(workerData, 8, 1);
for (;;) {
  Atomics.wait(cells, 1, 0, 500);
  const until = Atomics.load(deadline, 0);
  const pid = Atomics.load(cells, 0);
  if (until === 0n || pid === 0 || BigInt(Date.now()) < until) continue;
  try { process.kill(pid, "SIGKILL"); } catch {}
}`;

export class Compiler {
  /** Goes up with each process; whoever holds something of an older one must let it go. */
  generation = 0;
  /** Done bit by bit where this thread has nothing else to do while the compiler works. */
  spare: Work | undefined;
  #api: API | undefined;
  #overlap: Overlap | undefined;
  #watchdog: Worker | undefined;
  readonly #options: CompilerOptions;
  readonly #shared = new SharedArrayBuffer(16);
  readonly #cells = new Int32Array(this.#shared, 0, 2);
  readonly #deadline = new BigInt64Array(this.#shared, 8, 1);

  constructor(options: CompilerOptions) {
    this.#options = options;
  }

  /** Whether there is a process right now. Asking for `api` starts one. */
  get isRunning(): boolean {
    return this.#api !== undefined;
  }

  get api(): API {
    return (this.#api ??= this.#start());
  }

  /**
   * Puts the questions of many computations together and returns their results in order. What they want to have worked out
   * for all of them is worked out by `settle`, as often as nobody can go on without.
   */
  batch<T>(computations: Iterable<Asking<T>>, settle: () => void = nobodyWants): T[] {
    return runInRounds(computations, (questions, meanwhile) => this.#exchange(questions, meanwhile), settle);
  }

  #exchange(questions: readonly Question[], meanwhile: Work): void {
    const work = (): boolean => meanwhile() || (this.spare?.() ?? false);
    const ask = (api: API): unknown => api.batch(...(questions as unknown as APIRequestGenerator<void>[]));
    this.guarded((api) => this.#overlap?.during(work, () => ask(api)));
  }

  /** Runs something that talks to the compiler, under the watchdog. A lost process becomes `CompilerLost`. */
  guarded<T>(work: (api: API) => T): T {
    const { api } = this;
    const before = Atomics.load(this.#deadline, 0);
    Atomics.store(this.#deadline, 0, BigInt(Date.now() + (this.#options.limit ?? defaultLimit)));
    try {
      this.#overlap?.makeRoom();
      return work(api);
    } catch (error) {
      // What rules and facts throw never gets here. An answer that is an error may leave the process in any state.
      this.close();
      throw new CompilerLost("the compiler process failed while it was asked", { cause: error });
    } finally {
      Atomics.store(this.#deadline, 0, before);
    }
  }

  close(): void {
    try {
      this.#api?.close();
    } catch {
      // The process may be gone already; that is what closing wants.
    }
    this.#api = undefined;
    this.#overlap = undefined;
  }

  dispose(): void {
    this.close();
    void this.#watchdog?.terminate();
    this.#watchdog = undefined;
  }

  #start(): API {
    // A larger heap before each collection trades memory for time, as long as half of the machine's is left to others.
    process.env["GOGC"] ??= "1000";
    process.env["GOMEMLIMIT"] ??= `${Math.round(totalmem() / 2)}B`;
    const { folder, path } = this.#options;
    // A process that cannot start would be waited for in vain: the API reads from it before it can say so.
    if (path !== undefined && !existsSync(path)) throw new Error(`there is no compiler at ${path}`);
    const api = new API({ cwd: folder, tsserverPath: path });
    this.#overlap = new Overlap(api);
    this.generation++;
    Atomics.store(this.#cells, 0, processId(api) ?? 0);
    if (!this.#watchdog) {
      this.#watchdog = new Worker(watchdogScript, { eval: true, workerData: this.#shared, execArgv: [] });
      this.#watchdog.unref();
      // Without its watchdog the engine still works: it only waits longer for a compiler that hangs.
      this.#watchdog.on("error", () => {});
    }
    return api;
  }
}

/** The API does not publish its child's process id; the pinned version keeps it here. */
function processId(api: API): number | undefined {
  return (api as unknown as { client?: { channel?: { child?: { pid?: number } } } }).client?.channel?.child?.pid;
}

function nobodyWants(): never {
  throw new Error("something is wanted where nothing works it out");
}
