/** Turns whatever was thrown into the standard error. */
import { AppError, type AppErrorOptions, type Category, type Severity, categories } from "./app-error.ts";
import {
  categoryOfCode,
  categoryOfGrpc,
  categoryOfMessage,
  categoryOfMongo,
  categoryOfName,
  categoryOfStatus,
} from "./error-codes.ts";
import {
  type Clues,
  factsOf,
  isErrorStatus,
  isGrpc,
  isOfService,
  isOfSystem,
  isOwnAnswer,
  messageOf,
  retryAfterOf,
  statusOf,
} from "./error-clues.ts";
import { isTemporary } from "./temporary.ts";

/**
 * The standard error for anything that was thrown or that a promise was rejected with: failures of Node.js, of HTTP
 * clients, databases and SDKs, aborts and timeouts, several failures at once (the worst of them counts), texts, or
 * nothing at all. What was thrown is the `cause`; an AppError is returned as it is. Never throws.
 *
 * What another service or the disk answers is no answer to one's own users: the 404 of a service is classified as
 * `not-found`, but its `status` is 502 and its `userMessage` says that a service has failed.
 */
export function classify(thrown: unknown): AppError {
  try {
    return thrown instanceof AppError ? thrown : standardised(thrown);
  } catch {
    return new AppError("Something was thrown that cannot be read.", { cause: thrown });
  }
}

/** What is found out of a failure. */
interface Verdict extends AppErrorOptions {
  readonly category: Category;
}

function standardised(thrown: unknown): AppError {
  return new AppError(messageOf(thrown), {
    ...(verdictOf(thrown, new Set()) ?? { category: "internal" }),
    // Asked, so that a retry decides alike before and after.
    retryable: isTemporary(thrown),
    retryAfter: retryAfterOf(thrown),
    cause: thrown,
  });
}

/** Undefined when nothing is known of it. Its own word counts first, then codes, then names, and last its causes. */
function verdictOf(thrown: unknown, seen: Set<object>): Verdict | undefined {
  // A chain of causes can lead back to itself, and it can be longer than the stack.
  if (typeof thrown !== "object" || thrown === null || seen.has(thrown) || seen.size > 1_000) return undefined;
  seen.add(thrown);
  const clues = thrown as Clues;
  return (
    byOwnWord(clues) ??
    byAbort(clues, seen) ??
    byWrapper(clues, seen) ??
    byCode(clues) ??
    byStatus(clues) ??
    byNumber(clues) ??
    byWords(clues) ??
    byErrors(clues, seen) ??
    verdictOf(clues.cause, seen)
  );
}

/** Errors that have a category of these themselves: of the project, or of another copy of this file. */
function byOwnWord(clues: Clues): Verdict | undefined {
  const { category, code, severity, status, userMessage, context } = clues;
  if (typeof category !== "string" || !Object.keys(categories).includes(category)) return undefined;
  return {
    category: category as Category,
    ...(isText(code) ? { code } : {}),
    ...(severities.includes(severity as Severity) ? { severity: severity as Severity } : {}),
    ...(isErrorStatus(status) ? { status } : {}),
    ...(isText(userMessage) ? { userMessage } : {}),
    context: typeof context === "object" && context !== null ? { ...context } : factsOf(clues),
  };
}

/** Work that was told to stop did not fail, unless it was told so since its time was up. */
function byAbort(clues: Clues, seen: Set<object>): Verdict | undefined {
  const { code, cause } = clues;
  const isAbortCode = typeof code === "string" && abortCodes.has(code);
  if (!isAbortCode && !namesOf(clues).some((name) => abortNames.has(name))) return undefined;
  const reason = verdictOf(cause, seen);
  if (reason?.category === "timeout") return reason;
  return {
    category: "internal",
    code: "ABORTED",
    severity: "info",
    status: 503,
    userMessage: "This was cancelled before it was done.",
    context: factsOf(clues),
  };
}

/** Errors of the other wrappers, whose codes mean something to the users of this program. */
function byWrapper(clues: Clues, seen: Set<object>): Verdict | undefined {
  const { code, cause } = clues;
  if (code === "CIRCUIT_OPEN") return { ...found("external-service", clues), code, status: 503 };
  if (code === "BULKHEAD_FULL") return { ...found("resource", clues), code };
  if (code !== "RETRIES_EXHAUSTED") return undefined;
  return { ...(verdictOf(cause, seen) ?? found("external-service", clues)), code };
}

function byCode(clues: Clues): Verdict | undefined {
  const category = typeof clues.code === "string" ? categoryOfCode(clues.code) : undefined;
  return category && found(category, clues);
}

function byStatus(clues: Clues): Verdict | undefined {
  const status = statusOf(clues);
  const category = status === undefined ? undefined : categoryOfStatus(status);
  if (status === undefined || category === undefined) return undefined;
  if (isOwnAnswer(clues)) {
    const userMessage = clues.expose === true ? messageOf(clues) : undefined;
    return { ...found(status === 500 ? "internal" : category, clues), status, userMessage };
  }
  // The SDK of AWS has one status for many failures, and a name for each.
  const named = clues.$metadata ? namesOf(clues).map(categoryOfName).find(Boolean) : undefined;
  return found(named ?? category, clues);
}

/** Codes that are numbers mean something else in every library. */
function byNumber(clues: Clues): Verdict | undefined {
  const { code } = clues;
  if (typeof code !== "number") return undefined;
  if (namesOf(clues).some((name) => /^Mongo(?:Server|BulkWrite|Write)/.test(name))) {
    return found(categoryOfMongo(code), clues);
  }
  const category = isGrpc(clues) ? categoryOfGrpc(code) : undefined;
  return category && found(category, clues);
}

function byWords(clues: Clues): Verdict | undefined {
  const spoken = typeof clues.message === "string" ? categoryOfMessage(clues.message) : undefined;
  const category = spoken ?? namesOf(clues).map(categoryOfName).find(Boolean);
  return category && found(category, clues);
}

/** The worst of several failures at once. */
function byErrors({ errors }: Clues, seen: Set<object>): Verdict | undefined {
  if (!Array.isArray(errors)) return undefined;
  let worst: Verdict | undefined;
  for (const error of errors) {
    const verdict = verdictOf(error, seen) ?? { category: "internal" };
    if (worst === undefined || weightOf(verdict) > weightOf(worst)) worst = verdict;
  }
  return worst;
}

function weightOf({ category, severity }: Verdict): number {
  return severities.indexOf(severity ?? categories[category].severity);
}

/** A verdict with what users may be told: a 404 of their own is for them, one of a service or of the disk is not. */
function found(category: Category, clues: Clues): Verdict {
  const isForUsers = categories[category].status >= 500 || !(isOfSystem(clues) || isOfService(clues));
  if (isForUsers) return { category, context: factsOf(clues) };
  const { severity, status, userMessage } = categories[isOfSystem(clues) ? "internal" : "external-service"];
  return { category, severity, status, userMessage, context: factsOf(clues) };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The name it gives itself, that of its class (many SDKs forget to give one), and Stripe's. */
function namesOf({ name, constructor, type }: Clues): string[] {
  const names = [name, constructor?.name, type];
  return names.filter((each): each is string => typeof each === "string");
}

const severities: readonly Severity[] = ["info", "warning", "error", "critical"];
const abortNames: ReadonlySet<string> = new Set(["AbortError", "CanceledError", "APIUserAbortError"]);
const abortCodes: ReadonlySet<string> = new Set(["ABORT_ERR", "ERR_CANCELED", "UND_ERR_ABORTED"]);
