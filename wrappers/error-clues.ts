/** What errors of all kinds carry, and how it is read. For `classify`. */

/** None of it need be there, and none need be what it looks like. */
export interface Clues {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly errno?: unknown;
  readonly syscall?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly response?: Answer | null;
  readonly meta?: Answer | null;
  readonly output?: Answer | null;
  readonly $metadata?: { readonly httpStatusCode?: unknown } | null;
  readonly headers?: unknown;
  readonly details?: unknown;
  readonly metadata?: unknown;
  readonly expose?: unknown;
  readonly retryAfter?: unknown;
  readonly category?: unknown;
  readonly severity?: unknown;
  readonly retryable?: unknown;
  readonly userMessage?: unknown;
  readonly context?: unknown;
  readonly constructor?: { readonly name?: unknown };
  readonly [other: string]: unknown;
}

interface Answer {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly headers?: unknown;
}

/** The HTTP status of a failure, wherever its library keeps it. */
export function statusOf({ status, statusCode, response, meta, output, $metadata }: Clues): number | undefined {
  const all = [
    ...[status, statusCode, response?.status, response?.statusCode],
    // Elasticsearch, Boom, AWS.
    ...[meta?.statusCode, output?.statusCode, $metadata?.httpStatusCode],
  ];
  return all.find(isErrorStatus);
}

export function isErrorStatus(status: unknown): status is number {
  return typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599;
}

/** Thrown to answer one's own caller: by http-errors, Boom, Nest or Hono. */
export function isOwnAnswer({ expose, isBoom, getStatus, getResponse }: Clues): boolean {
  const answers = typeof getStatus === "function" || typeof getResponse === "function";
  return answers || typeof expose === "boolean" || isBoom === true;
}

/** Answered by another service: clients keep what they sent or got with the failure. */
export function isOfService(clues: Clues): boolean {
  if (isOwnAnswer(clues)) return false;
  if (isGrpc(clues) || clues.meta?.statusCode !== undefined) return true;
  return serviceMarks.some((mark) => clues[mark] !== undefined);
}

/** The only errors that have a number, details in words and metadata. */
export function isGrpc({ code, details, metadata }: Clues): boolean {
  return typeof code === "number" && typeof details === "string" && typeof metadata === "object";
}

/** Said by the operating system, whose numbers are negative; those of MySQL are not. */
export function isOfSystem({ errno, syscall }: Clues): boolean {
  return typeof syscall === "string" || (typeof errno === "number" && errno < 0);
}

/** The facts about a failure that are short and always of use. */
export function factsOf(clues: Clues): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const name of factNames) {
    const value = clues[name];
    const isShort = typeof value === "string" && value !== "" && value.length <= 200;
    if (isShort || typeof value === "number") facts[name] = value;
  }
  const status = statusOf(clues);
  return status === undefined ? facts : { ...facts, status };
}

export function messageOf(thrown: unknown): string {
  if (typeof thrown === "string") return thrown || "An empty text was thrown.";
  if (typeof thrown === "function") return "A function was thrown.";
  if (typeof thrown !== "object" || thrown === null) return `${String(thrown)} was thrown.`;
  const { message, name, constructor } = thrown as Clues;
  if (typeof message === "string" && message !== "") return message;
  const kind = thrown instanceof Error ? name : constructor?.name;
  return `${typeof kind === "string" && kind !== "" ? kind : "Object"} was thrown without a message.`;
}

/** The seconds after which it may work again: by the error's own word, or by the header of the answer. */
export function retryAfterOf(thrown: unknown): number | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const { retryAfter, headers, response } = thrown as Clues;
  if (typeof retryAfter === "number") return retryAfter;
  const header = headerOf(headers) ?? headerOf(response?.headers);
  if (typeof header !== "string" || header === "") return undefined;
  const seconds = Number.isNaN(Number(header)) ? (Date.parse(header) - Date.now()) / 1_000 : Number(header);
  return seconds >= 0 ? seconds : undefined;
}

function headerOf(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null) return undefined;
  const { get } = headers as { readonly get?: unknown };
  if (typeof get === "function") return get.call(headers, "retry-after");
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after")?.[1];
}

const serviceMarks = ["response", "request", "headers", "config", "$metadata", "moreInfo", "requestBody"];

const factNames = [
  ...["code", "syscall", "hostname", "address", "port", "path", "constraint", "table", "requestId", "requestID"],
  // Of the other wrappers.
  ...["operation", "attempts", "budget"],
];
