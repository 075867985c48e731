import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, type Server, createServer as createTcpServer } from "node:net";
import { test } from "node:test";
import { isTemporary } from "../../wrappers/temporary.ts";

/** What a promise rejects with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => assert.fail("it did not fail"),
    (error: unknown) => error,
  );
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function failure(properties: object, cause?: unknown): Error {
  return Object.assign(new Error("failed", { cause }), properties);
}

test("a connection that is refused or reset is temporary, as fetch reports it", async () => {
  const server = createTcpServer((socket) => socket.once("data", () => socket.destroy()));
  const url = await listen(server);
  const reset = await failureOf(fetch(url));
  await new Promise((resolve) => server.close(resolve));
  const refused = await failureOf(fetch(url));
  assert.ok(reset instanceof TypeError && refused instanceof TypeError);
  assert.equal(isTemporary(reset), true);
  assert.equal(isTemporary(refused), true);
});

test("a signal that timed out is temporary, one that was aborted is not", async () => {
  const server = createServer(() => {});
  const url = await listen(server);
  const timedOut = await failureOf(fetch(url, { signal: AbortSignal.timeout(20) }));
  const aborted = await failureOf(fetch(url, { signal: AbortSignal.abort() }));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.equal(isTemporary(timedOut), true);
  assert.equal(isTemporary(aborted), false);
});

test("what the program did wrong is permanent", async () => {
  const mistakes = [
    () => JSON.parse("{"),
    () => (undefined as unknown as { a: number }).a,
    () => new Array(-1),
    () => new URL("nowhere"),
    () => decodeURIComponent("%"),
  ];
  for (const mistake of mistakes) {
    assert.equal(isTemporary(await failureOf((async () => mistake())())), false, String(mistake));
  }
  assert.equal(isTemporary(await failureOf(fetch("nowhere"))), false);
});

test("a status tells", () => {
  const temporary = [408, 425, 429, 500, 502, 503, 504, 522];
  const permanent = [400, 401, 403, 404, 409, 410, 422, 501, 505];
  for (const [statuses, expected] of [[temporary, true] as const, [permanent, false] as const]) {
    for (const status of statuses) {
      const ofResponse = [{ response: { status } }, { response: { statusCode: status } }];
      const shapes = [{ status }, { statusCode: status }, ...ofResponse, { $metadata: { httpStatusCode: status } }];
      for (const shape of shapes) {
        assert.equal(isTemporary(failure(shape)), expected, JSON.stringify(shape));
      }
    }
  }
  assert.equal(isTemporary(failure({ status: 200 })), false);
  assert.equal(isTemporary(failure({ status: "rejected", code: "ECONNRESET" })), true);
  assert.equal(isTemporary(failure({ response: null, code: "ECONNABORTED" })), true);
});

test("a status of a refusal is stronger than a code", () => {
  assert.equal(isTemporary(failure({ code: "ERR_BAD_REQUEST", status: 404 })), false);
  assert.equal(isTemporary(failure({ code: "ERR_BAD_RESPONSE", response: { status: 503 } })), true);
});

test("codes of the system, of undici and of databases tell", () => {
  const temporary = ["ECONNRESET", "EAI_AGAIN", "UND_ERR_HEADERS_TIMEOUT", "40P01", "08006", "P1001", "TIMEOUT"];
  const permanent = ["ENOENT", "EACCES", "23505", "08P01", "P2002", "ERR_CANCELED", "CERT_HAS_EXPIRED", "CIRCUIT_OPEN"];
  for (const code of temporary) assert.equal(isTemporary(failure({ code })), true, code);
  for (const code of permanent) assert.equal(isTemporary(failure({ code })), false, code);
});

test("numbers are codes of gRPC only in its own errors", () => {
  assert.equal(isTemporary(failure({ code: 14, details: "unavailable", metadata: {} })), true);
  assert.equal(isTemporary(failure({ code: 5, details: "not found", metadata: {} })), false);
  assert.equal(isTemporary(failure({ code: 14 })), false);
});

test("codes of SQLite tell, in words and in the numbers of Node's own module", () => {
  for (const code of ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"]) assert.equal(isTemporary(failure({ code })), true, code);
  for (const code of ["SQLITE_CONSTRAINT", "SQLITE_READONLY"]) assert.equal(isTemporary(failure({ code })), false, code);
  const numbered = (errcode: number) => isTemporary(failure({ code: "ERR_SQLITE_ERROR", errcode }));
  // BUSY, LOCKED, BUSY_SNAPSHOT; CONSTRAINT_UNIQUE, READONLY.
  assert.deepEqual([5, 6, 517].map(numbered), [true, true, true]);
  assert.deepEqual([2067, 8].map(numbered), [false, false]);
});

test("words tell where there is nothing else, and a refusal is stronger than they are", () => {
  const saying = (message: string, properties = {}) => isTemporary(Object.assign(new Error(message), properties));
  assert.equal(saying("Connection terminated unexpectedly"), true);
  assert.equal(saying("READONLY You can't write against a read only replica."), true);
  assert.equal(saying("READONLY"), false);
  assert.equal(saying("it said: Command timed out"), false);
  assert.equal(saying("Command timed out", { status: 404 }), false);
  assert.equal(saying("You exceeded your current quota", { status: 429, code: "insufficient_quota" }), false);
});

test("an error's own word is believed first", () => {
  assert.equal(isTemporary(failure({ retryable: true, status: 404 })), true);
  assert.equal(isTemporary(failure({ retryable: false, code: "ECONNRESET" })), false);
  assert.equal(isTemporary(failure({ $retryable: { throttling: true } })), true);
  assert.equal(isTemporary(failure({ errorLabels: ["TransientTransactionError"] })), true);
  assert.equal(isTemporary(failure({ errorLabels: ["NoWritesPerformed"] })), false);
});

test("what an error was caused by tells, if the error itself does not", () => {
  const reset = failure({ code: "ECONNRESET" });
  assert.equal(isTemporary(failure({}, failure({}, reset))), true);
  assert.equal(isTemporary(failure({ status: 400 }, reset)), false);
  assert.equal(isTemporary(failure({ code: "RETRIES_EXHAUSTED" }, reset)), false);
});

test("several failures are temporary only if each is", () => {
  const reset = failure({ code: "ECONNRESET" });
  assert.equal(isTemporary(new AggregateError([reset, reset])), true);
  assert.equal(isTemporary(new AggregateError([reset, new Error("unknown")])), false);
  assert.equal(isTemporary(new AggregateError([])), false);
});

test("what nobody knows is permanent, whatever it is", () => {
  const cyclic = failure({});
  cyclic.cause = cyclic;
  const endless = failure({});
  Object.assign(endless, { errors: [endless, endless] });
  const strange = [undefined, null, 0, "ECONNRESET", Symbol("x"), {}, [], Object.create(null), cyclic, endless];
  for (const thrown of [...strange, new Error("unknown")]) assert.equal(isTemporary(thrown), false);
});
