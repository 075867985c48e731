/** The level falls at once, rises slowly, and follows breakers and load. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, describe, it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import { circuitBreaker } from "../../wrappers/breaker.ts";
import {
  type Level,
  type LevelSource,
  eventLoopDelay,
  heapUse,
  openBreaker,
  queueLength,
  serviceLevel,
} from "../../wrappers/service-level.ts";
import { leavesNothing } from "./harmless.ts";

describe("the service level", () => {
  it("falls at once, as far as it must", (t) => {
    const { source, clock } = driven(t);
    const service = serviceLevel({ sources: [source] });
    assert.equal(service.level, "full");
    source.says = "essential";
    clock.tick(1_000);
    assert.equal(service.level, "essential");
    service.stop();
  });

  it("rises by one level at a time, each after things were better for a while", (t) => {
    const { source, clock } = driven(t);
    source.says = "emergency";
    const service = serviceLevel({ sources: [source] });
    const seen: unknown[] = [];
    service.onChange((level, before) => seen.push([performance.now(), before, level]));
    assert.equal(service.level, "emergency");
    source.says = "full";
    clock.tick(60_000);
    assert.deepEqual(seen, [
      [11_000, "emergency", "essential"],
      [21_000, "essential", "reduced"],
      [31_000, "reduced", "full"],
    ]);
    service.stop();
  });

  it("does not flutter with what goes up and down", (t) => {
    const { source, clock } = driven(t);
    const service = serviceLevel({ sources: [source] });
    let changes = 0;
    service.onChange(() => changes++);
    for (let second = 0; second < 100; second++) {
      source.says = second % 9 === 0 ? "reduced" : "full";
      clock.tick(1_000);
    }
    assert.equal(service.level, "reduced");
    assert.equal(changes, 1);
    service.stop();
  });

  it("offers the features of its level and of all below", (t) => {
    const { source } = driven(t);
    const service = serviceLevel({ sources: [source] });
    const offered = (level: Level): Level[] => {
      source.says = level;
      service.refresh();
      return (["full", "reduced", "essential", "emergency"] as const).filter((each) => service.allows(each));
    };
    assert.deepEqual(offered("full"), ["full", "reduced", "essential", "emergency"]);
    assert.deepEqual(offered("reduced"), ["reduced", "essential", "emergency"]);
    assert.deepEqual(offered("essential"), ["essential", "emergency"]);
    assert.deepEqual(offered("emergency"), ["emergency"]);
    service.stop();
  });

  it("counts the worst of its sources, and says what each says", (t) => {
    const { source } = driven(t);
    let waiting = 0;
    const queue = queueLength(() => waiting, { reduced: 10, emergency: 1_000 });
    const service = serviceLevel({ sources: [source, queue] });
    source.says = "reduced";
    waiting = 1_000;
    service.refresh();
    const sources = { driven: "reduced", "queue length": "emergency" };
    assert.deepEqual(service.snapshot(), { level: "emergency", sources });
    service.stop();
  });

  it("takes the last word of a source that fails, and spares others a listener that does", async (t) => {
    const { source } = driven(t);
    source.says = "reduced";
    const service = serviceLevel({ sources: [source] });
    source.says = undefined;
    service.refresh();
    assert.equal(service.level, "reduced");
    const warned = once(process, "warning");
    const heard: Level[] = [];
    service.onChange(() => {
      throw new Error("no log");
    });
    const end = service.onChange((level) => heard.push(level));
    source.says = "essential";
    service.refresh();
    end();
    source.says = "emergency";
    service.refresh();
    assert.deepEqual(heard, ["essential"]);
    assert.equal((await warned)[0].message, "no log");
    service.stop();
  });

  it("falls the moment a circuit opens, without being asked", async () => {
    await leavesNothing(async () => {
      const breaker = circuitBreaker({ name: "payments", failures: 1 });
      const service = serviceLevel({ sources: [openBreaker(breaker, "essential")] });
      await assert.rejects(breaker.run(() => Promise.reject(new Error("down"))));
      assert.equal(service.level, "essential");
      assert.deepEqual(service.snapshot().sources, { "breaker payments": "essential" });
      service.stop();
      breaker.reset();
      assert.equal(service.level, "essential", "it was told to stop");
    });
  });

  it("hears of an event loop that is held up again and again", async () => {
    await leavesNothing(async () => {
      const source = eventLoopDelay({ reduced: 20, emergency: 10_000 });
      assert.equal(source.read(), "full");
      // The first turn after a reading only starts the clock.
      await new Promise((resolve) => setTimeout(resolve, 25));
      for (let round = 0; round < 5; round++) {
        const began = performance.now();
        while (performance.now() - began < 60);
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.equal(source.read(), "reduced");
      source.stop?.();
    });
  });

  it("reads the heap as a part of its limit", () => {
    assert.equal(heapUse({ reduced: 1.5 }).read(), "full");
    assert.equal(heapUse({ reduced: 0, essential: 1.5 }).read(), "reduced");
  });

  it("reads no more once it is stopped", (t) => {
    const { source, clock } = driven(t);
    const service = serviceLevel({ sources: [source] });
    service.stop();
    assert.ok(source.stopped);
    assert.equal(clock.countTimers(), 0);
    source.says = "emergency";
    clock.tick(10_000);
    assert.equal(service.level, "full");
  });

  it("refuses times that are none", () => {
    assert.throws(() => serviceLevel({ sources: [], every: 0 }), /every must be a number of at least 1/);
  });
});

interface Driven extends LevelSource {
  /** Undefined fails. */
  says: Level | undefined;
  stopped: boolean;
}

/** A source that says what the test wants, and a clock that does. */
function driven(t: TestContext): { source: Driven; clock: FakeTimers.Clock } {
  const clock = FakeTimers.install({ toFake: ["setInterval", "clearInterval", "performance"] });
  t.after(() => clock.uninstall());
  const source: Driven = {
    name: "driven",
    says: "full",
    stopped: false,
    read() {
      if (source.says === undefined) throw new Error("no reading");
      return source.says;
    },
    stop() {
      source.stopped = true;
    },
  };
  return { source, clock };
}
