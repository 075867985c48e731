/** The breaker beside a model of it, over any order of calls, outcomes, aborts and time. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Clock, install } from "@sinonjs/fake-timers";
import fc from "fast-check";
import { type CircuitBreaker, CircuitOpenError, type CircuitState, circuitBreaker } from "../../wrappers/breaker.ts";
import { type Deferred, deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

const limits = { failures: 3, rate: 0.5, minimum: 4, window: 1_000, openFor: 500, trials: 2 };
const broken = new Error("the service is down");

/** What is expected, said as plainly as can be: by looking back over all that happened. */
interface Model {
  now: number;
  state: CircuitState;
  /** Outcomes since the circuit was last closed. */
  outcomes: { readonly at: number; readonly failed: boolean }[];
  openedAt: number;
  /** Calls that run; those that count are of the present state. */
  running: { readonly isTrial: boolean; counts: boolean }[];
  /** When the last trial began, and how many succeeded. */
  tried: number;
  passed: number;
}

interface Real {
  readonly clock: Clock;
  readonly breaker: CircuitBreaker;
  readonly running: {
    readonly work: Deferred<string>;
    readonly caller: AbortController;
    readonly call: Promise<unknown>;
  }[];
}

type Command = fc.AsyncCommand<Model, Real>;

class Call implements Command {
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const isExpected = admits(model);
    const work = deferred<string>();
    const caller = new AbortController();
    let isCalled = false;
    const begin = () => {
      isCalled = true;
      return work.promise;
    };
    const call = real.breaker.run(begin, { signal: caller.signal });
    call.catch(() => {});
    assert.equal(isCalled, isExpected);
    if (isExpected) real.running.push({ work, caller, call });
    else {
      await assert.rejects(call, (error) => error instanceof CircuitOpenError && error.retryAfter > 0);
      assert.equal(listeners(caller.signal), 0);
    }
    compare(model, real);
  }
  toString = () => "call";
}

class End implements Command {
  readonly which: number;
  readonly how: "succeeds" | "fails" | "is aborted" | "answers 404";
  constructor(which: number, how: End["how"]) {
    this.which = which;
    this.how = how;
  }
  check = (model: Model) => model.running.length > 0;
  async run(model: Model, real: Real): Promise<void> {
    const at = this.which % model.running.length;
    const [expected] = model.running.splice(at, 1);
    const [actual] = real.running.splice(at, 1);
    assert.ok(expected && actual);
    if (this.how === "succeeds") actual.work.resolve("an answer");
    else if (this.how === "fails") actual.work.reject(broken);
    else if (this.how === "answers 404") actual.work.reject({ status: 404 });
    else actual.caller.abort();
    await actual.call.catch(() => {});
    assert.equal(listeners(actual.caller.signal), 0);
    // What is given up on may still fail, and nobody hears of it.
    actual.work.reject(broken);
    if (expected.counts && this.how !== "is aborted") end(model, expected.isTrial, this.how === "fails");
    compare(model, real);
  }
  toString = () => `${this.which} ${this.how}`;
}

class Wait implements Command {
  readonly time: number;
  constructor(time: number) {
    this.time = time;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    model.now += this.time;
    real.clock.tick(this.time);
    compare(model, real);
  }
  toString = () => `wait ${this.time}`;
}

/** The short way to a circuit that is half-open: chance alone would seldom find it. */
class Outage implements Command {
  check = (model: Model) => model.state === "closed";
  async run(model: Model, real: Real): Promise<void> {
    while (model.state === "closed") {
      await new Call().run(model, real);
      await new End(model.running.length - 1, "fails").run(model, real);
    }
    await new Wait(limits.openFor).run(model, real);
  }
  toString = () => "outage";
}

class Reset implements Command {
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    close(model);
    real.breaker.reset();
    compare(model, real);
  }
  toString = () => "reset";
}

function admits(model: Model): boolean {
  if (model.state === "open") {
    if (model.now - model.openedAt < limits.openFor) return false;
    enter(model, "half-open");
    model.passed = 0;
  }
  const isTrial = model.state === "half-open";
  if (isTrial) {
    const trials = model.running.filter(({ counts }) => counts);
    if (trials.length + model.passed >= limits.trials) {
      if (model.now - model.tried < limits.openFor) return false;
      for (const trial of trials) trial.counts = false;
    }
    model.tried = model.now;
  }
  model.running.push({ isTrial, counts: true });
  return true;
}

function end(model: Model, isTrial: boolean, failed: boolean): void {
  model.outcomes.push({ at: model.now, failed });
  if (isTrial) {
    if (failed) open(model);
    else if (++model.passed === limits.trials) close(model);
    return;
  }
  if (!failed) return;
  const { calls, failures } = recent(model);
  if (inARow(model) >= limits.failures || (calls >= limits.minimum && failures / calls >= limits.rate)) open(model);
}

