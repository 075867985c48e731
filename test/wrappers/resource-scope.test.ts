/** What a scope acquires it releases, in reverse, whatever fails. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ResourceError, ResourceScope } from "../../wrappers/resource-scope.ts";
import { deferred } from "./deferred.ts";
import { leavesNothing, turn } from "./harmless.ts";

/** A resource that writes into a log when it is opened and closed. */
function logged(log: string[], name: string): [string, () => Promise<string>, () => Promise<void>] {
  const open = async (): Promise<string> => {
    log.push(`open ${name}`);
    return name;
  };
  const close = async (): Promise<void> => {
    log.push(`close ${name}`);
  };
  return [name, open, close];
}

const never = (): never => assert.fail("nobody should ask for this");

/** What a promise rejects with. */
async function rejection<E>(promise: Promise<unknown>): Promise<E> {
  return promise.then(never, (reason: E) => reason);
}

describe("a resource scope", () => {
  it("releases in reverse at the end of the block", async () => {
    const log: string[] = [];
    await leavesNothing(async () => {
      await using scope = new ResourceScope();
      await scope.acquire(...logged(log, "a"));
      await scope.acquire(...logged(log, "b"));
      log.push("work");
    });
    assert.deepEqual(log, ["open a", "open b", "work", "close b", "close a"]);
  });

  it("gives what was opened to the release", async () => {
    const scope = new ResourceScope();
    const socket = { open: true };
    const opened = await scope.acquire(
      "socket",
      () => socket,
      (it) => (it.open = false),
    );
    assert.equal(opened, socket);
    await scope.close();
    assert.equal(socket.open, false);
  });

  it("rolls a failed start back, and says what failed", async () => {
    const log: string[] = [];
    const cause = new TypeError("no such host");
    await leavesNothing(async () => {
      const scope = new ResourceScope();
      await scope.acquire(...logged(log, "a"));
      await scope.acquire(...logged(log, "b"));
      const failing = scope.acquire("c", () => Promise.reject(cause), never);
      await assert.rejects(failing, (error: ResourceError) => {
        assert.equal(error.code, "ACQUIRE_FAILED");
        assert.equal(error.message, `"c" could not be acquired: no such host`);
        assert.deepEqual([error.resource, error.cause, error.rollback], ["c", cause, undefined]);
        return true;
      });
      assert.deepEqual(log, ["open a", "open b", "close b", "close a"]);
      await scope.close();
      assert.equal(log.length, 4, "closing again closes nothing again");
    });
  });

  it("says what a roll back could not release", async () => {
    const scope = new ResourceScope();
    await scope.acquire(
      "a",
      () => 1,
      () => {
        throw new Error("stuck");
      },
    );
    const failing = scope.acquire(
      "b",
      () => {
        throw new Error("no");
      },
      never,
    );
    const error = await rejection<ResourceError>(failing);
    assert.ok(error.rollback instanceof AggregateError);
    assert.match(error.rollback.message, /1 of 1 resources were not released: a/);
  });

  it("releases all even if some fail, and says which", async () => {
    const log: string[] = [];
    const cause = new Error("socket hang up");
    await leavesNothing(async () => {
      const scope = new ResourceScope({ releaseWithin: 5 });
      const hung: AbortSignal[] = [];
      await scope.acquire(...logged(log, "a"));
      await scope.acquire("rejects", () => 1, () => Promise.reject(cause));
      await scope.acquire("hangs", () => 1, (_, signal) => new Promise(() => hung.push(signal)));
      await scope.acquire(...logged(log, "d"));
      const error = await rejection<AggregateError>(scope.close());
      assert.equal(error.message, "2 of 4 resources were not released: hangs, rejects.");
      assert.deepEqual(
        error.errors.map(({ code, resource }: ResourceError) => [code, resource]),
        [
          ["RELEASE_TIMEOUT", "hangs"],
          ["RELEASE_FAILED", "rejects"],
        ],
      );
      assert.equal(error.errors[1].cause, cause);
      assert.equal(hung[0]?.reason, error.errors[0], "what hangs is told to stop");
      assert.deepEqual(log, ["open a", "open d", "close d", "close a"]);
    });
  });

  it("takes nothing more once it is closed", async () => {
    const scope = new ResourceScope();
    const closing = scope.close();
    assert.ok(scope.closed);
    await assert.rejects(scope.acquire("late", never, never), { code: "SCOPE_CLOSED", resource: "late" });
    await closing;
    assert.equal(scope.close(), closing);
  });

  it("releases what is opened while it is closed", async () => {
    const log: string[] = [];
    await leavesNothing(async () => {
      const scope = new ResourceScope();
      const opening = deferred<string>();
      let asked: AbortSignal | undefined;
      const open = (signal: AbortSignal): Promise<string> => {
        asked = signal;
        return opening.promise;
      };
      const acquiring = scope.acquire("slow", open, (value) => log.push(`close ${value}`));
      const refused = assert.rejects(acquiring, { code: "SCOPE_CLOSED" });
      const closing = scope.close();
      assert.ok(asked?.aborted, "what is being opened is told to stop");
      opening.resolve("slow");
      await closing;
      await refused;
      assert.deepEqual(log, ["close slow"]);
    });
  });

  it("releases what is opened after it has given up on it", async () => {
    const log: string[] = [];
    await leavesNothing(async () => {
      const scope = new ResourceScope({ releaseWithin: 1 });
      const opening = deferred<string>();
      const acquiring = scope.acquire("late", () => opening.promise, () => log.push("close"));
      const refused = assert.rejects(acquiring, { code: "SCOPE_CLOSED" });
      await assert.rejects(scope.close(), AggregateError);
      opening.resolve("late");
      await refused;
      await turn();
      assert.deepEqual(log, ["close"]);
    });
  });

  it("does not abort the signal of what it has opened: it may live by it", async () => {
    const scope = new ResourceScope();
    const [stream, later] = await Promise.all([
      scope.acquire("stream", (signal) => signal, (signal) => assert.ok(!signal.aborted)),
      scope.acquire("later", (signal) => signal, (signal) => assert.ok(!signal.aborted)),
    ]);
    await scope.close();
    assert.ok(!stream.aborted && !later.aborted);
  });

  it("fails both of two that are opened at once when one fails, and releases the other", async () => {
    const log: string[] = [];
    await leavesNothing(async () => {
      const scope = new ResourceScope();
      const opening = deferred<string>();
      const both = Promise.allSettled([
        scope.acquire("slow", () => opening.promise, () => log.push("close slow")),
        scope.acquire("fails", () => Promise.reject(new Error("no")), never),
      ]);
      await turn();
      opening.resolve("slow");
      const codes = (await both).map((each) => each.status === "rejected" && each.reason.code);
      assert.deepEqual(codes, ["SCOPE_CLOSED", "ACQUIRE_FAILED"]);
      assert.deepEqual(log, ["close slow"]);
    });
  });

  it("refuses a time that is none", () => {
    assert.throws(() => new ResourceScope({ releaseWithin: Number.NaN }), /releaseWithin must be a number/);
  });
});
