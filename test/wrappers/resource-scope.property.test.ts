/** Whatever is opened, fails and hangs: all that was opened is released once, in reverse, and nothing is left. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { type ResourceError, ResourceScope } from "../../wrappers/resource-scope.ts";
import { leavesNothing } from "./harmless.ts";

const resource = fc.record({
  open: fc.constantFrom("value", "promise", "later", "throws", "rejects"),
  close: fc.constantFrom("value", "promise", "later", "throws", "rejects"),
});

it("releases what was opened, once and in reverse", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(resource, { maxLength: 8 }), async (resources) => {
      const opened: number[] = [];
      const released: number[] = [];
      const fails = (way: string): boolean => way === "throws" || way === "rejects";
      const failing = resources.findIndex(({ open }) => fails(open));
      const expected = failing < 0 ? resources.length : failing;
      const stuck = resources.slice(0, expected).filter(({ close }) => fails(close)).length;

      await leavesNothing(async () => {
        const scope = new ResourceScope();
        let start: ResourceError | undefined;
        for (const [index, { open, close }] of resources.entries()) {
          const opening = scope.acquire(
            String(index),
            () => does(open, () => opened.push(index)),
            () => does(close, () => {}, () => released.push(index)),
          );
          const error = await opening.then(() => undefined, (reason: ResourceError) => reason);
          start ??= error;
        }
        const end = await scope.close().then(() => undefined, (error: AggregateError) => error);
        assert.equal(start?.resource, failing < 0 ? undefined : String(failing));
        assert.equal(end?.errors.length ?? 0, stuck);
        assert.equal(start?.rollback, stuck > 0 && failing >= 0 ? end : undefined);
      });
      assert.deepEqual(opened, [...Array(expected).keys()]);
      assert.deepEqual(released, opened.toReversed());
    }),
    { numRuns: 200 },
  );
});

/** Ends in one of the ways in which a function can; `always` runs first, and `well` only if it ends well. */
function does(way: string, well: () => unknown, always: () => unknown = () => {}): unknown {
  always();
  if (way === "throws") throw new Error("thrown");
  if (way === "rejects") return Promise.reject(new Error("rejected"));
  if (way === "value") return well();
  if (way === "promise") return Promise.resolve().then(well);
  return new Promise((resolve) => setImmediate(() => resolve(well())));
}
