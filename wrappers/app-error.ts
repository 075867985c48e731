/** The standard error: what failed, for programs, for logs and for users, each in its own words. */
import { redact } from "./redact.ts";

/** What kind of failure it is. Each category has its {@link categories} defaults. */
export type Category =
  | "validation"
  | "authentication"
  | "authorisation"
  | "not-found"
  | "conflict"
  | "rate-limit"
  | "timeout"
  | "network"
  | "external-service"
  | "database"
  | "configuration"
  | "resource"
  | "internal";

/** From what is everyday (`info`) to what somebody should be woken up for (`critical`). */
export type Severity = "info" | "warning" | "error" | "critical";

export interface AppErrorOptions {
  /** `internal` unless told; all that is not told otherwise follows from it. */
  readonly category?: Category | undefined;
  /** A stable name in upper snake case that programs, and users' programs, may go by: `EMAIL_TAKEN`. */
  readonly code?: string | undefined;
  readonly severity?: Severity | undefined;
  /** The HTTP status to answer with. */
  readonly status?: number | undefined;
  /** Whether the same again may succeed. */
  readonly retryable?: boolean | undefined;
  /** In how many seconds it may. */
  readonly retryAfter?: number | undefined;
  /** What users may read: no names of tables, hosts or files. */
  readonly userMessage?: string | undefined;
  /** Facts that help to understand the failure: ids, names, amounts. For logs alone. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /** The failure behind this one. */
  readonly cause?: unknown;
}

/**
 * A failure with everything that somebody has to know who handles it:
 *
 *     throw new AppError(`user ${id} has no address`, { category: "not-found", code: "NO_ADDRESS", context: { id } });
 *
 * The message is for those who run the program, `userMessage` for those who use it.
 */
export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly status: number;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly userMessage: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message);
    // Just as the second argument of `Error` would do it, for which the types of ES2022 are needed.
    if ("cause" in options) Object.defineProperty(this, "cause", { value: options.cause, configurable: true, writable: true });
    const { category = "internal" } = options;
    const defaults = categories[category];
    this.category = category;
    this.code = options.code ?? defaults.code;
    this.severity = options.severity ?? defaults.severity;
    this.status = options.status ?? defaults.status;
    this.retryable = options.retryable ?? defaults.retryable;
    this.retryAfter = options.retryAfter;
    this.userMessage = options.userMessage ?? defaults.userMessage;
    this.context = options.context ?? {};
  }

  /** For logs: everything, with its causes and its stack, secrets redacted. Users get {@link forUser} instead. */
  toJSON(): unknown {
    return redact(this);
  }

  /** For users: the code and the words that are meant for them, and nothing from within. */
  forUser(): { readonly code: string; readonly message: string } {
    return { code: this.code, message: this.userMessage };
  }
}

/** What holds for all failures of a category unless they say otherwise. */
export interface CategoryDefaults {
  readonly code: string;
  readonly severity: Severity;
  readonly status: number;
  readonly retryable: boolean;
  readonly userMessage: string;
}

export const categories: Readonly<Record<Category, CategoryDefaults>> = {
  validation: {
    code: "INVALID",
    severity: "info",
    status: 400,
    retryable: false,
    userMessage: "Something in the request is not valid. Please check it and try again.",
  },
  authentication: {
    code: "UNAUTHENTICATED",
    severity: "warning",
    status: 401,
    retryable: false,
    userMessage: "Please sign in and try again.",
  },
  authorisation: {
    code: "FORBIDDEN",
    severity: "warning",
    status: 403,
    retryable: false,
    userMessage: "You are not allowed to do this.",
  },
  "not-found": {
    code: "NOT_FOUND",
    severity: "info",
    status: 404,
    retryable: false,
    userMessage: "What you asked for does not exist.",
  },
  conflict: {
    code: "CONFLICT",
    severity: "info",
    status: 409,
    retryable: false,
    userMessage: "This does not go with what is there already. Please look at it again.",
  },
  "rate-limit": {
    code: "RATE_LIMITED",
    severity: "warning",
    status: 429,
    retryable: true,
    userMessage: "That was too much at once. Please try again in a while.",
  },
  timeout: {
    code: "TIMEOUT",
    severity: "error",
    status: 504,
    retryable: true,
    userMessage: "This took too long. Please try again.",
  },
  network: {
    code: "NETWORK",
    severity: "error",
    status: 502,
    retryable: true,
    userMessage: "A service that is needed for this cannot be reached. Please try again in a while.",
  },
  "external-service": {
    code: "EXTERNAL_SERVICE",
    severity: "error",
    status: 502,
    retryable: true,
    userMessage: "A service that is needed for this does not work right now. Please try again in a while.",
  },
  database: {
    code: "DATABASE",
    severity: "error",
    status: 500,
    retryable: false,
    userMessage: "Something went wrong on our side. Please try again later.",
  },
  configuration: {
    code: "CONFIGURATION",
    severity: "critical",
    status: 500,
    retryable: false,
    userMessage: "Something went wrong on our side. Please try again later.",
  },
  resource: {
    code: "OUT_OF_RESOURCES",
    severity: "critical",
    status: 503,
    retryable: true,
    userMessage: "There is too much to do right now. Please try again in a while.",
  },
  internal: {
    code: "INTERNAL",
    severity: "error",
    status: 500,
    retryable: false,
    userMessage: "Something went wrong on our side. Please try again later.",
  },
};
