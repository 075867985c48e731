/** All wrappers, as `resilint/wrappers` exports them. */
export * from "./breaker.ts";
export * from "./bulkhead.ts";
export * from "./fallback.ts";
export * from "./health.ts";
export * from "./hedge.ts";
export * from "./protect.ts";
export * from "./rate-limiter.ts";
export * from "./resource-scope.ts";
export * from "./retry.ts";
export * from "./retry-budget.ts";
export * from "./service-level.ts";
export * from "./shutdown.ts";
export * from "./temporary.ts";
export * from "./timeout.ts";
export type { Work } from "./work.ts";
