/** Programs that use the wrappers, as their types allow and as they do not. */

/** Uses of every kind, with the types that are to be inferred. It compiles as an ES module and as CommonJS. */
export const user = `import { createServer } from "node:http";
import {
  AppError,
  CircuitOpenError,
  ResourceScope,
  TimeoutError,
  adaptiveTimeout,
  breakerDependency,
  bulkhead,
  circuitBreaker,
  classify,
  correlationId,
  eventLoopDelay,
  guard,
  health,
  hedge,
  lastGood,
  openBreaker,
  protect,
  recoveryFor,
  report,
  retryBudget,
  serviceLevel,
  shutdown,
  slidingWindow,
  tokenBucket,
  withContext,
  withFallback,
  withRetry,
  withTimeout,
} from "resilint/wrappers";
import type { Category, Level, Work } from "resilint/wrappers";

interface Order {
  id: string;
  total: number;
}

const load: Work<Order> = async (signal) => ({ id: String(signal.aborted), total: 1 });
const breaker = circuitBreaker({ name: "orders" });
const limit = adaptiveTimeout({ floor: 10, ceiling: 1000, coldStart: 500 });

export async function order(): Promise<number> {
  const first = await withTimeout(load, limit, { name: "orders" });
  const second = await withRetry(load, { attempts: 2, budget: retryBudget("orders") });
  const third = await hedge(load, { after: 50 });
  const fourth = await breaker.run(load);
  const fifth = await withFallback(load, () => undefined);
  const sixth = await bulkhead({ name: "orders", concurrent: 2 }).run(load);
  const seventh = await tokenBucket({ capacity: 1, perSecond: 1 }).run(load);
  const eighth = await slidingWindow({ limit: 1, window: 1000 }).run(load);
  const ninth = await protect({ name: "orders", timeout: 100 })(load);
  const sum: number = first.total + second.total + third.total + fourth.total + sixth.total + seventh.total;
  const rest: number = eighth.total + ninth.total + (fifth === undefined ? 0 : fifth.total);
  const number: number = await withTimeout(() => 1, 100);
  return sum + rest + number;
}

export function statusOf(error: unknown): number {
  if (error instanceof TimeoutError) return error.budget;
  return error instanceof CircuitOpenError ? error.retryAfter : 500;
}

export const onMessage = guard("orders", async (id: string, tries: number): Promise<Order> => {
  if (tries > 3) throw new AppError("too many", { category: "rate-limit" });
  return withContext({ correlationId: id }, () => ({ id: correlationId() ?? id, total: tries }));
});
export const handled: (id: string, tries: number) => Promise<Order | undefined> = onMessage;

export function categoryOf(error: unknown): Category {
  report(error, { strategy: recoveryFor(error).strategy });
  return classify(error).category;
}

export async function main(): Promise<Level> {
  const scope = new ResourceScope();
  const server = await scope.acquire("server", () => createServer(), (it) => it.close());
  const handle = shutdown(server, { close: [() => scope.close()] });
  const service = serviceLevel({ sources: [openBreaker(breaker, "essential"), eventLoopDelay({ reduced: 100 })] });
  const { readiness } = health({ dependencies: [breakerDependency(breaker)], shuttingDown: handle.shuttingDown });
  lastGood({ ttl: 1000, max: 10 });
  return (await readiness()).ready ? service.level : "emergency";
}
`;

/** Each line is an error, by its types alone. */
export const misuser = `import { guard, withRetry, withTimeout } from "resilint/wrappers";
export const text: Promise<string> = withTimeout(async () => 1, 100);
export const late: Promise<number> = withTimeout(async () => 1, "100");
export const often: Promise<number> = withRetry(async () => 1, { attempt: 3 });
void guard("orders", (id: string) => id)(7);
`;
