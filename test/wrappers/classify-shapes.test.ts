/** Failures of libraries that are not installed here, in the shape in which they came when they were. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Category } from "../../wrappers/app-error.ts";
import { classify } from "../../wrappers/classify.ts";

type Shape = readonly [what: string, error: unknown, category: Category, retryable: boolean];

/** An instance of a class of this name with these properties; many SDKs leave `name` at "Error". */
function make(className: string, properties: object, message = "failed"): Error {
  const kind = { [className]: class extends Error {} }[className] as ErrorConstructor;
  return Object.assign(new kind(message), properties);
}

/** The same, where the class has told its name. */
function named(name: string, properties: object = {}, message = "failed"): Error {
  return make(name, { name, ...properties }, message);
}

function check(shapes: readonly Shape[]): void {
  for (const [what, error, category, retryable] of shapes) {
    const classified = classify(error);
    assert.equal(`${classified.category} ${classified.retryable}`, `${category} ${retryable}`, what);
    assert.equal(classified.cause, error, what);
  }
}

test("databases", () => {
  const postgres = (code: string) => named("error", { severity: "ERROR", code, routine: "_bt_check" });
  const query = { query: "", parameters: [], driverError: postgres("23505"), code: "23505" };
  const mysql = (code: string, errno: number) => make("Error", { code, errno, sqlState: "23000", sqlMessage: "no" });
  const prisma = (code: string) => named("PrismaClientKnownRequestError", { code, clientVersion: "6", meta: {} });
  const mongo = (code: number) => named("MongoServerError", { code, errorLabelSet: new Set(), keyValue: {} });
  const fields = { errors: { a: new Error("required") }, _message: "T validation failed" };
  check([
    ["pg, unique", postgres("23505"), "conflict", false],
    ["pg, foreign key", postgres("23503"), "conflict", false],
    ["pg, not null", postgres("23502"), "validation", false],
    ["pg, not a number", postgres("22P02"), "validation", false],
    ["pg, deadlock", postgres("40P01"), "conflict", true],
    ["pg, serialization", postgres("40001"), "conflict", true],
    ["pg, too many connections", postgres("53300"), "resource", true],
    ["pg, statement timeout", postgres("57014"), "timeout", false],
    ["pg, shutdown", postgres("57P01"), "database", true],
    ["pg, wrong password", postgres("28P01"), "configuration", false],
    ["pg, no such database", postgres("3D000"), "configuration", false],
    ["pg, no such table", postgres("42P01"), "database", false],
    ["pg, raised", postgres("P0001"), "database", false],
    ["pg, connection failure", postgres("08006"), "database", true],
    ["pg, ended", new Error("Connection terminated unexpectedly"), "network", true],
    ["pg, pool", new Error("timeout exceeded when trying to connect"), "timeout", true],
    ["typeorm", named("QueryFailedError", query), "conflict", false],
    ["typeorm, none", make("EntityNotFoundError", { entityClass: "User", criteria: {} }), "not-found", false],
    ["sequelize", named("SequelizeUniqueConstraintError", { errors: [], fields: {}, sql: "" }), "conflict", false],
    ["sequelize, down", named("SequelizeConnectionRefusedError"), "network", false],
    ["drizzle", new Error("Failed query", { cause: postgres("23505") }), "conflict", false],
    ["knex", named("KnexTimeoutError", { sql: undefined }), "timeout", false],
    ["mysql, duplicate", mysql("ER_DUP_ENTRY", 1062), "conflict", false],
    ["mysql, deadlock", mysql("ER_LOCK_DEADLOCK", 1213), "conflict", true],
    ["mysql, denied", mysql("ER_ACCESS_DENIED_ERROR", 1045), "configuration", false],
    ["mysql, syntax", mysql("ER_PARSE_ERROR", 1064), "database", false],
    ["mysql, lost", make("Error", { code: "PROTOCOL_CONNECTION_LOST", fatal: true }), "database", true],
    ["sqlite", named("SqliteError", { code: "SQLITE_CONSTRAINT_UNIQUE" }), "conflict", false],
    ["node:sqlite", make("Error", { code: "ERR_SQLITE_ERROR", errcode: 1 }), "database", false],
    ["prisma, unique", prisma("P2002"), "conflict", false],
    ["prisma, none", prisma("P2025"), "not-found", false],
    ["prisma, unreachable", prisma("P1001"), "database", true],
    ["prisma, pool", prisma("P2024"), "resource", true],
    ["prisma, conflict of transactions", prisma("P2034"), "conflict", true],
    ["prisma, misuse", named("PrismaClientValidationError", { clientVersion: "6.0.0" }), "validation", false],
    ["mongo, duplicate", mongo(11000), "conflict", false],
    ["mongo, too slow", mongo(50), "timeout", false],
    ["mongo, other", mongo(2), "database", false],
    ["mongo, network", named("MongoNetworkError", { beforeHandshake: false }), "network", true],
    ["mongo, no server", named("MongoServerSelectionError", { reason: {} }), "network", true],
    ["mongoose", named("ValidationError", fields), "validation", false],
    ["redis, wrong type", named("ReplyError", {}, "WRONGTYPE Operation against a key"), "database", false],
    ["redis, password", named("ReplyError", {}, "WRONGPASS invalid username-password pair"), "configuration", false],
    ["redis, memory", make("SimpleError", {}, "OOM command not allowed"), "resource", false],
    ["ioredis, closed", new Error("Connection is closed."), "network", true],
    ["ioredis, retries", named("MaxRetriesPerRequestError"), "database", true],
    ["ioredis, slow", new Error("Command timed out"), "timeout", true],
  ]);
});

