/** Whatever a source says and when: the level is never better than it, and rises no sooner or faster than allowed. */
import assert from "node:assert/strict";
import { it } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import fc from "fast-check";
import { type Level, serviceLevel } from "../../wrappers/service-level.ts";

const levels: readonly Level[] = ["full", "reduced", "essential", "emergency"];
const step = fc.record({ says: fc.constantFrom(...levels), after: fc.integer({ min: 1, max: 400 }) });

it("never promises more than the source allows, and rises slowly", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 1_000 }), (steps, recoverAfter) => {
      const clock = FakeTimers.install({ toFake: ["setInterval", "clearInterval", "performance"] });
      try {
        let says: Level = "full";
        const source = { name: "source", read: () => says };
        const service = serviceLevel({ sources: [source], every: 1_000_000, recoverAfter });
        /** Since when the source has said something better than the level, as seen. */
        let betterSince = Infinity;
        for (const { says: next, after } of steps) {
          clock.tick(after);
          says = next;
          const before = levels.indexOf(service.level);
          service.refresh();
          const [level, possible] = [levels.indexOf(service.level), levels.indexOf(says)];
          assert.ok(level >= possible, `${service.level}, where ${says} was possible`);
          if (possible >= before) {
            assert.equal(level, possible, "it falls at once, and stays where it must");
            betterSince = Infinity;
            continue;
          }
          betterSince = Math.min(betterSince, performance.now());
          const isTime = performance.now() - betterSince >= recoverAfter;
          assert.equal(level, isTime ? before - 1 : before);
          if (isTime) betterSince = performance.now();
        }
        service.stop();
        assert.equal(clock.countTimers(), 0);
      } finally {
        clock.uninstall();
      }
    }),
    { numRuns: 300 },
  );
});
