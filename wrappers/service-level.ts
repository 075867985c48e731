/** How much of itself a service offers while something is wrong or too much is asked of it. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import { checkNumber, longestTimer, tell } from "./work.ts";

/** From everything, by way of what most need and what all need, to what must never stop. */
export type Level = "full" | "reduced" | "essential" | "emergency";

/** Something by which the level is chosen. */
export interface LevelSource {
  readonly name: string;
  /** The best level that is possible by it now. One that throws says nothing new. */
  read(): Level;
  /** Calls back when it is worth reading at once. Returns a function that ends this. */
  subscribe?(changed: () => void): () => void;
  /** Frees what it holds. */
  stop?(): void;
}

export interface ServiceLevelOptions {
  /** What decides: breakers and load. The worst of them counts. */
  readonly sources: readonly LevelSource[];
  /** How often they are read, in milliseconds: 1000 unless told. */
  readonly every?: number | undefined;
  /** How many milliseconds it must have been better before the level rises by one: 10 000 unless told. */
  readonly recoverAfter?: number | undefined;
}

export interface ServiceLevel {
  readonly level: Level;
  /** Whether a feature of this level is offered now: one of "essential" is at every level but "emergency". */
  allows(feature: Level): boolean;
  /** What each source says, by name. */
  snapshot(): { readonly level: Level; readonly sources: Readonly<Record<string, Level>> };
  /** Calls back after each change. Returns a function that ends this. */
  onChange(listener: (level: Level, before: Level) => void): () => void;
  /** Reads the sources now. It happens by itself every so often. */
  refresh(): void;
  /** Ends the reading; the level stays what it is. */
  stop(): void;
}

/**
 * Keeps the level that breakers and load allow:
 *
 *     const service = serviceLevel({
 *       sources: [openBreaker(payments, "essential"), eventLoopDelay({ reduced: 100, essential: 500 })],
 *     });
 *     if (service.allows("full")) page.recommendations = await recommend(user);
 *
 * It falls at once, as far as it must, and rises by one level at a time, each after things have been better for a
 * while: so it does not flutter. It does not keep the process alive.
 */
export function serviceLevel(options: ServiceLevelOptions): ServiceLevel {
  const { sources, every = 1_000, recoverAfter = 10_000 } = options;
  checkNumber("every", every, { least: 1 });
  checkNumber("recoverAfter", recoverAfter);
  const readings = new Map<LevelSource, Level>();
  const listeners = new Set<(level: Level, before: Level) => void>();
  let level: Level = "full";
  let betterSince: number | undefined;

  const change = (next: Level): void => {
    const before = level;
    level = next;
    for (const listener of [...listeners]) tell(listener, next, before);
  };
  const refresh = (): void => {
    for (const source of sources) readings.set(source, reading(source) ?? readings.get(source) ?? "full");
    const possible = worst([...readings.values()]);
    if (rank(possible) >= rank(level)) betterSince = undefined;
    if (rank(possible) > rank(level)) return change(possible);
    if (rank(possible) === rank(level)) return;
    const now = performance.now();
    betterSince ??= now;
    if (now - betterSince < recoverAfter) return;
    betterSince = now;
    change(levels[rank(level) - 1] ?? "full");
  };

  refresh();
  const ends = sources.map((source) => source.subscribe?.(refresh));
  const timer = setInterval(refresh, Math.min(every, longestTimer));
  timer.unref();
  return {
    get level() {
      return level;
    },
    allows: (feature) => rank(feature) >= rank(level),
    snapshot: () => ({ level, sources: Object.fromEntries([...readings].map(([{ name }, read]) => [name, read])) }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    stop() {
      clearInterval(timer);
      for (const end of ends) end?.();
      for (const source of sources) source.stop?.();
    },
  };
}

/** Where each level begins, in the source's own unit. A level without a number is never chosen by the source. */
export type Limits = Partial<Record<Exclude<Level, "full">, number | undefined>>;

/** The level falls to `level` while the circuit breaker is open. */
export function openBreaker(breaker: ObservableBreaker, level: Level): LevelSource {
  return {
    name: `breaker ${breaker.name}`,
    read: () => (breaker.state === "open" ? level : "full"),
    subscribe: (changed) => breaker.subscribe(changed),
  };
}

/** What a circuit breaker says of itself, and when; the standard one does. */
export interface ObservableBreaker {
  readonly name: string;
  readonly state: string;
  subscribe(listener: () => void): () => void;
}

/** By how many milliseconds the event loop is late: nine of ten times since the last reading it was less. */
export function eventLoopDelay(limits: Limits): LevelSource {
  const resolution = 20;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  const read = (): Level => {
    // The monitor's own interval is part of what it measures; with nothing measured, the percentile is 0.
    const late = delays.percentile(90) / 1e6 - resolution;
    delays.reset();
    return levelAt(late, limits);
  };
  return { name: "event loop delay", read, stop: () => void delays.disable() };
}

/** By the part of the heap's limit that is in use, from 0 to 1. */
export function heapUse(limits: Limits): LevelSource {
  const read = (): Level => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    return levelAt(used / limit, limits);
  };
  return { name: "heap use", read };
}

/** By how much is waiting. */
export function queueLength(length: () => number, limits: Limits, name = "queue length"): LevelSource {
  return { name, read: () => levelAt(length(), limits) };
}

const levels: readonly Level[] = ["full", "reduced", "essential", "emergency"];

/** 0 is the best. */
function rank(level: Level): number {
  return levels.indexOf(level);
}

function worst(some: readonly Level[]): Level {
  return some.reduce<Level>((last, each) => (rank(each) > rank(last) ? each : last), "full");
}

function levelAt(value: number, limits: Limits): Level {
  const reached = ([, limit]: [Level, number | undefined]): boolean => limit !== undefined && value >= limit;
  const { reduced, essential, emergency } = limits;
  const all: [Level, number | undefined][] = [
    ["reduced", reduced],
    ["essential", essential],
    ["emergency", emergency],
  ];
  return worst(all.filter(reached).map(([level]) => level));
}

function reading(source: LevelSource): Level | undefined {
  try {
    return source.read();
  } catch {
    // What it said last still holds.
    return undefined;
  }
}
