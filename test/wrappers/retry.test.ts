import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type RetryBudget, retryBudget } from "../../wrappers/retry-budget.ts";
import { RetriesExhaustedError, type Retry, withRetry } from "../../wrappers/retry.ts";
import { atOurPace, leavesNothing, listeners } from "./harmless.ts";

const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
const refused = new TypeError("not a function");

/** Work that fails with each of the errors in turn, and then answers. */
function failing(...errors: unknown[]) {
  const work = async () => {
    work.runs++;
    if (errors.length > 0) throw errors.shift();
    return "answer";
  };
  work.runs = 0;
  return work;
}

test("work that fails for a while is tried again until it answers", () =>
  leavesNothing(async () => {
    const work = failing(reset, reset);
    const answer: string = await withRetry(work, { base: 1 });
    assert.deepEqual([answer, work.runs], ["answer", 3]);
  }));

test("a permanent error is thrown as it is, at once", () =>
  leavesNothing(async () => {
    const work = failing(refused);
    await assert.rejects(withRetry(work), (error) => error === refused);
    assert.equal(work.runs, 1);
  }));

test("when all attempts failed, the last failure is the cause", () =>
  leavesNothing(async () => {
    const last = Object.assign(new Error("still down"), { status: 503 });
    const work = failing(reset, reset, last);
    const error = await withRetry(work, { base: 1, name: "charge card" }).catch((error: unknown) => error);
    assert.ok(error instanceof RetriesExhaustedError);
    const { name, code, operation, attempts, cause, message } = error;
    assert.deepEqual([name, code], ["RetriesExhaustedError", "RETRIES_EXHAUSTED"]);
    assert.deepEqual([operation, attempts, cause], ["charge card", 3, last]);
    assert.match(message, /^charge card failed 3 times, and that is as often as .* The last failure: still down$/);
  }));

test("one may say oneself what is worth another attempt, even of what is no error", () =>
  leavesNothing(async () => {
    const odd = Object.create(null) as object;
    const all = { base: 1, isRetryable: () => true };
    assert.equal(await withRetry(failing("busy", undefined), all), "answer");
    await assert.rejects(withRetry(failing(odd, odd, odd), all), { code: "RETRIES_EXHAUSTED", cause: odd });
    await assert.rejects(withRetry(failing(reset), { isRetryable: () => false }), (error) => error === reset);
  }));

test("waits are random up to a bound that doubles and is capped", () =>
  atOurPace(async (clock) => {
    const bounds: number[] = [];
    for (let round = 0; round < 200; round++) {
      const delays: number[] = [];
      const onRetry = ({ delay }: Retry) => delays.push(delay);
      const waiting = withRetry(failing(reset, reset, reset, reset), { attempts: 5, base: 100, cap: 300, onRetry });
      await clock.tickAsync(1000);
      assert.equal(await waiting, "answer");
      for (const [index, delay] of delays.entries()) bounds[index] = Math.max(bounds[index] ?? 0, delay);
    }
    for (const [index, most] of [100, 200, 300, 300].entries()) {
      const seen = bounds[index] as number;
      assert.ok(seen <= most && seen > most * 0.8, `wait ${index + 1} was up to ${seen}, not ${most}`);
    }
  }));

test("no attempt begins when the time is over", () =>
  atOurPace(async (clock) => {
    let runs = 0;
    const slow = async () => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 400));
      throw reset;
    };
    const waiting = assert.rejects(withRetry(slow, { attempts: 100, maxElapsed: 1000, base: 0 }), {
      attempts: 3,
      message: /^The operation failed 3 times, and the next try would be later than after 1000 ms\./,
    });
    await clock.tickAsync(5000);
    await waiting;
    assert.equal(runs, 3);
  }));

const askedToWait: readonly [string, object][] = [
  ["its own number of seconds", { retryAfter: 2 }],
  ["its headers", { headers: new Headers({ "Retry-After": "2" }) }],
  ["its headers in a plain object", { headers: { "Retry-After": "2" } }],
  ["the headers of its response", { response: { headers: new Headers({ "retry-after": "2" }) } }],
  ["the plain headers of its response", { response: { headers: { "retry-after": "2" } } }],
  ["a date", { headers: { "retry-after": new Date(2000).toUTCString() } }],
];

for (const [what, properties] of askedToWait) {
  test(`a Retry-After is waited for: ${what}`, () =>
    atOurPace(async (clock) => {
      const work = failing(Object.assign(new Error("slow down"), { status: 429 }, properties));
      const waiting = withRetry(work, { base: 100 });
      await clock.tickAsync(1999);
      assert.equal(work.runs, 1);
      await clock.tickAsync(101);
      assert.equal(await waiting, "answer");
    }));
}

test("a Retry-After longer than the time left is not waited for", () =>
  leavesNothing(async () => {
    const work = failing(Object.assign(new Error("slow down"), { status: 429, retryAfter: 31 }));
    await assert.rejects(withRetry(work), { code: "RETRIES_EXHAUSTED", attempts: 1 });
    assert.equal(work.runs, 1);
  }));

test("a Retry-After that makes no sense is passed over", () =>
  leavesNothing(async () => {
    for (const retryAfter of ["soon", "", -1, NaN, null, {}]) {
      const work = failing(Object.assign(new Error("slow down"), { status: 429, retryAfter }));
      assert.equal(await withRetry(work, { base: 1 }), "answer");
    }
  }));

