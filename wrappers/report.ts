/** Where failures go that nobody else will hear of. */
import { correlationId } from "./context.ts";
import { redact } from "./redact.ts";

/**
 * The project's logger: anything with `error`, and maybe with `warn` for what nobody should be woken up for. It is
 * called with a message and an object of facts; pino and bunyan, which want them the other way round, get them so.
 */
export interface Logger {
  error(...args: never[]): unknown;
  warn?(...args: never[]): unknown;
}

/** Sends all further reports to this logger. Before that, and when the logger fails, they go to the console. */
export function setLogger(chosen: Logger): void {
  logger = chosen;
}

/**
 * Logs a failure, of any kind and with everything that is known of it: its causes, these details, and the correlation
 * id of the context. Secrets are redacted. Never throws, whatever was thrown and whatever the logger does.
 */
export function report(error: unknown, details: Readonly<Record<string, unknown>> = {}): void {
  try {
    const id = correlationId();
    const facts = { ...(id === undefined ? {} : { correlationId: id }), ...details, error };
    const copy = redact(facts) as Record<string, unknown>;
    const written = write(levelOf(error), reportMessage(copy["error"]), copy);
    // Some loggers write later, and say by a promise that they could not.
    Promise.resolve(written).catch((failure: unknown) => reportToConsole(error, failure));
  } catch (failure) {
    reportToConsole(error, failure);
  }
}

let logger: Logger = console;

type LogMethod = (this: Logger, ...args: unknown[]) => unknown;

function write(level: "error" | "warn", message: string, facts: Record<string, unknown>): unknown {
  const log = ((level === "warn" ? logger.warn : undefined) ?? logger.error) as LogMethod;
  return wantsFactsFirst(logger) ? log.call(logger, facts, message) : log.call(logger, message, facts);
}

/** Known by methods that only pino (`bindings`) and bunyan (`addSerializers`) have. */
function wantsFactsFirst(chosen: Logger & { bindings?: unknown; addSerializers?: unknown }): boolean {
  return typeof chosen.bindings === "function" || typeof chosen.addSerializers === "function";
}

function levelOf(error: unknown): "error" | "warn" {
  const severity = error instanceof Error && "severity" in error ? error.severity : undefined;
  return severity === "info" || severity === "warning" ? "warn" : "error";
}

function reportMessage(copy: unknown): string {
  if (typeof copy === "string") return copy;
  const message = typeof copy === "object" && copy !== null && "message" in copy ? copy.message : undefined;
  return typeof message === "string" ? message : "Something was thrown that is no error.";
}

/** The last resort. When the console fails as well there is nobody left to tell. */
function reportToConsole(error: unknown, failure: unknown): void {
  try {
    console.error("A failure could not be logged:", redact(error), "because the logger failed:", redact(failure));
  } catch {
    // See above.
  }
}
