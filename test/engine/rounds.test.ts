import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Work } from "../../core/overlap.ts";
import { type Question, runInRounds } from "../../core/rounds.ts";
import { Once, Wanted, all } from "../../core/together.ts";
import type { Asking } from "../../core/ts.ts";

/** Answers a number with its double and anything else with an error, and writes down what was asked together. */
function answering() {
  const rounds: unknown[][] = [];
  const exchange = (questions: readonly Question[], meanwhile: Work): void => {
    const asked = questions.map((question) => question.next().value);
    rounds.push(asked);
    while (meanwhile());
    questions.forEach((question, at) => {
      const value = asked[at];
      if (typeof value === "number") question.next(value * 2);
      else question.throw(new Error(`no answer to ${String(value)}`));
    });
  };
  const run = <T>(computations: Iterable<Asking<T>>, settle: () => void = () => assert.fail("nothing is wanted")): T[] =>
    runInRounds(computations, exchange, settle);
  return { rounds, run, asked: () => rounds.flat() };
}

function* ask(value: unknown): Asking<number> {
  return (yield value) as number;
}

describe("computations in rounds", () => {
  it("give their results in their own order, whatever they ask", () => {
    const { run } = answering();
    function* chain(length: number): Asking<number> {
      let value = 1;
      for (let step = 0; step < length; step++) value = yield* ask(value);
      return value;
    }
    const lengths = Array.from({ length: 2_000 }, (_, index) => index % 11);
    assert.deepEqual(run(lengths.map(chain)), lengths.map((length) => 2 ** length));
  });

  it("ask in the same order in every run", () => {
    const asked = [1, 2].map(() => {
      const { run, rounds } = answering();
      run(Array.from({ length: 3_000 }, (_, index) => all(ask(index), ask(-index))));
      return rounds;
    });
    assert.ok((asked[0]?.length ?? 0) > 8);
    assert.deepEqual(asked[0], asked[1]);
  });

  it("are made no earlier than there is room or time for them", () => {
    const { run, rounds } = answering();
    const made: number[] = [];
    function* many(): Generator<Asking<number>, void> {
      for (let index = 0; index < 1_000; index++) {
        made.push(rounds.length);
        yield ask(index);
      }
    }
    assert.equal(run(many()).length, 1_000);
    assert.ok(made.some((rounds) => rounds > 0), "some are made while others are asked");
  });

  it("go side by side inside of one another", () => {
    const { run, rounds } = answering();
    function* sum(values: readonly number[]): Asking<number> {
      return (yield* all(...values.map(ask))).reduce((a, b) => a + b, 0);
    }
    assert.deepEqual(run([all(sum([1, 2]), ask(3), sum([]))]), [[6, 6, 0]]);
    assert.deepEqual(rounds, [[1, 2, 3]]);
  });

  it("hear of an error where they asked, and can go on", () => {
    const { run } = answering();
    function* careful(): Asking<string> {
      try {
        yield* all(ask(1), ask("nonsense"));
        return "answered";
      } catch (error) {
        return `${(error as Error).message}, ${yield* ask(2)}`;
      }
    }
    assert.deepEqual(run([careful()]), ["no answer to nonsense, 4"]);
    assert.throws(() => run([ask("nonsense")]), /no answer to nonsense/);
  });

  it("work a thing out once, however many want it and in whatever lane", () => {
    const { run, asked } = answering();
    const once = new Once<number, number>();
    function* twice(key: number): Asking<number> {
      return yield* ask(yield* ask(key));
    }
    const keys = Array.from({ length: 2_000 }, (_, index) => index % 3);
    assert.deepEqual(run(keys.map((key) => once.of(key, () => twice(key)))), keys.map((key) => key * 4));
    assert.equal(asked().length, 6);
  });

  it("all hear of the error of what they share", () => {
    const { run, asked } = answering();
    const once = new Once<string, number>();
    function* catching(): Asking<string> {
      try {
        return String(yield* once.of("y", () => ask("y")));
      } catch (error) {
        return (error as Error).message;
      }
    }
    assert.deepEqual(run([catching(), catching(), catching()]), Array(3).fill("no answer to y"));
    assert.deepEqual(asked(), ["y"]);
    assert.deepEqual(run([catching()]), ["no answer to y"], "later ones too");
  });

  it("say so when something waits for itself", () => {
    const { run } = answering();
    const once = new Once<string, number>();
    function* circle(): Asking<number> {
      return yield* once.of("circle", circle);
    }
    assert.throws(() => run([once.of("circle", circle)]), /waits for itself/);
  });

  it("wait together for what is worked out for all of them", () => {
    const { run } = answering();
    const known = new Map<number, number>();
    const wanted = new Set<number>();
    let settled = 0;
    function* wait(key: number): Asking<number> {
      const value = (yield new Wanted(() => {
        const value = known.get(key);
        if (value === undefined) wanted.add(key);
        return value === undefined ? undefined : { value };
      })) as number;
      return yield* ask(value);
    }
    function* both(key: number): Asking<number[]> {
      return yield* all(wait(key), wait(key + 1));
    }
    const settle = (): void => {
      settled++;
      for (const key of wanted) known.set(key, key + 100);
      wanted.clear();
    };
    assert.deepEqual(run([both(1), both(2)], settle), [[202, 204], [204, 206]]);
    assert.equal(settled, 1);
  });
});