test("an abort ends a wait at once, and no attempt follows", () =>
  leavesNothing(async () => {
    const controller = new AbortController();
    const reason = new Error("the user left");
    const work = failing(reset, reset);
    const onRetry = () => setImmediate(() => controller.abort(reason));
    const waiting = withRetry(work, { base: 1e9, cap: 1e9, maxElapsed: 1e12, signal: controller.signal, onRetry });
    await assert.rejects(waiting, (error) => error === reason);
    assert.equal(work.runs, 1);
    assert.equal(listeners(controller.signal), 0);
  }));

test("an abort ends an attempt at once, even if the work ignores it and fails later", () =>
  leavesNothing(async () => {
    const controller = new AbortController();
    let runs = 0;
    const work = async () => {
      runs++;
      controller.abort("left");
      await sleep(5);
      throw reset;
    };
    await assert.rejects(withRetry(work, { signal: controller.signal }), (error) => error === "left");
    await sleep(20);
    assert.equal(runs, 1);
    assert.equal(listeners(controller.signal), 0);
  }));

test("an abort by whoever hears of the retry counts as well", () =>
  leavesNothing(async () => {
    const controller = new AbortController();
    const work = failing(reset);
    const onRetry = () => controller.abort("left");
    await assert.rejects(withRetry(work, { signal: controller.signal, onRetry }), (error) => error === "left");
    await assert.rejects(withRetry(work, { signal: controller.signal }), (error) => error === "left");
    assert.equal(work.runs, 1);
  }));

test("a retry inside another makes one attempt and throws what it got", () =>
  leavesNothing(async () => {
    const inner = failing(...new Array<unknown>(100).fill(reset));
    await assert.rejects(withRetry(() => withRetry(inner, { base: 1 }), { base: 1 }), { cause: reset });
    assert.equal(inner.runs, 3);
    await assert.rejects(withRetry(() => withRetry(inner, { base: 1, nested: true }), { base: 1 }), {
      code: "RETRIES_EXHAUSTED",
    });
    assert.equal(inner.runs, 6, "an inner failure that was retried is not retried outside");
  }));

test("what an attempt leaves behind may retry when the retry around it is over", () =>
  leavesNothing(async () => {
    let later: Promise<string> | undefined;
    const inner = failing(reset);
    await withRetry(() => {
      later = sleep(5).then(() => withRetry(inner, { base: 1 }));
    });
    assert.equal(await later, "answer");
    assert.equal(inner.runs, 2);
  }));

test("a retry that the budget refuses is not made", () =>
  leavesNothing(async () => {
    const budget = retryBudget("retry.test/refuses", { ratio: 0, reserve: 1 });
    const work = failing(reset, reset, reset);
    await assert.rejects(withRetry(work, { base: 1, budget, name: "read" }), {
      attempts: 2,
      cause: reset,
      message: /^read failed 2 times, and the retry budget of retry.test\/refuses is used up\./,
    });
    assert.equal(work.runs, 2);
    await assert.rejects(withRetry(work, { base: 1, budget }), { attempts: 1, cause: reset });
  }));

test("a retry that would not be made anyway costs nothing of the budget", () =>
  leavesNothing(async () => {
    const budget = retryBudget("retry.test/spares", { ratio: 0, reserve: 1 });
    await assert.rejects(withRetry(failing(refused), { budget }));
    await assert.rejects(withRetry(failing(reset), { budget, attempts: 1 }));
    await assert.rejects(withRetry(failing(Object.assign(new Error(), { status: 503, retryAfter: 60 })), { budget }));
    assert.equal(budget.trySpend(), true);
  }));

test("ten calls earn one retry, and no more are saved up than the reserve", () => {
  const budget = retryBudget("retry.test/earns", { reserve: 2 });
  const spend = (all: RetryBudget) => {
    let spent = 0;
    while (all.trySpend()) spent++;
    return spent;
  };
  assert.equal(spend(budget), 2);
  for (let call = 0; call < 9; call++) budget.earn();
  assert.equal(spend(budget), 0);
  budget.earn();
  assert.equal(spend(budget), 1);
  for (let call = 0; call < 1000; call++) budget.earn();
  assert.equal(spend(budget), 2);
});

test("a budget belongs to the service, whoever asks", () => {
  assert.equal(retryBudget("retry.test/shared"), retryBudget("retry.test/shared", { reserve: 99 }));
  assert.notEqual(retryBudget("retry.test/shared"), retryBudget("retry.test/other"));
});

test("a listener that fails spoils nothing and is heard of as a warning", () =>
  leavesNothing(async () => {
    const warnings: string[] = [];
    const hear = (warning: Error) => warnings.push(warning.message);
    process.on("warning", hear);
    const throws = () => {
      throw new Error("from a listener");
    };
    const rejects = async () => throws();
    assert.equal(await withRetry(failing(reset), { base: 1, onRetry: throws }), "answer");
    assert.equal(await withRetry(failing(reset), { base: 1, onRetry: rejects }), "answer");
    await sleep(5);
    process.off("warning", hear);
    assert.deepEqual(warnings, ["from a listener", "from a listener"]);
  }));

test("numbers that make no sense are refused", async () => {
  for (const bad of [{ attempts: 0 }, { attempts: 1.5 }, { maxElapsed: NaN }, { base: -1 }, { cap: NaN }]) {
    await assert.rejects(withRetry(failing(), bad), { name: "RangeError" }, JSON.stringify(bad));
  }
  assert.throws(() => retryBudget("retry.test/bad", { ratio: -1 }), { name: "RangeError" });
  assert.throws(() => retryBudget("retry.test/bad", { reserve: NaN }), { name: "RangeError" });
});
