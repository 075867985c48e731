/** Which failures may be gone at the next attempt. */

/**
 * Whether the same call may well succeed a little later. True for what is known to pass: lost connections, timeouts,
 * overload, deadlocks, HTTP 408, 425, 429 and 5xx. False for everything else, such as mistakes in the program, refused
 * input, aborted work, and failures nobody knows. An error that says so itself (`retryable`) is believed.
 */
export function isTemporary(error: unknown): boolean {
  return verdict(error, 0) ?? false;
}

/** Undefined when nothing is known of the error. */
function verdict(error: unknown, depth: number): boolean | undefined {
  // A chain of causes can lead back to itself.
  if (typeof error !== "object" || error === null || depth > 10) return undefined;
  const clues = error as TemporaryClues;
  return (
    ownWord(clues) ??
    verdictOfStatus(clues) ??
    verdictOfCode(clues) ??
    byMessage(clues) ??
    byClass(clues) ??
    verdictOfErrors(clues.errors, depth) ??
    verdict(clues.cause, depth + 1)
  );
}

/** What errors of Node.js, of HTTP clients and of drivers carry. */
interface TemporaryClues {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly retryable?: unknown;
  readonly retriable?: unknown;
  readonly $retryable?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly response?: { readonly status?: unknown; readonly statusCode?: unknown } | null;
  readonly $metadata?: { readonly httpStatusCode?: unknown } | null;
  readonly errorLabels?: unknown;
  readonly details?: unknown;
  readonly metadata?: unknown;
  readonly errors?: unknown;
  readonly cause?: unknown;
}

function ownWord({ retryable, retriable, $retryable, errorLabels }: TemporaryClues): boolean | undefined {
  if (typeof retryable === "boolean") return retryable;
  // KafkaJS, the SDK of AWS, and the driver of MongoDB have words of their own.
  if (typeof retriable === "boolean") return retriable;
  if (typeof $retryable === "object" && $retryable !== null) return true;
  if (!Array.isArray(errorLabels)) return undefined;
  return errorLabels.includes("TransientTransactionError") || errorLabels.includes("RetryableWriteError") || undefined;
}

function verdictOfStatus({ code, status, statusCode, response, $metadata }: TemporaryClues): boolean | undefined {
  // OpenAI says 429 as well where the money is used up, which no waiting brings back.
  if (code === "insufficient_quota") return false;
  const all = [status, statusCode, response?.status, response?.statusCode, $metadata?.httpStatusCode];
  const failed = all.find((one): one is number => typeof one === "number" && one >= 400 && one <= 599);
  if (failed === undefined) return undefined;
  if (failed < 500) return failed === 408 || failed === 425 || failed === 429;
  return failed !== 501 && failed !== 505;
}

function verdictOfCode({ code, errcode, details, metadata }: TemporaryClues): boolean | undefined {
  if (typeof code === "string") {
    if (temporaryCodes.has(code)) return true;
    if (permanentCodes.has(code)) return false;
    // SQLite's BUSY and LOCKED, 5 and 6 in Node's own module, with whatever more they say.
    if (/^SQLITE_(BUSY|LOCKED)(_|$)/.test(code)) return true;
    if (code === "ERR_SQLITE_ERROR" && typeof errcode === "number") return (errcode & 0xff) === 5 || (errcode & 0xff) === 6;
    // PostgreSQL's connection exceptions, apart from a breach of its protocol.
    return /^08\w{3}$/.test(code) && code !== "08P01" ? true : undefined;
  }
  // Numbers mean something else in every library; these are gRPC's.
  const isGrpc = typeof code === "number" && typeof details === "string" && typeof metadata === "object";
  return isGrpc ? temporaryGrpc.has(code) : undefined;
}

/** Some libraries throw a plain `Error` that has nothing but its words, and Redis begins its words with a code. */
function byMessage({ message }: TemporaryClues): boolean | undefined {
  if (typeof message !== "string") return undefined;
  return temporaryMessages.has(message) || temporaryBeginnings.test(message) || undefined;
}