test("SDKs and HTTP clients", () => {
  const answer = { status: 404, statusText: "Not Found", headers: {} };
  const openai = (name: string, status: number, code: string | null = null) =>
    make(name, { status, headers: new Headers({ "retry-after": "7" }), requestID: null, error: {}, code, type: "x" });
  const stripe = (type: string, statusCode: number) =>
    make(type, { type, raw: {}, rawType: "x", headers: {}, statusCode, code: "resource_missing" });
  const aws = (name: string, status: number, more: object = {}) =>
    named(name, { $fault: "client", $response: {}, $metadata: { httpStatusCode: status, attempts: 1 }, ...more });
  check([
    ["openai, key", openai("AuthenticationError", 401), "authentication", false],
    ["openai, limit", openai("RateLimitError", 429), "rate-limit", true],
    ["openai, overload", openai("InternalServerError", 503), "external-service", true],
    ["openai, context", openai("BadRequestError", 400, "context_length_exceeded"), "validation", false],
    ["openai, connection", make("APIConnectionError", {}, "Connection error."), "network", true],
    ["openai, timeout", make("APIConnectionTimeoutError", {}, "Request timed out."), "timeout", true],
    ["openai, abort", make("APIUserAbortError", {}, "Request was aborted."), "internal", false],
    ["stripe, card", stripe("StripeCardError", 402), "external-service", false],
    ["stripe, none", stripe("StripeInvalidRequestError", 404), "not-found", false],
    ["stripe, limit", stripe("StripeRateLimitError", 429), "rate-limit", true],
    ["stripe, connection", make("StripeConnectionError", { raw: {} }), "network", true],
    ["aws, throttled", aws("ThrottlingException", 400, { $retryable: { throttling: true } }), "rate-limit", true],
    ["aws, none", aws("ResourceNotFoundException", 400), "not-found", false],
    ["aws, condition", aws("ConditionalCheckFailedException", 400), "conflict", false],
    ["aws, denied", aws("AccessDeniedException", 400), "authorisation", false],
    ["aws, key", aws("NoSuchKey", 404), "not-found", false],
    ["aws, unknown", aws("Unknown", 500), "external-service", true],
    ["aws, slow", named("TimeoutError", { code: "ETIMEDOUT", $metadata: { attempts: 1 } }), "timeout", true],
    ["aws, refused", make("Error", { code: "ECONNREFUSED", errno: -111, $metadata: { attempts: 1 } }), "network", true],
    ["got", named("HTTPError", { response: { statusCode: 404 } }), "not-found", false],
    ["got, slow", named("TimeoutError", { code: "ETIMEDOUT", event: "request" }), "timeout", true],
    ["ky", named("HTTPError", { response: new Response(null, { status: 503 }) }), "external-service", true],
    ["superagent", make("Error", { status: 404, response: {} }), "not-found", false],
    ["superagent, slow", make("Error", { code: "ECONNABORTED", errno: "ETIME", timeout: 50 }), "timeout", true],
    ["octokit", named("HttpError", { status: 403, request: {}, response: answer }), "authorisation", false],
    ["elastic", named("ResponseError", { meta: { statusCode: 409, body: {} } }), "conflict", false],
    ["undici, status", named("ResponseError", { statusCode: 404, headers: {} }), "not-found", false],
    ["undici, slow", named("HeadersTimeoutError", { code: "UND_ERR_HEADERS_TIMEOUT" }), "timeout", true],
    ["undici, broken", named("SocketError", { code: "UND_ERR_SOCKET" }), "network", true],
    ["gaxios", make("GaxiosError", { config: {}, response: answer, status: 404 }), "not-found", false],
    ["twilio", make("RestException", { status: 404, code: 20404, moreInfo: "u", details: {} }), "not-found", false],
    ["a thrown response", new Response(null, { status: 429 }), "rate-limit", true],
    ["grpc, unavailable", make("Error", { code: 14, details: "no", metadata: {} }), "external-service", true],
    ["grpc, none", make("Error", { code: 5, details: "no such user", metadata: {} }), "not-found", false],
    ["grpc, late", make("Error", { code: 4, details: "Deadline exceeded", metadata: {} }), "timeout", true],
    ["kafkajs", named("KafkaJSConnectionError", { retriable: true, broker: "b" }), "network", true],
    ["p-timeout", named("TimeoutError"), "timeout", true],
    ["cockatiel", make("BrokenCircuitError", { isBrokenCircuitError: true }), "external-service", false],
    ["opossum", make("Error", { code: "EOPENBREAKER" }), "external-service", false],
    ["a certificate", make("Error", { code: "CERT_HAS_EXPIRED" }), "configuration", false],
  ]);
});

