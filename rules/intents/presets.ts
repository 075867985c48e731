/** How libraries that a project already depends on fulfil an intent. */
import type { Questions } from "../../core/context.ts";
import { usesRequire } from "../../core/fix/modules.ts";
import type { Node, SourceFile } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import { type Intent, atOnce, spelledNumber } from "./intent.ts";
import { type Standard, standardName } from "./standard.ts";
import type { Wrapper } from "./wrapper.ts";

interface Preset {
  readonly package: string;
  /** The first major version that is used so, and the last where a later one is not. */
  readonly majors: readonly [first: number, last?: number];
  /** It cannot be required, in the versions of Node that it runs in. */
  readonly esModule?: true;
  /** Its types say less of what it hands back than the call that it stands around does. */
  readonly untyped?: true;
  /** What it writes for each intent; an intent that it does not fulfil is not there. */
  readonly wrappers: { readonly [Kind in Intent["kind"]]?: (intent: Intent & { kind: Kind }, at: At) => Wrapper };
}

/** What a preset may ask about the place. */
interface At {
  /** Tells which failures may pass: a mistake of the caller's own must neither be tried again nor stop others. */
  readonly temporary: Standard;
}

/** The wrapper of the first library that is listed as a dependency of the site's package, and installed. */
export function installed(intent: Intent, site: Node, ctx: Questions): Wrapper | undefined {
  const sourceFile = site.getSourceFile();
  for (const preset of presets) {
    if (fits(preset, sourceFile, ctx)) {
      const make = preset.wrappers[intent.kind] as ((intent: Intent, at: At) => Wrapper) | undefined;
      if (make) return make(intent, { temporary: standardName("isTemporary", "temporary", site, ctx) });
    }
  }
  return undefined;
}

function fits({ package: name, majors, esModule, untyped }: Preset, sourceFile: SourceFile, ctx: Questions): boolean {
  const { fileName } = sourceFile;
  if (!ctx.dependsOn(fileName, name)) return false;
  if (untyped && /\.[cm]?tsx?$/.test(fileName)) return false;
  if (esModule && (fileName.endsWith(".cts") || usesRequire(sourceFile))) return false;
  const version = ctx.majorVersion(fileName, name) ?? 0;
  return version >= majors[0] && version <= (majors[1] ?? Infinity);
}

const presets: readonly Preset[] = [
  {
    package: "cockatiel",
    majors: [3],
    wrappers: {
      bound: ({ milliseconds }) =>
        cockatiel((name) => {
          const strategy = `${name("TimeoutStrategy")}.Aggressive`;
          return `${name("timeout")}(${spelledNumber(milliseconds)}, ${strategy})`;
        }),
      retry: (_, { temporary }) =>
        judged(temporary, (isTemporary) =>
          cockatiel((name, writer) => {
            const failures = `${name("handleWhen")}(${isTemporary(writer)})`;
            const options = `{ maxAttempts: 2, backoff: new ${name("ExponentialBackoff")}() }`;
            return writer.declareConst("retryPolicy", `${name("retry")}(${failures}, ${options})`);
          }),
        ),
      break: ({ service }, { temporary }) =>
        judged(temporary, (isTemporary) =>
          cockatiel((name, writer) => {
            const failures = `${name("handleWhen")}(${isTemporary(writer)})`;
            const options = `{ halfOpenAfter: 30_000, breaker: new ${name("ConsecutiveBreaker")}(5) }`;
            return writer.declareConst(`${service}Breaker`, `${name("circuitBreaker")}(${failures}, ${options})`);
          }),
        ),
      limit: ({ service }) =>
        cockatiel((name, writer) => writer.declareConst(`${service}Bulkhead`, `${name("bulkhead")}(${atOnce}, 100)`)),
    },
  },
  {
    package: "p-timeout",
    majors: [6],
    esModule: true,
    wrappers: {
      bound: ({ milliseconds }) => ({
        name: "pTimeout",
        takes: "promise",
        around: (writer) => ({
          before: `${writer.importDefault("pTimeout", "p-timeout")}(`,
          after: `, { milliseconds: ${spelledNumber(milliseconds)} })`,
        }),
      }),
    },
  },
  {
    package: "p-retry",
    majors: [5, 6],
    esModule: true,
    wrappers: {
      retry: (_, { temporary }) =>
        pRetry(temporary, (isTemporary) => `onFailedAttempt: (error) => { if (!${isTemporary}(error)) throw error; }`),
    },
  },
  {
    package: "p-retry",
    majors: [7],
    esModule: true,
    wrappers: {
      retry: (_, { temporary }) => pRetry(temporary, (isTemporary) => `shouldRetry: ({ error }) => ${isTemporary}(error)`),
    },
  },
  {
    package: "opossum",
    majors: [6],
    // One breaker has one type of answer: around calls of several kinds, all that is known of any is lost.
    untyped: true,
    wrappers: {
      break: ({ service }, { temporary }) =>
        judged(temporary, (isTemporary) => ({
          name: "opossum",
          takes: "function",
          around: (writer) => {
            const breaker = writer.importDefault("CircuitBreaker", "opossum");
            const counted = `errorFilter: (error) => !${isTemporary(writer)}(error)`;
            const options = `{ timeout: false, resetTimeout: 30_000, volumeThreshold: 5, ${counted} }`;
            const made = writer.declareConst(`${service}Breaker`, `new ${breaker}((work) => work(), ${options})`);
            return { before: `${made}.fire(`, after: ")" };
          },
        })),
    },
  },
  {
    package: "p-limit",
    majors: [4],
    esModule: true,
    wrappers: {
      limit: ({ service }) => ({
        name: "pLimit",
        takes: "function",
        around: (writer) => {
          const limit = writer.importDefault("pLimit", "p-limit");
          return { before: `${writer.declareConst(`${service}Limit`, `${limit}(${atOnce})`)}(`, after: ")" };
        },
      }),
    },
  },
  {
    package: "effect",
    majors: [3, 3],
    wrappers: {
      bound: ({ milliseconds }) => effect3(() => `.timeout(${spelledNumber(milliseconds)})`),
      retry: (_, { temporary }) =>
        judged(temporary, (isTemporary) => effect3((writer) => effectRetry(isTemporary, writer))),
    },
  },
  {
    package: "effect",
    majors: [4],
    wrappers: {
      bound: ({ milliseconds }) => effect4(() => `.timeout(${spelledNumber(milliseconds)})`),
      retry: (_, { temporary }) =>
        judged(temporary, (isTemporary) => effect4((writer) => effectRetry(isTemporary, writer))),
    },
  },
];

