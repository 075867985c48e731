import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { inspect } from "node:util";
import axios from "axios";
import { redact } from "../../wrappers/redact.ts";
import { failureOf, misbehave, withServer } from "./failing.ts";

test("what is called a secret is hidden, whatever it is and however it is written", () => {
  const names = [
    ...["password", "Password", "user_password", "passwd", "pwd", "passphrase", "clientSecret", "SECRET_KEY", "jwt"],
    ...["refresh_token", "x-csrf-token", "Authorization", "proxy-authorization", "Cookie", "set-cookie", "apiKey"],
    ...["X-Api-Key", "AWS_SECRET_ACCESS_KEY", "privateKey", "credentials", "auth", "sessionId", "card_number", "cvv"],
  ];
  for (const name of names) {
    for (const value of ["hunter2", 1234, ["hunter2"], { deep: "hunter2" }, Buffer.from("hunter2"), () => "hunter2"]) {
      assert.deepEqual(redact({ [name]: value }), { [name]: "[redacted]" });
    }
  }
});

test("what only sounds like one is kept", () => {
  const value = {
    ...{ author: "Ada", key: "id", keys: ["a"], monkey: 1, session: { id: 7 }, passenger: "Ada", authenticated: true },
    ...{ total_tokens: 512, maxTokens: 100, hasPassword: true, password: null, token: undefined, pinned: 3, spin: 1 },
  };
  assert.deepEqual(redact(value), value);
});

test("secrets within texts are hidden, and what surrounds them is kept", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["sent Authorization: Bearer abc.def-1", "sent Authorization: [redacted]"],
    ["got bearer abc.def-1 from a", "got bearer [redacted] from a"],
    ["postgres://app:hunter2@db:5432/main is down", "postgres://[redacted]@db:5432/main is down"],
    ["redis://:p@ss@cache", "redis://[redacted]@cache"],
    ["https://token@github.com/a/b", "https://[redacted]@github.com/a/b"],
    ["mysql://app:p/ss@db/main", "mysql://app:[redacted]@db/main"],
    ["GET https://a.b/c?x=1&api_key=hunter2&y=2", "GET https://a.b/c?x=1&api_key=[redacted]&y=2"],
    ["GET https://a.b:8080/c?mail=a@b.c", "GET https://a.b:8080/c?mail=a@b.c"],
    ["password=hunter2; host=db", "password=[redacted]; host=db"],
    [`{"user":"ada","password":"hun\\"ter 2","age":1}`, `{"user":"ada","password":[redacted],"age":1}`],
    [`{"body":"{\\"password\\":\\"hun ter2\\",\\"age\\":1}"}`, `{"body":"{\\"password\\":[redacted]\\",\\"age\\":1}"}`],
    ["Cookie: sid=1; theme=dark\r\nHost: a", "Cookie: [redacted]\r\nHost: a"],
    ["key is sk-proj-abcdefghijklmnop1234", "key is [redacted]"],
    ["ghp_abcdefghijklmnopqrst1234567890", "[redacted]"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def", "[redacted]"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nend", "[redacted]\nend"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE", "[redacted]"],
    ["used 512 tokens: fine", "used 512 tokens: fine"],
    ["Unexpected token < in JSON at position 0", "Unexpected token < in JSON at position 0"],
    ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
  ];
  for (const [text, expected] of cases) assert.equal(redact(text), expected);
});

test("secrets are found in headers, maps, pairs and labelled values", () => {
  const headers = new Headers({ authorization: "x", accept: "y" });
  assert.deepEqual(redact(headers), { accept: "y", authorization: "[redacted]" });
  assert.deepEqual(redact(new Map<unknown, unknown>([["token", "x"], [{}, "y"], [1, "z"]])), {
    token: "[redacted]",
    "[object]": "y",
    "1": "z",
  });
  assert.deepEqual(redact(["Cookie", "sid=1", "Host", "h"]), ["Cookie", "[redacted]", "Host", "h"]);
  assert.deepEqual(redact([["x-api-key", "x"]]), [["x-api-key", "[redacted]"]]);
  assert.deepEqual(redact([{ name: "password", value: "x" }, { name: "age", value: 1 }]), [
    { name: "password", value: "[redacted]" },
    { name: "age", value: 1 },
  ]);
  assert.equal(redact(new URL("https://a:b@c.d/?token=x")), "https://[redacted]@c.d/?token=[redacted]");
  assert.equal(redact(new URLSearchParams({ token: "x", a: "1" })), "?token=[redacted]&a=1");
  assert.deepEqual(redact({ "Basic abcdef": 1 }), { "Basic [redacted]": 1 });
});

test("values become what can be logged", () => {
  const value = {
    date: new Date(0),
    never: new Date(NaN),
    big: 7n,
    symbol: Symbol("s"),
    pattern: /a/g,
    bytes: new Uint8Array(3),
    set: new Set([1]),
    boxed: Object("Bearer abcdef"),
    nothing: undefined,
    fn: () => 1,
    socket: new EventEmitter(),
  };
  assert.deepEqual(redact(value), {
    date: "1970-01-01T00:00:00.000Z",
    never: "[invalid date]",
    big: "7",
    symbol: "Symbol(s)",
    pattern: "/a/g",
    bytes: "[3 bytes]",
    set: [1],
    boxed: "Bearer [redacted]",
    nothing: undefined,
    fn: "[function]",
    socket: "[EventEmitter]",
  });
  for (const plain of [null, undefined, 1, true, "text"]) assert.equal(redact(plain), plain);
});