test("what a service answers is not told to users as if they had asked wrongly", () => {
  const unauthorised = Object.assign(new Error("bad key"), { status: 401, response: {} });
  assert.deepEqual([classify(unauthorised).status, classify(unauthorised).severity], [502, "error"]);
  const grpc = Object.assign(new Error("no such user"), { code: 5, details: "no such user", metadata: {} });
  assert.equal(classify(grpc).status, 502);
});

test("what a database answers is told to users as theirs: the name is taken, the record is gone", () => {
  const taken = named("PrismaClientKnownRequestError", { code: "P2002", meta: { target: ["email"] } });
  assert.equal(classify(taken).status, 409);
  assert.doesNotMatch(JSON.stringify(classify(taken).forUser()), /P2002|email/);
  const duplicate = make("Error", { code: "ER_DUP_ENTRY", errno: 1062, sqlState: "23000" });
  assert.equal(classify(duplicate).status, 409);
});

test("answers of this program to its own users keep their status, and their words if these are meant for users", () => {
  const own = class extends Error {
    readonly status = 404;
    readonly statusCode = 404;
    readonly expose = true;
  };
  const httpErrors = classify(new own("no such page"));
  assert.deepEqual([httpErrors.category, httpErrors.status], ["not-found", 404]);
  assert.equal(httpErrors.userMessage, "no such page");

  const hidden = classify(Object.assign(new Error("pool is null"), { status: 500, statusCode: 500, expose: false }));
  assert.deepEqual([hidden.category, hidden.status], ["internal", 500]);
  assert.doesNotMatch(hidden.userMessage, /pool/);

  const response = { message: "x", error: "Not Found", statusCode: 404 };
  const nest = classify(named("NotFoundException", { status: 404, response, options: {}, getStatus: () => 404 }));
  assert.deepEqual([nest.category, nest.status], ["not-found", 404]);

  const hono = classify(make("HTTPException", { status: 403, getResponse: () => new Response() }));
  assert.deepEqual([hono.category, hono.status], ["authorisation", 403]);

  const boom = classify(make("Error", { isBoom: true, isServer: false, output: { statusCode: 409, headers: {} } }));
  assert.deepEqual([boom.category, boom.status], ["conflict", 409]);
});

test("libraries that check input, tokens and calls", () => {
  check([
    ["zod", named("ZodError", { issues: [{ code: "invalid_type", path: ["a"] }] }), "validation", false],
    ["jsonwebtoken", named("JsonWebTokenError", {}, "jwt malformed"), "authentication", false],
    ["jsonwebtoken, old", named("TokenExpiredError", {}, "jwt expired"), "authentication", false],
    ["jose", named("JWTExpired", { code: "ERR_JWT_EXPIRED", claim: "exp" }), "authentication", false],
    ["trpc", named("TRPCError", { code: "UNAUTHORIZED" }), "authentication", false],
    ["apollo", named("ForbiddenError"), "authorisation", false],
  ]);
});