/** A wrapper that asks `isTemporary`, which the project may be about to get with it. */
function judged({ source, use }: Standard, make: (isTemporary: (writer: Writer) => string) => Wrapper): Wrapper {
  return { ...make(use), ...(source !== undefined && { source: `and \`isTemporary\`, ${source}` }) };
}

/** A policy of cockatiel, as an expression: the name of a constant where it remembers, or is long. */
function cockatiel(policy: (name: (name: string) => string, writer: Writer) => string): Wrapper {
  return {
    name: "cockatiel",
    takes: "function",
    around: (writer) => ({
      before: `${policy((name) => writer.importName(name, "cockatiel"), writer)}.execute(`,
      after: ")",
    }),
  };
}

function pRetry(temporary: Standard, judging: (isTemporary: string) => string): Wrapper {
  return judged(temporary, (isTemporary) => ({
    name: "pRetry",
    takes: "function",
    around: (writer) => ({
      before: `${writer.importDefault("pRetry", "p-retry")}(`,
      after: `, { retries: 2, randomize: true, ${judging(isTemporary(writer))} })`,
    }),
  }));
}

/** In version 3, `runPromise` rejects with an error of its own around that of the work, which nobody outside would know. */
function effect3(step: (writer: Writer) => string): Wrapper {
  return effect(step, (name) => `, ${name("Effect")}.either)).then(${name("Either")}.getOrThrowWith((error) => error))`);
}

function effect4(step: (writer: Writer) => string): Wrapper {
  return effect(step, () => "))");
}

function effect(step: (writer: Writer) => string, end: (name: (name: string) => string) => string): Wrapper {
  return {
    name: "Effect",
    takes: "function",
    handsSignal: true,
    around: (writer) => {
      const name = (each: string): string => writer.importName(each, "effect");
      return {
        before: `${name("Effect")}.runPromise(${name("Effect")}.tryPromise({ try: `,
        after: `, catch: (error) => error }).pipe(${name("Effect")}${step(writer)}${end(name)}`,
      };
    },
  };
}

function effectRetry(isTemporary: (writer: Writer) => string, writer: Writer): string {
  const schedule = writer.importName("Schedule", "effect");
  const backoff = `${schedule}.jittered(${schedule}.exponential(100))`;
  return `.retry({ times: 2, schedule: ${backoff}, while: ${isTemporary(writer)} })`;
}
