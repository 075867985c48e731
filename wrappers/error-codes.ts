/** Which category of failure the codes, statuses and names of well-known libraries stand for. Data for `classify`. */
import type { Category } from "./app-error.ts";

/** The category of a code in letters: of Node.js, an HTTP client, a database, an SDK, or one of the other wrappers. */
export function categoryOfCode(code: string): Category | undefined {
  return exactCodes.get(code) ?? codeFamilies.find(([pattern]) => pattern.test(code))?.[1];
}

/** The category of the codes of gRPC, which are numbers. */
export function categoryOfGrpc(code: number): Category | undefined {
  return grpcCodes[code];
}

/** The category of the codes of MongoDB, which are numbers. */
export function categoryOfMongo(code: number): Category {
  return mongoCodes.get(code) ?? "database";
}

/** The category of an HTTP status; undefined when it is no failure. */
export function categoryOfStatus(status: number): Category | undefined {
  const exact = statuses.get(status);
  if (exact !== undefined || status < 400 || status > 599) return exact;
  return status < 500 ? "validation" : "external-service";
}

/** The category that the name of an error's class speaks of. */
export function categoryOfName(name: string): Category | undefined {
  return namePatterns.find(([pattern]) => pattern.test(name))?.[1];
}

/** The category of what some drivers say in words alone. */
export function categoryOfMessage(message: string): Category | undefined {
  return messagePatterns.find(([pattern]) => pattern.test(message))?.[1];
}

