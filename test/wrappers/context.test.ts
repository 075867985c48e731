import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import {
  bindContext,
  bindEmitter,
  correlationId,
  currentContext,
  fromHeaders,
  toHeaders,
  withContext,
} from "../../wrappers/context.ts";

test("outside there is no context", () => {
  assert.equal(currentContext(), undefined);
  assert.equal(correlationId(), undefined);
  assert.deepEqual(toHeaders("tenant"), {});
});

test("what the function returns, throws or rejects with is handed on, and the context ends with it", async () => {
  assert.equal(
    withContext({}, () => 7),
    7,
  );
  const broken = new Error("it broke");
  assert.throws(
    () => withContext({}, () => assert.fail(broken)),
    (error) => error === broken,
  );
  await assert.rejects(
    withContext({}, () => Promise.reject(broken)),
    (error) => error === broken,
  );
  assert.equal(correlationId(), undefined);
});

test("facts add up inwards, one id is kept, and one is made up where there is none", () => {
  withContext({ tenant: "a", user: 1 }, () => {
    const id = correlationId();
    assert.match(id ?? "", /^[\da-f-]{36}$/);
    withContext({ user: 2 }, () => assert.deepEqual(currentContext(), { tenant: "a", user: 2, correlationId: id }));
    withContext({ correlationId: "own" }, () => assert.equal(correlationId(), "own"));
    withContext({ correlationId: undefined }, () => assert.equal(correlationId(), id));
    assert.deepEqual(currentContext(), { tenant: "a", user: 1, correlationId: id });
    assert.throws(() => Object.assign(currentContext() ?? {}, { user: 3 }), TypeError, "nobody changes it for others");
  });
});

test("the context survives promises, timers, ticks and streams, each its own", async () => {
  const run = async (id: string) => {
    const seen: (string | undefined)[] = [];
    const see = () => void seen.push(correlationId());
    await withContext({ correlationId: id }, async () => {
      see();
      await sleep(1);
      see();
      await new Promise<void>((resolve) => setImmediate(() => resolve(see())));
      await new Promise<void>((resolve) => process.nextTick(() => resolve(see())));
      queueMicrotask(see);
      const timer = setInterval(() => (see(), clearInterval(timer)), 1);
      await sleep(5);
      const stream = new PassThrough();
      stream.on("data", see);
      stream.write("x");
      await once(stream.end(), "end");
      await Promise.all([Promise.resolve().then(see), (async () => see())()]);
      for await (const _ of [1, 2]) see();
    });
    return seen;
  };
  const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
  for (const [index, seen] of (await Promise.all(ids.map(run))).entries()) {
    assert.ok(seen.length >= 10);
    assert.deepEqual(new Set(seen), new Set([`id-${index}`]));
  }
});

test("a bound function runs in its context, with its own this, arguments and result", () => {
  const bound = withContext({ correlationId: "bound" }, () =>
    bindContext(function (this: { readonly n: number }, add: number) {
      return `${correlationId()} ${this.n + add}`;
    }),
  );
  assert.equal(bound.call({ n: 1 }, 2), "bound 3");
  withContext({ correlationId: "other" }, () => assert.equal(bound.call({ n: 1 }, 2), "bound 3"));
  assert.equal(bound.length, 1);
  assert.equal(
    bindContext(() => correlationId())(),
    undefined,
    "no context is a context as well",
  );
});

test("contexts of others, such as of tracing, come along", () => {
  const tracing = new AsyncLocalStorage<string>();
  const bound = tracing.run("span", () => withContext({}, () => bindContext(() => tracing.getStore())));
  assert.equal(bound(), "span");
});

test("listeners of a shared emitter are bound one by one, and can be removed", () => {
  const emitter = new EventEmitter();
  const seen: (string | undefined)[] = [];
  const bound = withContext({ correlationId: "a" }, () => bindContext(() => void seen.push(correlationId())));
  emitter.on("x", bound);
  emitter.on("x", () => void seen.push(correlationId()));
  withContext({ correlationId: "b" }, () => emitter.emit("x"));
  emitter.off("x", bound).emit("x");
  assert.deepEqual(seen, ["a", "b", undefined]);
});

