/** How libraries that a project already depends on fulfil an intent. */
import type { Questions } from "../../core/context.ts";
import type { Node } from "../../core/ts.ts";
import { type Intent, atOnce, spelledNumber } from "./intent.ts";
import type { Wrapper } from "./wrapper.ts";

interface Preset {
  readonly package: string;
  /** The first major version that is used so, and the last where a later one is not. */
  readonly majors: readonly [first: number, last?: number];
  /** Undefined where the library does not do that. */
  readonly wrapper: (intent: Intent, isTyped: boolean) => Wrapper | undefined;
}

/** The wrapper of the first library that is listed as a dependency of the site's package, and installed. */
export function installed(intent: Intent, site: Node, ctx: Questions): Wrapper | undefined {
  const { fileName } = site.getSourceFile();
  for (const { package: name, majors, wrapper } of presets) {
    const made = ctx.dependsOn(fileName, name) ? wrapper(intent, /\.[cm]?tsx?$/.test(fileName)) : undefined;
    const version = made && ctx.majorVersion(fileName, name);
    if (made && version !== undefined && version >= majors[0] && version <= (majors[1] ?? Infinity)) return made;
  }
  return undefined;
}

const presets: readonly Preset[] = [
  {
    package: "cockatiel",
    majors: [3],
    wrapper: (intent) => {
      switch (intent.kind) {
        case "bound":
          return policy("timeout", `${spelledNumber(intent.milliseconds)}, TimeoutStrategy.Aggressive`, ["TimeoutStrategy"]);
        case "retry":
          return policy("retry", "handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }", ["handleAll", "ExponentialBackoff"]);
        case "break":
          return kept(
            "circuitBreaker",
            "cockatiel",
            `${intent.service}Breaker`,
            "handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(5) }",
            ["handleAll", "ConsecutiveBreaker"],
          );
        case "limit":
          return kept("bulkhead", "cockatiel", `${intent.service}Bulkhead`, `${atOnce}, 100`, []);
      }
    },
  },
  {
    package: "p-timeout",
    majors: [6],
    wrapper: (intent) =>
      intent.kind !== "bound"
        ? undefined
        : {
            name: "pTimeout",
            takes: "promise",
            around: (writer) => ({
              before: `${writer.importDefault("pTimeout", "p-timeout")}(`,
              after: `, { milliseconds: ${spelledNumber(intent.milliseconds)} })`,
            }),
          },
  },
  {
    package: "p-retry",
    majors: [5],
    wrapper: (intent) =>
      intent.kind !== "retry"
        ? undefined
        : {
            name: "pRetry",
            takes: "function",
            around: (writer) => ({
              before: `${writer.importDefault("pRetry", "p-retry")}(`,
              after: ", { retries: 2, randomize: true, maxRetryTime: 30_000 })",
            }),
          },
  },
  {
    package: "opossum",
    majors: [6],
    // Its types fix what one breaker gives, so that it cannot stand around calls of several kinds.
    wrapper: (intent, isTyped) =>
      intent.kind !== "break" || isTyped
        ? undefined
        : {
            name: "opossum",
            takes: "function",
            around: (writer) => {
              const breaker = writer.importDefault("CircuitBreaker", "opossum");
              const options = "{ timeout: false, resetTimeout: 30_000, errorThresholdPercentage: 50, volumeThreshold: 5 }";
              const made = `new ${breaker}((work) => work(), ${options})`;
              return { before: `${writer.declareConst(`${intent.service}Breaker`, made)}.fire(`, after: ")" };
            },
          },
  },
  {
    package: "p-limit",
    majors: [4],
    wrapper: (intent) =>
      intent.kind !== "limit"
        ? undefined
        : {
            name: "pLimit",
            takes: "function",
            around: (writer) => {
              const limit = writer.importDefault("pLimit", "p-limit");
              return { before: `${writer.declareConst(`${intent.service}Limit`, `${limit}(${atOnce})`)}(`, after: ")" };
            },
          },
  },
  {
    package: "effect",
    majors: [3],
    wrapper: (intent) => {
      switch (intent.kind) {
        case "bound":
          return effect(`Effect.timeout(${spelledNumber(intent.milliseconds)})`, []);
        case "retry":
          return effect('Effect.retry(Schedule.exponential(100).pipe(Schedule.jittered, Schedule.intersect(Schedule.recurs(2))))', ["Schedule"]);
        default:
          return undefined;
      }
    },
  },
];

/** A policy of cockatiel that needs no memory of earlier calls. */
function policy(maker: string, given: string, names: readonly string[]): Wrapper {
  return {
    name: `cockatiel's ${maker}`,
    takes: "function",
    around: (writer) => {
      const make = writer.importName(maker, "cockatiel");
      for (const name of names) writer.importName(name, "cockatiel");
      return { before: `${make}(${given}).execute(`, after: ")" };
    },
  };
}

/** A policy that remembers: it is made once, and kept in a constant of the module. */
function kept(maker: string, from: string, constant: string, given: string, names: readonly string[]): Wrapper {
  return {
    name: `cockatiel's ${maker}`,
    takes: "function",
    around: (writer) => {
      const make = writer.importName(maker, from);
      for (const name of names) writer.importName(name, from);
      return { before: `${writer.declareConst(constant, `${make}(${given})`)}.execute(`, after: ")" };
    },
  };
}

function effect(step: string, names: readonly string[]): Wrapper {
  return {
    name: "Effect",
    takes: "function",
    around: (writer) => {
      const local = writer.importName("Effect", "effect");
      for (const name of names) writer.importName(name, "effect");
      return { before: `${local}.runPromise(${local}.tryPromise(`, after: `).pipe(${step}))` };
    },
  };
}
