/**
 * Runs many computations that ask the compiler, with their questions sent together in rounds.
 *
 * The computations go in lanes. While the compiler answers the questions of one lane, this thread takes the answers of the
 * others to those who asked and gathers what they ask next: neither waits for the other for long.
 */
import { getOrMake } from "./maps.ts";
import type { Work } from "./overlap.ts";
import { Shared, Together, Wanted } from "./together.ts";
import type { Asking } from "./ts.ts";

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** A question on its way to the compiler and back, as the compiler's own batch runner takes it: a computation of one step. */
export class Question {
  answer: Answer | undefined;
  readonly #asked: unknown;
  #isSent = false;

  constructor(asked: unknown) {
    this.#asked = asked;
  }

  next(value?: unknown): IteratorResult<unknown, void> {
    if (this.#isSent) {
      this.answer = { value };
      return { done: true, value: undefined };
    }
    this.#isSent = true;
    return { done: false, value: this.#asked };
  }

  /** The compiler could not answer. It concerns only whoever asked. */
  throw(error: unknown): IteratorResult<unknown, void> {
    this.answer = { error };
    return { done: true, value: undefined };
  }
}

/** Sends questions, does `meanwhile` bit by bit while the compiler works, and is back when all are answered. */
export type Exchange = (questions: readonly Question[], meanwhile: Work) => void;

/** While the compiler has the questions of one, this thread goes through the answers of the others. */
const laneCount = 8;

/** How many questions of a lane are under way at a time: enough to share a round trip, few enough to keep all lanes busy. */
const mostAsked = 100;

/**
 * Results in the order of the computations, which are taken from the iterable only as there is room for them. In which
 * order the compiler is asked depends on nothing but the computations, so that it says the same in every run. `settle`
 * works out what is wanted by then, once nobody can go on without.
 */
export function runInRounds<T>(computations: Iterable<Asking<T>>, exchange: Exchange, settle: () => void): T[] {
  const results: T[] = [];
  const rounds = new Rounds(starting(computations, results));
  do runUntilStuck(rounds, exchange);
  while (rounds.settle(settle));
  rounds.finish();
  return results;
}

function runUntilStuck(rounds: Rounds, exchange: Exchange): void {
  const lanes = Array.from({ length: laneCount }, () => new Lane());
  for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
    while (rounds.goOn(lane));
    if (lane.questions.length === 0) continue;
    exchange(lane.questions, () => lanes.some((other) => rounds.goOn(other)) || rounds.prepare());
    lane.takeAnswers();
    lanes.push(lane);
  }
}

interface Task {
  readonly computation: Asking<unknown>;
  readonly settle: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

function* starting<T>(computations: Iterable<Asking<T>>, results: T[]): Generator<Task, void> {
  let index = 0;
  for (const computation of computations) {
    const at = index++;
    const settle = (value: unknown) => void (results[at] = value as T);
    const fail = (error: unknown) => {
      throw error;
    };
    yield { computation, settle, fail };
  }
}

class Lane {
  questions: Question[] = [];
  askers: Task[] = [];
  answered: { readonly task: Task; readonly answer: Answer }[] = [];

  ask(task: Task, asked: unknown): void {
    this.questions.push(new Question(asked));
    this.askers.push(task);
  }

  takeAnswers(): void {
    const { questions, askers } = this;
    // Backwards, for they are taken from the end.
    for (let index = questions.length - 1; index >= 0; index--) {
      const answer = questions[index]?.answer;
      if (!answer) throw new Error("a question was not answered");
      this.answered.push({ task: askers[index] as Task, answer });
    }
    this.questions = [];
    this.askers = [];
  }
}

class Rounds {
  /** What is still to be started. */
  readonly #source: Iterator<Task, void>;
  /** Taken from there ahead of time, the next one first. */
  #prepared: Task[] = [];
  #taken = 0;
  /** Whoever asks now asks in this lane. */
  #lane = new Lane();
  /** Who waits for what is worked out for many. */
  readonly #waiting = new Map<Shared, Task[]>();
  /** Who cannot go on before what is wanted is worked out. */
  #parked: { readonly task: Task; readonly wanted: Wanted }[] = [];
  #unparked: { readonly task: Task; readonly answer: Answer }[] = [];