test("an emitter that is bound calls all its listeners in that context", () => {
  const emitter = new EventEmitter();
  const seen: unknown[] = [];
  emitter.on("x", function (this: unknown, value: number) {
    seen.push([correlationId(), value, this === emitter]);
  });
  withContext({ correlationId: "a" }, () => assert.equal(bindEmitter(emitter), emitter));
  emitter.once("x", () => void seen.push(correlationId()));
  withContext({ correlationId: "b" }, () => {
    const bound = emitter.emit;
    assert.equal(bindEmitter(emitter).emit, bound, "binding it again adds nothing");
    assert.equal(emitter.emit("x", 7), true);
  });
  assert.deepEqual(seen, [["a", 7, true], "a"]);
  assert.equal(emitter.emit("y"), false);
});

test("the context of a request holds for its events and for what it asks of others", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    withContext(fromHeaders(request.headers, "tenant"), () => {
      bindEmitter(request).on("data", () => void seen.push(correlationId()));
      request.on("end", () => response.end(JSON.stringify(toHeaders("tenant"))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (correlationId: string) =>
    withContext({ correlationId, tenant: `t/${correlationId} ü` }, async () => {
      const headers = toHeaders("tenant");
      const answer = await fetch(url, { method: "POST", body: "x", headers });
      assert.deepEqual(await answer.json(), headers);
    });
  await Promise.all(["a", "b", "c"].map(ask));
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual(seen.sort(), ["a", "b", "c"]);
});

test("only the facts that are named are sent, and only those that fit", () => {
  withContext({ correlationId: "a", tenant: "t", user: { id: 1 }, retries: 3, admin: false }, () => {
    assert.deepEqual(toHeaders(), { "x-correlation-id": "a" });
    assert.deepEqual(toHeaders("tenant", "user", "retries", "admin", "none"), {
      "x-correlation-id": "a",
      "x-context-tenant": "t",
      "x-context-retries": "3",
      "x-context-admin": "false",
    });
  });
});

test("headers of all kinds are read", () => {
  const headers = { "X-Correlation-Id": "a", "X-Context-Tenant": "t%C3%BC" };
  const expected = { correlationId: "a", tenant: "tü" };
  const buffers = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  const lists = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, [text, "other"]]));
  for (const each of [headers, new Headers(headers), buffers, lists]) {
    assert.deepEqual(fromHeaders(each, "tenant"), expected);
  }
  assert.deepEqual(fromHeaders(headers), { correlationId: "a" }, "a fact that is not named is not believed");
  assert.deepEqual(fromHeaders({ "x-request-id": "r" }), { correlationId: "r" });
});

test("an id that would write to the log what others want is not taken", () => {
  for (const id of ["a\nb", "", "x".repeat(129), "<b>", 7, {}, null]) {
    assert.deepEqual(fromHeaders({ "x-correlation-id": id }), {});
  }
  assert.deepEqual(fromHeaders({ "x-context-tenant": "%" }, "tenant"), {});
});

test("whatever comes as headers, reading them does not throw", () => {
  fc.assert(fc.property(fc.anything(), (headers) => void fromHeaders(headers, "tenant")));
});

test("what is sent is what arrives, and can be sent as a header", () => {
  const parts = { correlationId: fc.uuid(), tenant: fc.string({ unit: "binary" }) };
  const facts = fc.record(parts, { noNullPrototype: true });
  fc.assert(
    fc.property(facts, (context) => {
      const headers = withContext(context, () => toHeaders("tenant"));
      assert.deepEqual(fromHeaders(new Headers(headers), "tenant"), context);
    }),
  );
  withContext({ half: "\ud800" }, () => assert.equal(toHeaders("half")["x-context-half"], "%EF%BF%BD"));
});
