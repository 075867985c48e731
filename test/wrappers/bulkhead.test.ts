import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import { type Clock, install } from "@sinonjs/fake-timers";
import { BulkheadFullError, bulkhead } from "../../wrappers/bulkhead.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, listeners, turn } from "./harmless.ts";

let clock: Clock;
beforeEach(() => void (clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] })));
afterEach(() => {
  assert.equal(clock.countTimers(), 0);
  clock.uninstall();
});

describe("a bulkhead with room", () => {
  it("gives what the work gives, and fails as it fails", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 2 });
    assert.equal(await rooms.run(() => 7), 7);
    const broken = new Error("no paper");
    await assert.rejects(
      rooms.run(() => Promise.reject(broken)),
      (error) => error === broken,
    );
    await assert.rejects(
      rooms.run(() => {
        throw broken;
      }),
      (error) => error === broken,
    );
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
  });

  it("begins at once", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1 });
    let isCalled = false;
    const call = rooms.run(() => (isCalled = true));
    assert.ok(isCalled);
    await call;
  });
});

describe("a full bulkhead", () => {
  it("refuses, and says why", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1 });
    const work = deferred();
    const running = rooms.run(() => work.promise);
    await assert.rejects(
      rooms.run(() => assert.fail("called")),
      (error) => {
        assert.ok(error instanceof BulkheadFullError);
        assert.deepEqual([error.name, error.code, error.operation], ["BulkheadFullError", "BULKHEAD_FULL", "reports"]);
        assert.equal(error.message, "reports has no room: 1 already run and 0 wait.");
        return true;
      },
    );
    work.resolve();
    await running;
    assert.equal(await rooms.run(() => "in"), "in");
  });

  it("lets as many wait as its queue holds, and takes them in order", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 2 });
    const order: string[] = [];
    const first = deferred();
    const running = rooms.run(() => first.promise);
    const waiting = ["second", "third"].map((name) => rooms.run(() => void order.push(name)));
    await assert.rejects(
      rooms.run(() => assert.fail("called")),
      BulkheadFullError,
    );
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 1, queued: 2 });
    first.resolve();
    // Who comes now comes after those who wait, though the first has ended.
    const newcomer = running.then(() => rooms.run(() => void order.push("newcomer")));
    await Promise.all([running, newcomer, ...waiting]);
    assert.deepEqual(order, ["second", "third", "newcomer"]);
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
  });

  it("gives each place that comes free to somebody else", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 2, queue: 2 });
    const [first, second] = [deferred(), deferred()];
    const running = [first, second].map(({ promise }) => rooms.run(() => promise));
    const waiting = [first, second].map(() => rooms.run(() => first.promise));
    first.resolve();
    second.resolve();
    await Promise.all([...running, ...waiting]);
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
  });

  it("goes on with the next when work fails", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 1 });
    const first = deferred();
    const failing = rooms.run(() => first.promise);
    const next = rooms.run(() => "next");
    first.reject(new Error("no paper"));
    await assert.rejects(failing, /no paper/);
    assert.equal(await next, "next");
  });

  it("runs those who waited in their own context, not in that of who made room", async () => {
    const request = new AsyncLocalStorage<string>();
    const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 1 });
    const first = deferred();
    const running = request.run("first", () => rooms.run(() => first.promise));
    const seen = request.run("second", () => rooms.run(() => request.getStore()));
    first.resolve();
    await running;
    assert.equal(await seen, "second");
  });

  it("sends away who waited longer than maxWait", async () => {
    await leavesNothing(async () => {
      const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 2, maxWait: 500 });
      const { signal } = new AbortController();
      const work = deferred();
      const running = rooms.run(() => work.promise);
      const waiting = rooms.run(() => assert.fail("called"), { signal });
      clock.tick(499);
      await turn();
      assert.equal(rooms.snapshot().queued, 1);
      clock.tick(1);
      await assert.rejects(waiting, /^BulkheadFullError: reports found no room within 500 ms: 1 already run\.$/);
      assert.deepEqual([rooms.snapshot().queued, listeners(signal)], [0, 0]);
      work.resolve();
      await running;
    });
  });

  it("needs no timer for those who may wait for ever", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 1 });
    const work = deferred();
    const both = [rooms.run(() => work.promise), rooms.run(() => "next")];
    assert.equal(clock.countTimers(), 0);
    work.resolve();
    await Promise.all(both);
  });
});

describe("callers of a bulkhead that go away", () => {
  const reason = new Error("the user closed the page");

  it("leave the queue at once", async () => {
    await leavesNothing(async () => {
      const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 2, maxWait: 500 });
      const caller = new AbortController();
      const work = deferred();
      const running = rooms.run(() => work.promise);
      const waiting = rooms.run(() => assert.fail("called"), { signal: caller.signal });
      const next = rooms.run(() => "next");
      caller.abort(reason);
      await assert.rejects(waiting, (error) => error === reason);
      assert.deepEqual([rooms.snapshot().queued, listeners(caller.signal), clock.countTimers()], [1, 0, 1]);
      work.resolve();
      await running;
      assert.equal(await next, "next");
    });
  });

  it("are answered at once, and their work keeps its place until it has ended", async () => {
    await leavesNothing(async () => {
      const rooms = bulkhead({ name: "reports", concurrent: 1 });
      const caller = new AbortController();
      const deaf = deferred();
      const running = rooms.run(() => deaf.promise, { signal: caller.signal });
      caller.abort(reason);
      await assert.rejects(running, (error) => error === reason);
      await assert.rejects(
        rooms.run(() => assert.fail("called")),
        BulkheadFullError,
      );
      deaf.reject(new Error("nobody hears this"));
      await turn();
      assert.equal(await rooms.run(() => "next"), "next");
    });
  });

  it("between their turn and their beginning hand their place on", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1, queue: 2 });
    const caller = new AbortController();
    const first = deferred();
    const running = rooms.run(async () => {
      await first.promise;
    });
    const gone = rooms.run(() => assert.fail("called"), { signal: caller.signal });
    const next = rooms.run(() => "next");
    first.resolve();
    // One tick after another, so that the abort falls into every gap there is.
    while (rooms.snapshot().queued === 2) await Promise.resolve();
    caller.abort(reason);
    await assert.rejects(gone, (error) => error === reason);
    await running;
    assert.equal(await next, "next");
    assert.deepEqual(rooms.snapshot(), { name: "reports", running: 0, queued: 0 });
  });

  it("before they came are not let in", async () => {
    const rooms = bulkhead({ name: "reports", concurrent: 1 });
    await assert.rejects(
      rooms.run(() => assert.fail("called"), { signal: AbortSignal.abort(reason) }),
      (error) => error === reason,
    );
    assert.equal(rooms.snapshot().running, 0);
  });
});

describe("options of a bulkhead", () => {
  for (const wrong of [{ concurrent: 0 }, { concurrent: 1.5 }, { queue: -1 }, { queue: Number.NaN }, { maxWait: -1 }]) {
    it(`${inspect(wrong)} is refused by name`, () => {
      const [name = ""] = Object.keys(wrong);
      const make = () => bulkhead({ name: "reports", concurrent: 1, ...wrong });
      assert.throws(make, new RegExp(`^RangeError: ${name} must be`));
    });
  }
});