  constructor(source: Iterator<Task, void>) {
    this.#source = source;
  }

  /** Takes one answer of a lane to whoever asked, or starts another task where there is room. False when there is nothing to do. */
  goOn(lane: Lane): boolean {
    this.#lane = lane;
    const hasRoom = lane.questions.length < mostAsked;
    const next = lane.answered.pop() ?? (hasRoom ? this.#unparked.pop() : undefined);
    if (next) {
      this.#resume(next.task, next.answer);
      return true;
    }
    const task = hasRoom ? this.#take() : undefined;
    if (task) this.#run(task, () => task.computation.next());
    return task !== undefined;
  }

  /** Has worked out what those who are parked want, so that they can go on. False where nobody is. */
  settle(workOut: () => void): boolean {
    if (this.#parked.length === 0) return false;
    const parked = this.#parked.splice(0).reverse();
    workOut();
    for (const { task, wanted } of parked) {
      const answer = wanted.settled();
      if (answer) this.#unparked.push({ task, answer });
      else this.#parked.push({ task, wanted });
    }
    return true;
  }

  /** Makes one computation that nobody has room for yet: that can be work of its own. False when all are made. */
  prepare(): boolean {
    const { done, value } = this.#source.next();
    if (!done) this.#prepared.push(value);
    return !done;
  }

  /** Nobody is left waiting, unless it waits for itself. */
  finish(): void {
    if (this.#waiting.size > 0) throw new Error("something that is worked out for many waits for itself");
  }

  #take(): Task | undefined {
    if (this.#taken === this.#prepared.length) {
      this.#prepared = [];
      this.#taken = 0;
      if (!this.prepare()) return undefined;
    }
    return this.#prepared[this.#taken++];
  }

  #resume(task: Task, answer: Answer): void {
    this.#run(task, () => ("error" in answer ? task.computation.throw(answer.error) : task.computation.next(answer.value)));
  }

  #run(task: Task, goOn: () => IteratorResult<unknown, unknown>): void {
    let step: IteratorResult<unknown, unknown>;
    try {
      step = goOn();
    } catch (error) {
      return task.fail(error);
    }
    if (step.done) return task.settle(step.value);
    if (step.value instanceof Together) return this.#runTogether(task, step.value.computations);
    if (step.value instanceof Shared) return this.#share(task, step.value);
    if (step.value instanceof Wanted) return this.#park(task, step.value);
    this.#lane.ask(task, step.value);
  }

  #park(task: Task, wanted: Wanted): void {
    const answer = wanted.settled();
    if (answer) this.#resume(task, answer);
    else this.#parked.push({ task, wanted });
  }

  #runTogether(parent: Task, computations: readonly Asking<unknown>[]): void {
    const results: unknown[] = new Array(computations.length);
    let left = computations.length;
    let failed = false;
    if (left === 0) return this.#resume(parent, { value: results });
    computations.forEach((computation, index) => {
      const settle = (value: unknown) => {
        results[index] = value;
        if (--left === 0 && !failed) this.#resume(parent, { value: results });
      };
      const fail = (error: unknown) => {
        if (!failed) this.#resume(parent, { error });
        failed = true;
      };
      this.#run({ computation, settle, fail }, () => computation.next());
    });
  }

  /** Runs what many wait for where nobody has yet; whoever comes later waits with them. */
  #share(task: Task, shared: Shared): void {
    const { computation, outcome } = shared;
    if (outcome) return this.#resume(task, outcome);
    getOrMake(this.#waiting, shared, () => []).push(task);
    if (!computation) return;
    shared.computation = undefined;
    const end = (outcome: Answer) => {
      shared.outcome = outcome;
      const waiting = this.#waiting.get(shared) ?? [];
      this.#waiting.delete(shared);
      for (const each of waiting) this.#resume(each, outcome);
    };
    this.#run({ computation, settle: (value) => end({ value }), fail: (error) => end({ error }) }, () => computation.next());
  }
}
