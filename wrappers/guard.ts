/** The last catch: around listeners, timers, consumers and routes, whose failures would end the process or be lost. */
import { correlationId } from "./context.ts";
import { report } from "./report.ts";
import { setCause } from "./work.ts";

export interface Boundary<Args extends Arguments> {
  /** What stands in the log: "order consumer", "GET /users". */
  readonly name: string;
  /**
   * What to do after a failure was reported. A function gets the failure and the list of the handler's arguments; it
   * may reject the message, or answer in its own way. `"next"` hands the failure to the last argument, as Express's
   * error handlers want it. Unless told, a response among the arguments that is not answered yet is answered.
   */
  readonly answer?: "next" | ((error: unknown, args: Args) => unknown) | undefined;
}

/** What a guarded handler returns: what the handler does, or undefined when it failed. */
export type Guarded<R> = R extends PromiseLike<infer T> ? Promise<T | undefined> : R | undefined;

/**
 * The handler, with its failures dealt with: the function never throws and its promise never rejects. A failure is
 * reported under the boundary's name; then, of a route, the response is answered: with the error's own `status` and
 * `userMessage` if it has them (see `AppError`), and with 500 and nothing from within otherwise. An answer that has
 * begun is cut off, so that nobody takes it for whole.
 *
 * Not for handlers whose caller acts on the failure, such as those of queues that retry what rejects: to them, a
 * guarded handler always succeeds. Give those an `answer` that tells the queue, or leave them as they are.
 */
export function guard<This, Args extends Arguments, R>(
  boundary: string | Boundary<NoInfer<Args>>,
  handler: (this: This, ...args: Args) => R,
): (this: This, ...args: Args) => Guarded<R> {
  const { name, answer }: Boundary<Args> = typeof boundary === "string" ? { name: boundary } : boundary;
  function guarded(this: This, ...args: Args): unknown {
    const failed = (error: unknown) => settle(name, answer, error, args);
    try {
      const result: unknown = Reflect.apply(handler, this, args);
      return isThenable(result) ? Promise.resolve(result).then(undefined, failed) : result;
    } catch (error) {
      return void failed(error);
    }
  }
  // Express tells its error handlers, and test runners their callbacks, by how many parameters a function has.
  Object.defineProperty(guarded, "length", { value: handler.length, configurable: true });
  Object.defineProperty(guarded, "name", { value: handler.name, configurable: true });
  return guarded as (this: This, ...args: Args) => Guarded<R>;
}

/**
 * Not `unknown[]`: where a library infers the arguments itself, as `http.createServer` does, a handler written in place
 * could then not use them.
 */
type Arguments = any[];

/** Reports and answers. Never rejects. */
async function settle<Args extends Arguments>(
  name: string,
  answer: Boundary<Args>["answer"],
  error: unknown,
  args: Args,
): Promise<undefined> {
  report(error, { boundary: name });
  try {
    const next: unknown = answer === "next" ? args.at(-1) : undefined;
    if (typeof next === "function") await next(asError(error));
    else if (typeof answer === "function") await answer(error, args);
    else respond(error, args);
  } catch (failure) {
    report(failure, { boundary: `${name}, answering a failure` });
    if (answer !== undefined) respondAtLeast(name, error, args);
  }
}

/** When the answer itself fails, nobody should be left waiting for it. */
function respondAtLeast(name: string, error: unknown, args: readonly unknown[]): void {
  try {
    respond(error, args);
  } catch (failure) {
    report(failure, { boundary: `${name}, answering a failure` });
  }
}

/** As much as is needed of the response of Node.js, which Express and its like extend. */
interface Response {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  readonly destroyed: boolean;
  getHeaderNames(): string[];
  removeHeader(name: string): void;
  setHeader(name: string, value: string): void;
  end(body: string): void;
  destroy(): void;
}

function respond(error: unknown, args: readonly unknown[]): void {
  const response = args.find(isResponse);
  if (response === undefined || response.writableEnded || response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, message, retryAfter } = forUser(error);
  // They were about the answer that did not come about. Others, such as those of CORS, hold for this one too.
  for (const name of response.getHeaderNames()) {
    if (/^(?:content-|cache-control|etag|last-modified|expires)/i.test(name)) response.removeHeader(name);
  }
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  if (retryAfter !== undefined) response.setHeader("Retry-After", String(retryAfter));
  response.end(JSON.stringify({ error: { code, message, correlationId: correlationId() } }));
}

interface FailureAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfter: number | undefined;
}

/**
 * Only what the error declares as meant for users is told to users; `expose` is how http-errors declares its message.
 */
function forUser(error: unknown): FailureAnswer {
  const { status, code, userMessage, expose, message, retryAfter } = (error ?? {}) as Record<string, unknown>;
  const words = typeof userMessage === "string" ? userMessage : expose === true ? message : undefined;
  if (typeof words !== "string" || !isAnswerStatus(status)) return unknownFailure;
  return {
    status,
    code: typeof code === "string" ? code : `HTTP_${status}`,
    message: words,
    retryAfter: typeof retryAfter === "number" && retryAfter >= 0 ? Math.ceil(retryAfter) : undefined,
  };
}

const unknownFailure: FailureAnswer = {
  status: 500,
  code: "INTERNAL",
  message: "Something went wrong on our side. Please try again later.",
  retryAfter: undefined,
};

function isAnswerStatus(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599;
}

function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const { headersSent, getHeaderNames, end } = value as Partial<Response>;
  return typeof headersSent === "boolean" && typeof getHeaderNames === "function" && typeof end === "function";
}

/** Express goes on as if nothing had happened when it is handed nothing, and skips routes when it is handed "route". */
function asError(error: unknown): Error {
  return error instanceof Error ? error : setCause(new Error("Something was thrown that is no error."), error);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return typeof (value as { then?: unknown }).then === "function";
}
