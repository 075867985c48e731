import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { AppError } from "../../wrappers/app-error.ts";
import { withContext } from "../../wrappers/context.ts";
import { type Logger, report, setLogger } from "../../wrappers/report.ts";
import { leavesNothing } from "./harmless.ts";

type Facts = Record<string, any>;

/** A logger that keeps what it gets, for the time of the test. */
function logging(t: TestContext, more: object = {}): unknown[][] {
  const logged: unknown[][] = [];
  setLogger({ error: (...args: unknown[]) => void logged.push(args), ...more } as Logger);
  t.after(() => setLogger(console));
  return logged;
}

/** What is written to the console, which is kept quiet for the time of the test. */
function consoleOf(t: TestContext): readonly (readonly unknown[])[] {
  const error = t.mock.method(console, "error", () => {});
  return error.mock.calls.map(({ arguments: args }) => args);
}

test("a report goes to the console until there is a logger", (t) => {
  const error = t.mock.method(console, "error", () => {});
  report(new Error("it broke"), { queue: "orders" });
  const [message, facts] = error.mock.calls[0]?.arguments as [string, Facts];
  assert.equal(message, "it broke");
  assert.equal(facts["queue"], "orders");
  assert.equal(facts["error"].message, "it broke");
  assert.match(facts["error"].stack, /report\.test/);
});

test("the logger gets the message, the details and the correlation id", (t) => {
  const logged = logging(t);
  withContext({ correlationId: "id-7" }, () => report(new Error("it broke"), { queue: "orders" }));
  report(new Error("outside"));
  const [message, facts] = logged[0] as [string, Facts];
  assert.equal(message, "it broke");
  assert.equal(facts["correlationId"], "id-7");
  assert.equal(facts["queue"], "orders");
  assert.equal("correlationId" in (logged[1]?.[1] as Facts), false);
});

test("secrets are redacted, in the message as well", (t) => {
  const logged = logging(t);
  report(new Error("cannot reach postgres://app:hunter2@db"), { headers: { authorization: "Bearer hunter2" } });
  assert.doesNotMatch(JSON.stringify(logged), /hunter2/);
  assert.equal(logged[0]?.[0], "cannot reach postgres://[redacted]@db");
});

test("pino and bunyan get the facts first", (t) => {
  for (const more of [{ bindings: () => ({}) }, { addSerializers: () => {} }]) {
    const logged = logging(t, more);
    report(new Error("it broke"));
    const [facts, message] = logged[0] as [Facts, string];
    assert.equal(message, "it broke");
    assert.equal(facts["error"].message, "it broke");
  }
});

test("what is everyday is a warning where the logger has warnings", (t) => {
  const warned: unknown[] = [];
  const logged = logging(t, { warn: (message: unknown) => void warned.push(message) });
  report(new AppError("name is empty", { category: "validation" }));
  report(new AppError("down", { category: "database" }));
  assert.deepEqual(warned, ["name is empty"]);
  assert.equal(logged[0]?.[0], "down");
  const without = logging(t);
  report(new AppError("name is empty", { category: "validation" }));
  assert.equal(without.length, 1);
});

test("the logger's methods are called on it", (t) => {
  class Kept {
    readonly messages: unknown[] = [];
    error(message: string) {
      this.messages.push(message);
    }
  }
  const kept = new Kept();
  setLogger(kept);
  t.after(() => setLogger(console));
  report("it broke");
  assert.deepEqual(kept.messages, ["it broke"]);
});

test("a logger that fails, now or later, costs a line on the console and nothing else", async (t) => {
  const written = t.mock.method(console, "error", () => {});
  const full = new Error("disk is full");
  for (const error of [() => Promise.reject(full), () => assert.fail(full)]) {
    written.mock.resetCalls();
    setLogger({ error });
    await leavesNothing(() => report(new Error("token=hunter2 is wrong")));
    assert.equal(written.mock.callCount(), 1);
    const text = JSON.stringify(written.mock.calls[0]?.arguments);
    assert.match(text, /token=\[redacted\] is wrong/);
    assert.match(text, /disk is full/);
  }
  setLogger(console);
});

test("when the console fails as well, nothing happens", async (t) => {
  t.mock.method(console, "error", () => assert.fail("closed"));
  setLogger({ error: () => assert.fail("full") });
  t.after(() => setLogger(console));
  await leavesNothing(() => report(new Error("it broke")));
});

test("anything can be reported, with any details, to any logger", async (t) => {
  consoleOf(t);
  t.after(() => setLogger(console));
  const loggers = fc.constantFrom<Logger>(
    { error: () => {} },
    { error: () => assert.fail("no") },
    { error: () => Promise.reject(new Error("no")) },
    { error: () => ({ then: () => assert.fail("no") }) },
  );
  await leavesNothing(() =>
    fc.assert(
      fc.property(fc.anything(), fc.object(), loggers, (thrown, details, logger) => {
        setLogger(logger);
        assert.equal(report(thrown, details as Facts), undefined);
      }),
      { numRuns: 500 },
    ),
  );
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  setLogger({ error: () => {} });
  report(proxy, proxy);
});