const codesByCategory: readonly (readonly [Category, string])[] = [
  ["network", "ECONNREFUSED ECONNRESET EPIPE ENETDOWN ENETUNREACH ENETRESET EHOSTDOWN EHOSTUNREACH ENOTCONN ESHUTDOWN"],
  ["network", "ENOTFOUND EAI_AGAIN ESERVFAIL ENODATA ENONAME EREFUSED ERR_NETWORK ERR_SOCKET_CLOSED UND_ERR_SOCKET"],
  ["network", "UND_ERR_CLOSED UND_ERR_DESTROYED ERR_STREAM_PREMATURE_CLOSE HPE_INVALID_CONSTANT"],
  ["network", "ERR_HTTP2_STREAM_ERROR ERR_HTTP2_SESSION_ERROR ERR_HTTP2_GOAWAY_SESSION"],
  // axios and superagent say ECONNABORTED when their timeout is over.
  ["timeout", "ETIMEDOUT ESOCKETTIMEDOUT ETIMEOUT ETIME ECONNABORTED ERR_SOCKET_CONNECTION_TIMEOUT"],
  ["timeout", "UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ERR_HTTP_REQUEST_TIMEOUT"],
  ["timeout", "57014 ER_QUERY_TIMEOUT PROTOCOL_SEQUENCE_TIMEOUT P1008 P2028"],
  ["not-found", "ENOENT P2001 P2015 P2018 P2025"],
  ["authorisation", "EACCES EPERM"],
  ["conflict", "EEXIST ENOTEMPTY 23503 23505 23P01 40001 40P01 55P03 P2002 P2003 P2014 P2034"],
  ["conflict", "ER_DUP_ENTRY ER_LOCK_DEADLOCK ER_LOCK_WAIT_TIMEOUT ER_NO_REFERENCED_ROW_2 ER_ROW_IS_REFERENCED_2"],
  ["conflict", "SQLITE_CONSTRAINT_UNIQUE SQLITE_CONSTRAINT_PRIMARYKEY SQLITE_CONSTRAINT_FOREIGNKEY"],
  ["validation", "23502 23514 ER_BAD_NULL_ERROR ER_DATA_TOO_LONG ER_CHECK_CONSTRAINT_VIOLATED P2000 P2005 P2006 P2007"],
  ["validation", "P2009 P2011 P2012 P2013 P2019 P2020"],
  ["validation", "SQLITE_CONSTRAINT_NOTNULL SQLITE_CONSTRAINT_CHECK SQLITE_MISMATCH"],
  ["resource", "ENOSPC EDQUOT EMFILE ENFILE ENOMEM ENOBUFS EAGAIN EBUSY EADDRNOTAVAIL ERR_WORKER_OUT_OF_MEMORY"],
  ["resource", "P2024 P2037 ER_CON_COUNT_ERROR SQLITE_FULL SQLITE_NOMEM BULKHEAD_FULL ESEMLOCKED"],
  ["configuration", "EADDRINUSE EROFS MODULE_NOT_FOUND ERR_MODULE_NOT_FOUND 42501 3D000 P1000 P1003 P1010 P1012"],
  ["configuration", "ER_ACCESS_DENIED_ERROR ER_DBACCESS_DENIED_ERROR ER_BAD_DB_ERROR"],
  // TLS that is not spoken, or a certificate that is not trusted: no retry mends it, a person has to.
  ["configuration", "CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_UNTRUSTED CERT_REVOKED DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["configuration", "SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT"],
  ["configuration", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY ERR_TLS_CERT_ALTNAME_INVALID EPROTO"],
  ["rate-limit", "insufficient_quota RATE_LIMITED"],
  ["external-service", "CIRCUIT_OPEN EOPENBREAKER UNHEALTHY"],
  ["timeout", "TIMEOUT"],
  // What tRPC, and others after gRPC, write out.
  ["authentication", "UNAUTHORIZED UNAUTHENTICATED"],
  ["authorisation", "FORBIDDEN PERMISSION_DENIED"],
  ["not-found", "NOT_FOUND"],
  ["conflict", "CONFLICT ALREADY_EXISTS"],
  ["validation", "BAD_REQUEST INVALID_ARGUMENT UNPROCESSABLE_CONTENT"],
  ["rate-limit", "TOO_MANY_REQUESTS"],
];

const exactCodes: ReadonlyMap<string, Category> = new Map(
  codesByCategory.flatMap(([category, codes]) => codes.split(" ").map((code) => [code, category] as const)),
);

/** Codes that say by how they begin what they are about: SQLSTATE, Prisma, MySQL, SQLite, TLS. */
const codeFamilies: readonly (readonly [RegExp, Category])[] = [
  [/^22\w{3}$/, "validation"],
  [/^53\w{3}$/, "resource"],
  [/^28\w{3}$/, "configuration"],
  [/^(?:(?:0[0-9A-Z]|2\d|3[0-9A-Z]|4[0-9]|5[0-9]|XX|HV)\w{3}|P0\d{3}|F0\d{3})$/, "database"],
  [/^P[1-6]\d{3}$/, "database"],
  [/^(?:ER_|PROTOCOL_|SQLITE_|ERR_SQLITE_)/, "database"],
  [/^ERR_SSL_/, "configuration"],
];

/** By number, as gRPC counts them. */
const grpcCodes: readonly (Category | undefined)[] = [
  undefined,
  "internal",
  "external-service",
  "validation",
  "timeout",
  "not-found",
  "conflict",
  "authorisation",
  "rate-limit",
  "conflict",
  "conflict",
  "validation",
  "external-service",
  "external-service",
  "external-service",
  "external-service",
  "authentication",
];

const mongoCodes: ReadonlyMap<number, Category> = new Map([
  [13, "configuration"],
  [18, "configuration"],
  [50, "timeout"],
  [112, "conflict"],
  [121, "validation"],
  [251, "conflict"],
  [262, "timeout"],
  [11000, "conflict"],
  [11001, "conflict"],
]);

const statuses: ReadonlyMap<number, Category> = new Map([
  [401, "authentication"],
  [402, "external-service"],
  [403, "authorisation"],
  [404, "not-found"],
  [407, "configuration"],
  [408, "timeout"],
  [409, "conflict"],
  [410, "not-found"],
  [412, "conflict"],
  [423, "conflict"],
  [425, "external-service"],
  [429, "rate-limit"],
  [451, "authorisation"],
  [504, "timeout"],
  [507, "resource"],
  [511, "network"],
]);

/**
 * The first that fits counts, so that a `ConnectTimeoutError` is a timeout and a `MongoNetworkError` is of the network.
 */
const namePatterns: readonly (readonly [RegExp, Category])[] = [
  [/Timeout|TimedOut|DeadlineExceeded|TaskCancelled/, "timeout"],
  [/Throttl|RateLimit|TooManyRequests|ThroughputExceeded|SlowDown/, "rate-limit"],
  [/TokenExpired|ExpiredToken|InvalidToken|JsonWebToken|^J(?:WT|WS|OSE)/, "authentication"],
  [/Unauthenticated|Unauthori[sz]ed|Authentication/, "authentication"],
  [/Forbidden|AccessDenied|PermissionDenied|Authori[sz]ation|Permission(?:Error)?$/, "authorisation"],
  [/NotFound|NoSuch/, "not-found"],
  [/UniqueConstraint|ForeignKeyConstraint|AlreadyExists|Duplicate/, "conflict"],
  [/Conflict|OptimisticLock|ConditionalCheckFailed/, "conflict"],
  [/Validation|^ZodError|BadRequest|InvalidInput|InvalidRequest|CastError/, "validation"],
  [/Connection|Network|ServerSelection|SocketClosed|ClientClosed/, "network"],
  [/ServiceUnavailable|InternalServer|BadGateway|BrokenCircuit|^StripeCard/, "external-service"],
  [/Configuration|CredentialsProvider/, "configuration"],
  [/QuotaExceeded|OutOfMemory|BulkheadRejected/, "resource"],
  [/^(?:Mongo|Prisma|Sequelize|Knex|Redis|Reply|ErrorReply)/, "database"],
  [/Database|QueryFailed|MaxRetriesPerRequest/, "database"],
];

/** Of Redis (which begins its messages with a code), node-postgres, ioredis and axios. */
const messagePatterns: readonly (readonly [RegExp, Category])[] = [
  [/^(?:WRONGPASS|NOAUTH|NOPERM) /, "configuration"],
  [/^OOM /, "resource"],
  [/^(?:Command timed out$|Query read timeout$|timeout exceeded when trying to connect$)/, "timeout"],
  [/^Connection terminated due to connection timeout$/, "timeout"],
  [/^(?:Connection is closed\.$|Connection terminated|stream has been aborted$)/, "network"],
];
