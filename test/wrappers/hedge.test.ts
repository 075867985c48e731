import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { hedge } from "../../wrappers/hedge.ts";
import { adaptiveTimeout } from "../../wrappers/timeout.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

interface Try {
  readonly signal: AbortSignal;
  readonly answer: (value: string) => void;
  readonly fail: (error: unknown) => void;
}

/** Work whose every try ends when and as the test says. */
function tries() {
  const all: Try[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((answer, fail) => {
      all.push({ signal, answer, fail });
    });
  return { all, work };
}

test("an answer in time is the only try", () =>
  atOurPace(async (clock) => {
    const { all, work } = tries();
    const waiting = hedge(work, { after: 50 });
    await clock.tickAsync(49);
    all[0]?.answer("first");
    await clock.tickAsync(1000);
    const answer: string = await waiting;
    assert.deepEqual([answer, all.length, all[0]?.signal.aborted], ["first", 1, false]);
  }));

test("when the first is late, the second may win, and the first is told to stop", () =>
  atOurPace(async (clock) => {
    const { all, work } = tries();
    const waiting = hedge(work, { after: 50 });
    await clock.tickAsync(50);
    assert.equal(all.length, 2);
    all[1]?.answer("second");
    assert.equal(await waiting, "second");
    assert.deepEqual(all.map(({ signal }) => signal.aborted), [true, false]);
    const { name, message } = all[0]?.signal.reason as Error;
    assert.deepEqual([name, message], ["AbortError", "Another try answered first."]);
    all[0]?.fail(new Error("stopped"));
  }));

test("the first may still win", () =>
  atOurPace(async (clock) => {
    const { all, work } = tries();
    const waiting = hedge(work, { after: 50, max: 3 });
    await clock.tickAsync(120);
    all[0]?.answer("first");
    assert.equal(await waiting, "first");
    assert.deepEqual(all.map(({ signal }) => signal.aborted), [false, true, true]);
  }));

test("never more tries than allowed", () =>
  atOurPace(async (clock) => {
    for (const max of [1, 2, 4]) {
      const { all, work } = tries();
      const waiting = hedge(work, { after: 10, max });
      await clock.tickAsync(1000);
      assert.equal(all.length, max);
      all[0]?.answer("late");
      assert.equal(await waiting, "late");
    }
  }));

test("one that fails does not end the waiting for the other", () =>
  atOurPace(async (clock) => {
    const { all, work } = tries();
    const waiting = hedge(work, { after: 10 });
    await clock.tickAsync(10);
    all[0]?.fail(new Error("reset"));
    await clock.tickAsync(10);
    all[1]?.answer("second");
    assert.equal(await waiting, "second");
  }));

test("when all that were started failed, the last failure is thrown and nothing more is tried", () =>
  atOurPace(async (clock) => {
    const { all, work } = tries();
    const last = new Error("second");
    const waiting = assert.rejects(hedge(work, { after: 10, max: 3 }), (error) => error === last);
    await clock.tickAsync(10);
    all[0]?.fail(new Error("first"));
    all[1]?.fail(last);
    await waiting;
    await clock.tickAsync(100);
    assert.equal(all.length, 2);
    const thrown = new Error("at once");
    const throws = () => {
      throw thrown;
    };
    await assert.rejects(hedge(throws, { after: 10 }), (error) => error === thrown);
  }));

test("an abort ends all of them at once", () =>
  atOurPace(async (clock) => {
    const controller = new AbortController();
    const { all, work } = tries();
    const waiting = assert.rejects(hedge(work, { after: 10, signal: controller.signal }), (error) => error === "left");
    await clock.tickAsync(10);
    controller.abort("left");
    await waiting;
    assert.deepEqual(all.map(({ signal }) => signal.reason as unknown), ["left", "left"]);
    assert.deepEqual([controller.signal, ...all.map(({ signal }) => signal)].map(listeners), [0, 0, 0]);
    await assert.rejects(hedge(work, { after: 10, signal: controller.signal }), (error) => error === "left");
    assert.equal(all.length, 2, "nothing is started for a signal that is aborted");
  }));

test("the wait is learnt from what was seen, losers included", () =>
  atOurPace(async (clock) => {
    const after = adaptiveTimeout({ floor: 1, ceiling: 1000, coldStart: 30, samples: 2 });
    const { all, work } = tries();
    const waiting = hedge(work, { after });
    await clock.tickAsync(40);
    all[1]?.answer("second");
    await waiting;
    assert.equal(after.current(), 80, "twice the 40 ms that the loser had taken already");
  }));

test("what becomes of a loser bothers nobody", () =>
  leavesNothing(async () => {
    const ends: Promise<void>[] = [];
    let count = 0;
    const work = () => {
      if (count++ > 0) return "second";
      const late = sleep(20).then(() => Promise.reject(new Error("late")));
      ends.push(late.catch(() => {}));
      return late;
    };
    assert.equal(await hedge(work, { after: 1 }), "second");
    await Promise.all(ends);
  }));

test("numbers that make no sense are refused", async () => {
  for (const bad of [{ after: -1 }, { after: NaN }, { after: 1, max: 0 }]) {
    await assert.rejects(hedge(() => 1, bad), { name: "RangeError" }, JSON.stringify(bad));
  }
});
