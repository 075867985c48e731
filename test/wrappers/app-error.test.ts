import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { AppError, type Category, categories } from "../../wrappers/app-error.ts";

test("an error with no more than a message is internal", () => {
  const error = new AppError("the index is corrupt");
  assert.ok(error instanceof Error);
  assert.equal(`${error}`, "AppError: the index is corrupt");
  assert.equal(error.category, "internal");
  assert.equal(error.code, "INTERNAL");
  assert.equal(error.status, 500);
  assert.equal(error.severity, "error");
  assert.equal(error.retryable, false);
  assert.deepEqual(error.context, {});
  assert.equal(Object.hasOwn(error, "cause"), false);
});

test("what is not told follows from the category, and what is told holds", () => {
  for (const category of Object.keys(categories) as Category[]) {
    const { code, severity, status, retryable, userMessage } = categories[category];
    const error = new AppError("failed", { category });
    assert.deepEqual(
      { code: error.code, severity: error.severity, status: error.status, retryable: error.retryable },
      { code, severity, status, retryable },
    );
    assert.equal(error.userMessage, userMessage);
  }
  const told = { code: "EMAIL_TAKEN", severity: "warning", status: 422, retryable: true, retryAfter: 3 } as const;
  const error = new AppError("failed", { category: "conflict", ...told, userMessage: "Taken.", context: { id: 1 } });
  assert.deepEqual({ ...error }, { ...error, ...told, userMessage: "Taken.", context: { id: 1 } });
});

test("a cause that is nothing is still a cause", () => {
  assert.equal(Object.hasOwn(new AppError("failed", { cause: undefined }), "cause"), true);
  assert.equal(new AppError("failed", { cause: null }).cause, null);
});

test("users see no more than the code and the words for them", () => {
  const error = new AppError("table users: duplicate a@b.c", {
    category: "conflict",
    context: { email: "a@b.c" },
    cause: new Error("23505"),
  });
  assert.deepEqual(error.forUser(), { code: "CONFLICT", message: categories.conflict.userMessage });
});

test("logs see everything but secrets", () => {
  const cause = Object.assign(new Error("connect postgres://app:hunter2@db/main"), { code: "ECONNREFUSED" });
  const error = new AppError("cannot log in", {
    category: "database",
    context: { user: "ada", password: "hunter2", request: { headers: { authorization: "Bearer hunter2" } } },
    cause,
  });
  const text = JSON.stringify(error);
  assert.doesNotMatch(text, /hunter2/);
  const logged = JSON.parse(text);
  assert.equal(logged.message, "cannot log in");
  assert.equal(logged.code, "DATABASE");
  assert.equal(logged.category, "database");
  assert.equal(logged.context.user, "ada");
  assert.equal(logged.context.password, "[redacted]");
  assert.equal(logged.cause.code, "ECONNREFUSED");
  assert.match(logged.cause.message, /db\/main/);
  assert.match(logged.stack, /app-error\.test/);
});

test("an error that leads back to itself can be logged", () => {
  const context: Record<string, unknown> = {};
  const error = new AppError("failed", { context });
  context["error"] = error;
  assert.equal(JSON.parse(JSON.stringify(error)).context.error, "[circular]");
});

test("it has its own stack and can be a base", () => {
  class NoAddress extends AppError {
    override readonly name = "NoAddress";
    constructor(id: number) {
      super(`user ${id} has no address`, { category: "not-found", context: { id } });
    }
  }
  const error = new NoAddress(7);
  assert.ok(error instanceof AppError);
  assert.match(inspect(error), /user 7 has no address/);
  assert.equal(error.status, 404);
});
