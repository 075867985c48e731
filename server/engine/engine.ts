/**
 * The engine as the server's own thread sees it: questions with promised answers.
 *
 * All decisions on order are made here, before anything is sent. One job is under way at a time; a person's question
 * goes before the audit's, and stops the audit's slice. Texts are not sent as they are typed but with the next
 * question, so that any number of keystrokes between two questions costs one update.
 */
import { Worker } from "node:worker_threads";
import type { Notice } from "../../core/finding.ts";
import type { Answer, Arguments, Job, Method, Open, Result, WorkerData } from "./messages.ts";

/** The question lost its point before it was answered: the text changed, or nobody waits for it any more. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

export interface EngineState {
  readonly busy: boolean;
  /** Why the engine answers nothing at all, as long as it does not. */
  readonly failure: string | undefined;
}

export interface EngineOptions {
  readonly workerUrl: URL;
  /** How the session of a folder is to be opened, asked each time one is. */
  readonly open: (folder: string) => Open;
  readonly onNotice: (notice: Notice) => void;
  readonly onState: (state: EngineState) => void;
  /** The thread prints nowhere else: standard output belongs to the protocol. */
  readonly onOutput: (text: string) => void;
}

export interface Asking {
  /** Lets everything else go first, and may be stopped half-way. */
  readonly background?: boolean;
  readonly signal?: AbortSignal | undefined;
}

interface Task {
  readonly folder: string;
  readonly method: Method;
  readonly args: readonly unknown[];
  readonly background: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
  /** Whether its job opens the session. */
  opens: boolean;
}

/** What the session of a folder has to be told before its next question. */
interface Folder {
  opened: boolean;
  readonly texts: Map<string, string | undefined>;
  readonly disk: Set<string>;
}

/** A thread that dies this often without one answer in between is not started again. */
const tolerableDeaths = 3;

/** Each edit brings a new tree, and most of it is gone by the next: in a larger nursery it is swept away less often. */
const youngMb = 96;