test("errors keep what they say, and their causes", () => {
  const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const error = new AggregateError([cause], "password=hunter2 is wrong", { cause });
  const copy = redact(Object.assign(error, { attempts: 3 })) as Record<string, any>;
  assert.equal(copy["name"], "AggregateError");
  assert.equal(copy["message"], "password=[redacted] is wrong");
  assert.equal(copy["attempts"], 3);
  assert.match(copy["stack"], /redact\.test/);
  assert.doesNotMatch(copy["stack"], /hunter2/);
  assert.equal(copy["cause"].code, "ECONNREFUSED");
  assert.equal(copy["errors"][0].message, "refused");
});

test("the failure of a real request keeps none of its secrets", async () => {
  await withServer(misbehave, async (url) => {
    const headers = { Cookie: "sid=hunter2", "X-Api-Key": "hunter2" };
    const auth = { username: "a", password: "hunter2" };
    const body = { user: "ada", password: "hunter2" };
    const error = await failureOf(() => axios.post(`${url}/500?api_key=hunter2`, body, { headers, auth }));
    assert.match(inspect(error, { depth: 9 }), /hunter2/, "it is in there");
    const copy = inspect(redact(error), { depth: 99 });
    assert.doesNotMatch(copy, /hunter2/);
    assert.doesNotMatch(copy, new RegExp(Buffer.from("a:hunter2").toString("base64")));
    assert.match(copy, /status: 500/);
    assert.match(copy, /ada/);
  });
});

test("sockets do not spill their innards", () => {
  const socket = connect({ port: 0, host: "127.0.0.1", lookup: () => {} });
  socket.on("error", () => {}).destroy();
  assert.deepEqual(redact({ socket }), { socket: "[Socket]" });
});

test("cycles are cut, and what comes twice is not mistaken for one", () => {
  const shared = { a: 1 };
  const value: Record<string, unknown> = { first: shared, second: shared, list: [] };
  value["self"] = value;
  (value["list"] as unknown[]).push(value);
  assert.deepEqual(redact(value), { first: { a: 1 }, second: { a: 1 }, list: ["[circular]"], self: "[circular]" });
  const error = new Error("round");
  error.cause = error;
  assert.equal((redact(error) as Error).cause, "[circular]");
});

test("what is too deep, too long or too much is left out, and says so", () => {
  let deep: unknown = "bottom";
  for (let depth = 0; depth < 100_000; depth++) deep = { deep };
  assert.match(inspect(redact(deep), { depth: 99 }), /\[deeper\]/);
  assert.match(redact("x".repeat(10_000_000)) as string, /^x{4000}… \[10000000 characters\]$/);
  const list = redact(new Array(1_000_000).fill(1)) as unknown[];
  assert.equal(list.length, 101);
  assert.equal(list.at(-1), "[more]");
  assert.equal((redact(new Array(2 ** 32 - 1)) as unknown[]).length, 101);
  const wide = redact(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, index]))) as object;
  assert.equal(Object.keys(wide).length, 101);
  const bush = (depth: number): unknown => (depth === 0 ? "leaf" : Array.from({ length: 50 }, () => bush(depth - 1)));
  assert.ok(JSON.stringify(redact(bush(3))).length < 200_000);
  const endless = Object.assign([], {
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  });
  assert.equal((redact(endless) as unknown[]).length, 101);
});

test("a secret at the place where a long text is cut is not cut in two", () => {
  for (let before = 3_900; before < 4_100; before++) {
    const text = `${"x ".repeat(before / 2)}postgres://app:hunter2hunter2@db/main ${"y".repeat(3_000)}`;
    assert.doesNotMatch(redact(text) as string, /hunter2/);
  }
});

test("what cannot be read says so, and the rest is there", () => {
  const trap = () => {
    throw new Error("hands off");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const value = Object.defineProperty({ a: 1, proxy, other: new Proxy({}, { ownKeys: trap }) }, "b", {
    get: trap,
    enumerable: true,
  });
  assert.deepEqual(redact(value), { a: 1, proxy: "[unreadable]", other: "[unreadable]", b: "[unreadable]" });
});

test("keys of all kinds are copied as they are, and nothing becomes a prototype", () => {
  const copy = redact(JSON.parse('{"__proto__":{"admin":true},"constructor":1}')) as Record<string, unknown>;
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.deepEqual(Object.keys(copy), ["__proto__", "constructor"]);
  assert.equal(copy["admin"], undefined);
});

test("the value itself stays as it was", () => {
  const value = Object.freeze({ password: "hunter2", list: Object.freeze(["a"]) });
  redact(value);
  assert.deepEqual(value, { password: "hunter2", list: ["a"] });
});
