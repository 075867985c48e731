import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { TimeoutError, adaptiveTimeout, withTimeout } from "../../wrappers/timeout.ts";
import { root } from "../harness/paths.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

const never = () => new Promise<never>(() => {});

test("the work's outcome is passed on as it is", () =>
  leavesNothing(async () => {
    const value: number = await withTimeout(() => 1, 1000);
    const later: string = await withTimeout(async () => "later", 1000);
    assert.deepEqual([value, later], [1, "later"]);
    const failure = new Error("refused");
    const rejects = withTimeout(() => Promise.reject(failure), 1000);
    await assert.rejects(rejects, (error) => error === failure);
    const throws = withTimeout(() => {
      throw failure;
    }, 1000);
    await assert.rejects(throws, (error) => error === failure);
  }));

test("work is timed out at its limit and not before, even if it ignores the signal", () =>
  atOurPace(async (clock) => {
    const seen: unknown[] = [];
    const waiting = withTimeout(never, 500, { name: "load user" }).catch((error: unknown) => seen.push(error));
    await clock.tickAsync(499);
    assert.equal(seen.length, 0);
    await clock.tickAsync(1);
    await waiting;
    const [error] = seen;
    assert.ok(error instanceof TimeoutError);
    const { name, code, operation, budget, message } = error;
    assert.deepEqual([name, code, operation, budget], ["TimeoutError", "TIMEOUT", "load user", 500]);
    assert.equal(message, "load user did not finish in the 500 ms that it had.");
  }));

test("the work is told to stop, with the error that its caller sees", async () => {
  let told: unknown;
  const work = (signal: AbortSignal) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        told = signal.reason;
        reject(new Error("stopped"));
      });
    });
  const error = await leavesNothing(() => withTimeout(work, 1).catch((error: unknown) => error));
  assert.ok(error instanceof TimeoutError);
  assert.equal(told, error);
});

test("the stack of a timeout shows who waited", async () => {
  const loadUser = async () => {
    await withTimeout(never, 1);
  };
  await assert.rejects(loadUser(), { stack: /at async loadUser/ });
});

test("work that was given up on may still fail, and nobody is bothered", () =>
  leavesNothing(async () => {
    const slow = sleep(20);
    const work = () => slow.then(() => Promise.reject(new Error("late")));
    await assert.rejects(withTimeout(work, 1), { code: "TIMEOUT" });
    await slow;
  }));

test("an abort from outside ends the waiting at once, and its reason is the rejection", () =>
  leavesNothing(async () => {
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const work = (signal: AbortSignal) => {
      inner = signal;
      return never();
    };
    const waiting = withTimeout(work, 60_000, { signal: controller.signal });
    const reason = new Error("the user left");
    controller.abort(reason);
    await assert.rejects(waiting, (error) => error === reason);
    assert.equal(inner?.reason, reason);
    assert.equal(listeners(controller.signal), 0);
    assert.equal(listeners(inner as AbortSignal), 0);
  }));

test("nothing listens to a long-lived signal when the work is done, failed or timed out", () =>
  leavesNothing(async () => {
    const { signal } = new AbortController();
    await withTimeout(() => 1, 1000, { signal });
    await withTimeout(() => Promise.reject(new Error("refused")), 1000, { signal }).catch(() => {});
    await withTimeout(never, 1, { signal }).catch(() => {});
    assert.equal(listeners(signal), 0);
  }));

test("work is not started when the signal is aborted or the time is over", async () => {
  let started = 0;
  const work = () => started++;
  await assert.rejects(withTimeout(work, 1000, { signal: AbortSignal.abort() }), { name: "AbortError" });
  await assert.rejects(withTimeout(work, 1000, { deadline: Date.now() - 1 }), { code: "TIMEOUT", budget: 0 });
  await assert.rejects(withTimeout(work, 0), { code: "TIMEOUT", budget: 0 });
  assert.equal(started, 0);
});

test("a limit longer than a timer can count is no short one", () =>
  leavesNothing(async () => {
    for (const limit of [2 ** 31, 2 ** 40, Infinity]) {
      assert.equal(await withTimeout(() => sleep(10, "done"), limit), "done");
    }
  }));

test("a limit that is no number is refused", async () => {
  await assert.rejects(withTimeout(() => 1, NaN), { name: "RangeError" });
});

test("a deadline cuts the limit short", () =>
  atOurPace(async (clock) => {
    const waiting = assert.rejects(withTimeout(never, 500, { deadline: Date.now() + 200 }), { budget: 200 });
    await clock.tickAsync(200);
    await waiting;
  }));