export class Engine {
  /** Goes up with everything that can change an answer. */
  revision = 0;
  readonly #options: EngineOptions;
  readonly #folders = new Map<string, Folder>();
  readonly #texts = new Map<string, string>();
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #queue: Task[] = [];
  #running: Task | undefined;
  #worker: Worker | undefined;
  #jobs = 0;
  #deaths = 0;
  #failure: string | undefined;
  #closed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** The folders that a session is or was open for. */
  get folders(): readonly string[] {
    return [...this.#folders.keys()];
  }

  setText(file: string, text: string): void {
    this.revision++;
    this.#texts.set(file, text);
    for (const folder of this.#folders.values()) folder.texts.set(file, text);
  }

  clearText(file: string): void {
    this.revision++;
    this.#texts.delete(file);
    for (const folder of this.#folders.values()) folder.texts.set(file, undefined);
  }

  diskChanged(files: readonly string[]): void {
    this.revision++;
    for (const folder of this.#folders.values()) for (const file of files) folder.disk.add(file);
  }

  /** The folder's settings changed: its session is opened anew at the next question. */
  reopen(folder: string): void {
    this.revision++;
    this.#folders.set(folder, this.#fresh());
  }

  /** The folder is no longer of interest. */
  forget(folder: string): void {
    if (!this.#folders.delete(folder)) return;
    this.ask(folder, "dispose", []).catch(() => {
      // A session that could not be closed ends with its thread.
    });
  }

  ask<M extends Method>(folder: string, method: M, args: Arguments<M>, asking: Asking = {}): Promise<Result<M>> {
    const { background = false, signal } = asking;
    if (this.#closed || signal?.aborted) return Promise.reject(new Superseded("nobody waits for the answer"));
    if (this.#deaths >= tolerableDeaths) return Promise.reject(new Error(this.#failure));
    const { promise, resolve, reject } = withResolvers<Result<M>>();
    const task: Task = { folder, method, args, background, resolve, reject, attempts: 0, opens: false };
    const takeBack = (): void => this.#takeBack(task);
    signal?.addEventListener("abort", takeBack);
    this.#queue.push(task);
    if (!background && this.#running?.background) Atomics.store(this.#stop, 0, 1);
    this.#next();
    return promise.finally(() => signal?.removeEventListener("abort", takeBack));
  }

  /** Ends the thread and with it the compiler. What is under way is stopped. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#queue.splice(0)) task.reject(new Superseded("the server is shutting down"));
    Atomics.store(this.#stop, 0, 1);
    await this.#worker?.terminate();
  }

  #takeBack(task: Task): void {
    const place = this.#queue.indexOf(task);
    if (place >= 0) this.#queue.splice(place, 1);
    else if (this.#running === task) Atomics.store(this.#stop, 0, 1);
    task.reject(new Superseded("nobody waits for the answer"));
  }

  #next(): void {
    if (this.#running) return;
    const urgent = this.#queue.findIndex((task) => !task.background);
    const [task] = this.#queue.splice(Math.max(urgent, 0), 1);
    if (!task) return this.#options.onState({ busy: false, failure: this.#failure });
    this.#running = task;
    Atomics.store(this.#stop, 0, 0);
    this.#options.onState({ busy: true, failure: this.#failure });
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#job(task));
  }

  /** Takes along everything that the session was not told yet. */
  #job(task: Task): Job {
    const { folder, method, args } = task;
    const id = ++this.#jobs;
    if (method === "dispose") return { id, folder, method, args, texts: new Map(), disk: [] };
    const state = this.#folders.get(folder) ?? this.#fresh();
    this.#folders.set(folder, { opened: true, texts: new Map(), disk: new Set() });
    const job: Job = { id, folder, method, args, texts: state.texts, disk: [...state.disk] };
    task.opens = !state.opened;
    return task.opens ? { ...job, open: this.#options.open(folder) } : job;
  }

  #fresh(): Folder {
    return { opened: false, texts: new Map(this.#texts), disk: new Set() };
  }

  #start(): Worker {
    const data: WorkerData = { stop: this.#stop.buffer as SharedArrayBuffer };
    const resourceLimits = { maxYoungGenerationSizeMb: youngMb };
    const worker = new Worker(this.#options.workerUrl, { workerData: data, stdout: true, stderr: true, resourceLimits });
    let reason = "";
    worker.stdout.setEncoding("utf8").on("data", this.#options.onOutput);
    worker.stderr.setEncoding("utf8").on("data", this.#options.onOutput);
    worker.on("message", (answer: Answer) => this.#answered(answer));
    worker.on("error", (error) => (reason = error instanceof Error ? (error.stack ?? error.message) : String(error)));
    worker.on("exit", () => this.#died(reason));
    return worker;
  }

  #answered(answer: Answer): void {
    const task = this.#running;
    if (!task || answer.id !== this.#jobs) return;
    this.#running = undefined;
    this.#deaths = 0;
    for (const notice of answer.notices) this.#options.onNotice(notice);
    if (answer.error === undefined) {
      this.#failure = undefined;
      task.resolve(answer.value as never);
    } else {
      task.reject(new Error(answer.error));
      if (task.opens) this.#couldNotOpen(task.folder, answer.error);
    }
    this.#next();
  }

  /** The session is opened anew at the next question: what was wrong may be mended by then. */
  #couldNotOpen(folder: string, error: string): void {
    this.#failure = `Resilint cannot check ${folder}: ${error.split("\n")[0]}`;
    this.#folders.set(folder, this.#fresh());
  }

  /** Starts over with a new thread: sessions are opened and told the texts again, and the lost question is repeated. */
  #died(reason: string): void {
    this.#worker = undefined;
    const task = this.#running;
    this.#running = undefined;
    if (this.#closed) return task?.reject(new Superseded("the server is shutting down"));
    this.#deaths++;
    for (const folder of this.#folders.keys()) this.#folders.set(folder, this.#fresh());
    const why = reason && `: ${reason}`;
    if (this.#deaths === 1) {
      this.#options.onNotice({ kind: "compiler", message: `the analysis stopped and was started again${why}` });
    }
    if (this.#deaths >= tolerableDeaths) this.#giveUp(`Resilint stops again and again${why}`);
    if (task && !this.#failure && task.attempts++ === 0) this.#queue.unshift(task);
    else task?.reject(new Error(`the analysis stopped while it was asked${why}`));
    this.#next();
  }

  #giveUp(failure: string): void {
    this.#failure = failure;
    for (const task of this.#queue.splice(0)) task.reject(new Error(failure));
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