function recent({ outcomes, now }: Model) {
  const tenth = (at: number) => Math.floor(at / (limits.window / 10));
  const counting = outcomes.filter(({ at }) => tenth(now) - tenth(at) < 10);
  return { calls: counting.length, failures: counting.filter(({ failed }) => failed).length };
}

function inARow({ outcomes }: Model): number {
  return outcomes.length - 1 - outcomes.findLastIndex(({ failed }) => !failed);
}

function open(model: Model): void {
  model.openedAt = model.now;
  enter(model, "open");
}

function close(model: Model): void {
  model.outcomes = [];
  enter(model, "closed");
}

function enter(model: Model, state: CircuitState): void {
  model.state = state;
  for (const call of model.running) call.counts = false;
}

function compare(model: Model, { breaker, running }: Real): void {
  const isOver = model.state === "open" && model.now - model.openedAt >= limits.openFor;
  const state = isOver ? "half-open" : model.state;
  const { retryAfter, ...snapshot } = breaker.snapshot();
  assert.deepEqual(snapshot, { name: "billing", state, failuresInARow: inARow(model), ...recent(model) });
  assert.equal(breaker.state, state);
  assert.equal(running.length, model.running.length);
  assert.ok(retryAfter >= 0 && retryAfter <= limits.openFor / 1000);
  assert.ok(state === "open" ? retryAfter > 0 : state === "half-open" || retryAfter === 0);
}

const commands = fc.commands(
  [
    fc.constant(new Call()),
    fc.constant(new Call()),
    ...(["succeeds", "fails", "fails", "is aborted", "answers 404"] as const).map((how) =>
      fc.nat(9).map((which) => new End(which, how)),
    ),
    fc.constantFrom(1, 99, 100, 250, 499, 500, 1_000).map((time) => new Wait(time)),
    fc.constant(new Outage()),
    fc.constant(new Reset()),
  ],
  { maxCommands: 60, size: "max" },
);

const begun: Model = { now: 0, state: "closed", outcomes: [], openedAt: 0, running: [], tried: 0, passed: 0 };

const transitions = new Set(["closed>open", "open>half-open", "half-open>open", "half-open>closed", "open>closed"]);

describe("a circuit breaker", () => {
  it("does what its model does", async () => {
    const seen = new Set<string>();
    await leavesNothing(() =>
      fc.assert(
        fc.asyncProperty(commands, async (run) => {
          const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
          try {
            const changes: string[] = [];
            const onStateChange = ({ from, to }: { from: string; to: string }) => changes.push(`${from}>${to}`);
            const breaker = circuitBreaker({ name: "billing", ...limits, onStateChange });
            const model: Model = { ...begun, outcomes: [], running: [] };
            await fc.asyncModelRun(() => ({ model, real: { clock, breaker, running: [] } }), run);
            for (const [index, change] of changes.entries()) {
              assert.ok(transitions.has(change), change);
              assert.equal(change.split(">")[0], changes[index - 1]?.split(">")[1] ?? "closed");
              seen.add(change);
            }
            assert.equal(clock.countTimers(), 0);
          } finally {
            clock.uninstall();
          }
        }),
        { numRuns: 800 },
      ),
    );
    assert.deepEqual([...seen].sort(), [...transitions].sort(), "the runs go all ways");
  });

  it("with a real clock and work that takes its time, never lets more trials through than it has", async () => {
    const outcomes = fc.array(fc.boolean(), { minLength: 10, maxLength: 20 });
    const trials = fc.integer({ min: 1, max: 3 });
    await leavesNothing(() => fc.assert(fc.asyncProperty(outcomes, trials, runTrials), { numRuns: 15 }));
  });
});

async function runTrials(outcomes: readonly boolean[], trials: number): Promise<void> {
  const openFor = 3;
  const breaker = circuitBreaker({ name: "billing", failures: 1, openFor, trials });
  for (const succeeds of outcomes) {
    await assert.rejects(breaker.run(() => Promise.reject(broken)));
    while (breaker.state === "open") await new Promise((resolve) => setTimeout(resolve, 1));
    let running = 0;
    const work = async () => {
      running++;
      await turn();
      if (!succeeds) throw broken;
    };
    const began = performance.now();
    const call = () => breaker.run(work).then(String, (error: Error) => error.name);
    const calls = Array.from({ length: trials + 3 }, call);
    const begun = running;
    const isStalled = performance.now() - began >= openFor;
    const ends = await Promise.all(calls);
    const isClosed = breaker.state === "closed";
    breaker.reset();
    // On a machine that stood still meanwhile, the first trials pass for stuck, and others may take their place.
    if (isStalled) continue;
    assert.equal(begun, trials);
    assert.equal(isClosed, succeeds);
    assert.equal(ends.filter((end) => end === "CircuitOpenError").length, 3);
  }
}
