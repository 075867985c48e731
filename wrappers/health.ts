/** Health as an orchestrator asks for it: is the process alive, and should it get requests? */
import { bounded, reasonOf } from "./bounded.ts";
import { type Work, checkNumber } from "./work.ts";

/** Something that the service needs. */
export interface Dependency {
  readonly name: string;
  /** Rejects, throws or gives `false` when the dependency is not well. Its signal is aborted when the time is up. */
  readonly check: Work<unknown>;
  /** What it counts beside the others: 1 unless told. */
  readonly weight?: number | undefined;
  /** Whether the service is of no use without it. */
  readonly critical?: boolean | undefined;
  /** The milliseconds that a check may take: 1000 unless told. */
  readonly timeout?: number | undefined;
}

export interface HealthOptions {
  readonly dependencies?: readonly Dependency[] | undefined;
  /** How many milliseconds a result holds, a failure's too: 1000 unless told. */
  readonly cacheFor?: number | undefined;
  /** The part of all weights that must be well for the service to be ready: 0.5 unless told. */
  readonly threshold?: number | undefined;
  /** Not ready any more once it is aborted: that of `shutdown` belongs here. */
  readonly shuttingDown?: AbortSignal | undefined;
}

export interface Health {
  /** Asks no dependency: a restart mends none. That it answers at all is what says that the process is alive. */
  liveness(): Liveness;
  /** Asks every dependency at the same time, or takes what is known of it. Never rejects. */
  readiness(): Promise<Readiness>;
}

export interface Liveness {
  readonly status: "alive";
  /** Seconds since the process was started. */
  readonly uptime: number;
}

export interface Readiness {
  /** `degraded` is ready, but something is not well. */
  readonly status: "ready" | "degraded" | "unready";
  /** Whether requests should be sent here: answer 200 if so, and 503 if not. */
  readonly ready: boolean;
  /** The part of all weights that is well, from 0 to 1. */
  readonly score: number;
  readonly shuttingDown: boolean;
  readonly dependencies: readonly DependencyHealth[];
}

export interface DependencyHealth {
  readonly name: string;
  readonly healthy: boolean;
  readonly critical: boolean;
  readonly weight: number;
  /** How many milliseconds the check took. */
  readonly duration: number;
  /** What the failed check said. It is written for you: do not show it to everybody. */
  readonly reason: string | undefined;
}

/**
 * Readiness from weighted dependencies: not ready when a critical one is not well, when what is well weighs less than
 * the threshold, or when the process shuts down. However often it is asked, a dependency is checked once in `cacheFor`
 * milliseconds, and those who ask meanwhile share the check. A check that takes too long counts as failed.
 */
export function health(options: HealthOptions = {}): Health {
  const { dependencies = [], cacheFor = 1_000, threshold = 0.5, shuttingDown } = options;
  checkNumber("cacheFor", cacheFor);
  checkNumber("threshold", threshold);
  const checks = dependencies.map((dependency) => cached(dependency, cacheFor));
  return {
    liveness: () => ({ status: "alive", uptime: process.uptime() }),
    async readiness() {
      const results = await Promise.all(checks.map((check) => check()));
      return readinessOf(results, threshold, shuttingDown?.aborted ?? false);
    },
  };
}

/** What a circuit breaker says of itself; the standard one does. */
export interface BreakerLike {
  readonly name: string;
  readonly state: string;
}

/** A dependency that is well as long as its circuit breaker is not open. It asks nobody. */
export function breakerDependency(
  breaker: BreakerLike,
  details: Pick<Dependency, "weight" | "critical"> = {},
): Dependency {
  const check = (): void => {
    if (breaker.state === "open") throw new UnhealthyError(breaker.name, `The circuit of ${breaker.name} is open.`);
  };
  return { ...details, name: breaker.name, check };
}

/** A dependency is not well. */
export class UnhealthyError extends Error {
  override readonly name = "UnhealthyError";
  readonly code = "UNHEALTHY";
  readonly dependency: string;

  constructor(dependency: string, message: string) {
    super(message);
    this.dependency = dependency;
  }
}

/** The check of a dependency, run at most once at a time, whose result holds for a while after it has come. */
function cached(dependency: Dependency, cacheFor: number): () => Promise<DependencyHealth> {
  checkNumber(`The weight of ${dependency.name}`, dependency.weight ?? 1);
  checkNumber(`The timeout of ${dependency.name}`, dependency.timeout ?? 1_000);
  let last: Promise<DependencyHealth> | undefined;
  let goodUntil = Infinity;
  return () => {
    if (last !== undefined && performance.now() < goodUntil) return last;
    goodUntil = Infinity;
    last = check(dependency).finally(() => {
      goodUntil = performance.now() + cacheFor;
    });
    return last;
  };
}

/** Never rejects. */
async function check(dependency: Dependency): Promise<DependencyHealth> {
  const { name, weight = 1, critical = false, timeout = 1_000 } = dependency;
  const began = performance.now();
  const result = (reason: string | undefined): DependencyHealth => {
    return { name, healthy: reason === undefined, critical, weight, duration: performance.now() - began, reason };
  };
  try {
    const late = (): Error => new UnhealthyError(name, `${name} did not answer within ${timeout} ms.`);
    const answer = await bounded(dependency.check, timeout, late);
    return result(answer === false ? `The check of ${name} failed.` : undefined);
  } catch (error) {
    return result(reasonOf(error));
  }
}

function readinessOf(results: readonly DependencyHealth[], threshold: number, shuttingDown: boolean): Readiness {
  const weigh = (some: readonly DependencyHealth[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const all = weigh(results);
  const score = all === 0 ? 1 : weigh(results.filter(({ healthy }) => healthy)) / all;
  const isBroken = results.some(({ healthy, critical }) => critical && !healthy);
  const ready = !shuttingDown && !isBroken && score >= threshold;
  const isWhole = results.every(({ healthy }) => healthy);
  const status = !ready ? "unready" : isWhole ? "ready" : "degraded";
  return { status, ready, score, shuttingDown, dependencies: results };
}