function byClass(error: TemporaryClues): boolean | undefined {
  const { name, constructor } = error as TemporaryClues & { readonly constructor?: { readonly name?: unknown } };
  for (const one of [name, constructor?.name]) {
    if (typeof one !== "string") continue;
    if (temporaryClasses.has(one)) return true;
    if (permanentClasses.has(one)) return false;
  }
  return undefined;
}

/** Several failures at once, as of all addresses of a host, pass only if each of them does. */
function verdictOfErrors(errors: unknown, depth: number): boolean | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  return errors.every((one) => verdict(one, depth + 1) === true);
}

const temporaryCodes = new Set([
  // The system and its network. A name that is not found may belong to a service that is just being replaced.
  ...["ECONNRESET", "ECONNREFUSED", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ESOCKETTIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
  ...["ENETDOWN", "ENETUNREACH", "ENETRESET", "EHOSTDOWN", "EHOSTUNREACH", "EAGAIN", "EBUSY", "EMFILE", "ENFILE"],
  ...["ETIMEOUT", "ESERVFAIL", "ERR_STREAM_PREMATURE_CLOSE", "ERR_SOCKET_CONNECTION_TIMEOUT"],
  ...["ERR_HTTP2_STREAM_ERROR", "ERR_HTTP2_SESSION_ERROR", "ERR_HTTP2_GOAWAY_SESSION"],
  // undici, and with it the global fetch; axios.
  ...["UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ERR_NETWORK"],
  // PostgreSQL: serialization, deadlock, lock, out of connections, shutdown.
  ...["40001", "40P01", "55P03", "53300", "57P01", "57P02", "57P03"],
  // MySQL, Prisma.
  ...["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT", "ER_CON_COUNT_ERROR", "ER_SERVER_SHUTDOWN"],
  ...["PROTOCOL_CONNECTION_LOST", "P1001", "P1002", "P1008", "P1017", "P2024", "P2034", "P2037"],
  // The wrappers beside this one.
  ...["TIMEOUT", "RATE_LIMITED", "BULKHEAD_FULL"],
]);

const permanentCodes = new Set([
  ...["ABORT_ERR", "ERR_CANCELED", "UND_ERR_ABORTED"],
  // Somebody has retried already, or knows that it is of no use for now.
  ...["RETRIES_EXHAUSTED", "CIRCUIT_OPEN"],
]);

/** Deadline exceeded, resource exhausted, aborted (a conflict between transactions), unavailable. */
const temporaryGrpc = new Set<number | undefined>([4, 8, 10, 14]);

const temporaryMessages = new Set([
  // pg and its pool. "Connection terminated" alone is what the program itself asked for.
  ...["Connection terminated unexpectedly", "Connection terminated due to connection timeout"],
  ...["timeout expired", "timeout exceeded when trying to connect", "Query read timeout"],
  // ioredis.
  ...["Connection is closed.", "Command timed out", "Command aborted due to connection close"],
  ...["None of startup nodes is available", "Stream isn't writeable and enableOfflineQueue options is false"],
  "Cluster isn't ready and enableOfflineQueue options is false",
]);

const temporaryBeginnings =
  /^((LOADING|READONLY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|NOREPLICAS|BUSY) |Socket timeout\b.* Expecting data, but didn't receive any)/;

const temporaryClasses = new Set([
  ...["TimeoutError", "APIConnectionError", "APIConnectionTimeoutError", "StripeConnectionError"],
  ...["MongoNetworkError", "MongoNetworkTimeoutError", "MongoServerSelectionError"],
  ...["MaxRetriesPerRequestError", "ClusterAllFailedError"],
  // node-redis.
  ...["ConnectionTimeoutError", "SocketTimeoutError", "SocketClosedUnexpectedlyError"],
  ...["ClientOfflineError", "RootNodesUnavailableError", "WatchError"],
  ...["ThrottlingException", "TooManyRequestsException", "ProvisionedThroughputExceededException", "SlowDown"],
]);

const permanentClasses = new Set(["AbortError", "ValidationError", "ZodError"]);