test("a timeout inside another has no more time than that has left", () =>
  atOurPace(async (clock) => {
    let inner: unknown;
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await withTimeout(never, 1000, { name: "inner" }).catch((error: unknown) => (inner = error));
    };
    const waiting = assert.rejects(withTimeout(work, 100, { name: "outer" }), { operation: "outer", budget: 100 });
    await clock.tickAsync(100);
    await waiting;
    assert.ok(inner instanceof TimeoutError);
    assert.deepEqual([inner.operation, inner.budget], ["inner", 70]);
  }));

test("work that was given up on starts nothing new that is timed", () =>
  atOurPace(async (clock) => {
    let started = false;
    let refused: unknown;
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await withTimeout(() => (started = true), 1000).catch((error: unknown) => (refused = error));
    };
    const waiting = assert.rejects(withTimeout(work, 10), { budget: 10 });
    await clock.tickAsync(50);
    await waiting;
    assert.equal(started, false);
    assert.ok(refused instanceof TimeoutError);
    assert.equal(refused.budget, 0);
  }));

test("what work leaves behind is not held to its deadline", () =>
  atOurPace(async (clock) => {
    const outcomes: unknown[] = [];
    let interval: NodeJS.Timeout | undefined;
    const work = () => {
      const ping = () => withTimeout(() => "pong", 50);
      interval = setInterval(() => void ping().then((value) => outcomes.push(value), outcomes.push), 60);
    };
    await withTimeout(work, 100);
    await clock.tickAsync(180);
    clearInterval(interval);
    assert.deepEqual(outcomes, ["pong", "pong", "pong"]);
  }));

test("a process waits for a timeout that somebody awaits", () => {
  const timeout = pathToFileURL(join(root, "build", "wrappers", "timeout.js")).href;
  const code = `
    import { withTimeout } from ${JSON.stringify(timeout)};
    await withTimeout(() => new Promise(() => {}), 50).catch((error) => console.log(error.code));
  `;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  assert.deepEqual([stdout, status], ["TIMEOUT\n", 0]);
});

test("an adaptive timeout starts cold and learns after twenty calls", () => {
  const limit = adaptiveTimeout({ floor: 10, ceiling: 5000, coldStart: 1000 });
  for (let call = 1; call < 20; call++) limit.record(100);
  assert.equal(limit.current(), 1000);
  limit.record(100);
  assert.equal(limit.current(), 200);
});

test("an adaptive timeout leaves neither floor nor ceiling, even if it starts cold beyond them", () => {
  const limit = adaptiveTimeout({ floor: 50, ceiling: 300, coldStart: 1000, samples: 20 });
  assert.equal(limit.current(), 300);
  for (let call = 0; call < 20; call++) limit.record(1);
  assert.equal(limit.current(), 50);
  for (let call = 0; call < 20; call++) limit.record(9999);
  assert.equal(limit.current(), 300);
});

test("an adaptive timeout finds its way back when the work has become slower", () =>
  atOurPace(async (clock) => {
    const limit = adaptiveTimeout({ floor: 10, ceiling: 5000, coldStart: 100, samples: 20 });
    const call = async (duration: number) => {
      const work = () => new Promise((resolve) => setTimeout(resolve, duration));
      const outcome = withTimeout(work, limit).then(
        () => "answered",
        (error: TimeoutError) => error.code,
      );
      await clock.tickAsync(5000);
      return outcome;
    };
    for (let calls = 0; calls < 20; calls++) assert.equal(await call(20), "answered");
    assert.equal(limit.current(), 40);
    assert.equal(await call(150), "TIMEOUT");
    let calls = 1;
    while ((await call(150)) === "TIMEOUT") calls++;
    assert.ok(calls < 10, `${calls} calls timed out before the limit had grown`);
    for (let more = 0; more < 20; more++) assert.equal(await call(150), "answered");
    assert.equal(limit.current(), 300);
  }));

test("neither failures nor timeouts cut short from outside teach an adaptive timeout", () =>
  atOurPace(async (clock) => {
    const limit = adaptiveTimeout({ floor: 1, ceiling: 5000, coldStart: 1000, samples: 1 });
    await assert.rejects(withTimeout(() => Promise.reject(new Error("refused")), limit));
    const cut = assert.rejects(withTimeout(never, limit, { deadline: Date.now() + 5 }), { budget: 5 });
    const aborted = assert.rejects(withTimeout(never, limit, { signal: AbortSignal.abort() }));
    await clock.tickAsync(5);
    await cut;
    await aborted;
    assert.equal(limit.current(), 1000);
  }));

test("an adaptive timeout that cannot work is refused", () => {
  const good = { floor: 10, ceiling: 100, coldStart: 50 };
  const bads = [{ floor: 0 }, { ceiling: 5 }, { coldStart: NaN }, { percentile: 0 }, { percentile: 2 }, { samples: 0 }];
  for (const bad of bads) {
    assert.throws(() => adaptiveTimeout({ ...good, ...bad }), { name: "RangeError" }, JSON.stringify(bad));
  }
});
