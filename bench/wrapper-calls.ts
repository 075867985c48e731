/**
 * Calls through one wrapper, in a process of its own: what one wrapper does to all promises of its process is its own
 * cost and nobody else's. `node wrapper-calls.js <protection> <library>` prints the nanoseconds of a call.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../test/harness/paths.ts";
import { circuitBreaker } from "../wrappers/breaker.ts";
import { protect } from "../wrappers/protect.ts";
import { withRetry } from "../wrappers/retry.ts";
import { withTimeout } from "../wrappers/timeout.ts";

type Call = () => Promise<unknown>;

export const nothing = "nothing around it";
export const protections: Readonly<Record<string, Readonly<Record<string, () => Call>>>> = {
  [nothing]: { await: () => work },
  timeout: {
    resilint: () => () => withTimeout(work, limit),
    cockatiel: () => {
      const policy = cockatiel().timeout(limit, "aggressive");
      return () => policy.execute(work);
    },
  },
  retry: {
    resilint: () => () => withRetry(work),
    cockatiel: () => {
      const policy = cockatielRetry();
      return () => policy.execute(work);
    },
  },
  breaker: {
    resilint: () => {
      const breaker = circuitBreaker({ name: "work" });
      return () => breaker.run(work);
    },
    cockatiel: () => {
      const policy = cockatielBreaker();
      return () => policy.execute(work);
    },
    opossum: () => {
      const breaker = opossum({ timeout: false });
      return () => breaker.fire();
    },
  },
  "breaker and timeout": {
    resilint: () => {
      const run = protect({ name: "work", breaker: circuitBreaker({ name: "work" }), timeout: limit });
      return () => run(work);
    },
    cockatiel: () => {
      const { timeout, wrap } = cockatiel();
      const policy = wrap(cockatielBreaker(), timeout(limit, "aggressive"));
      return () => policy.execute(work);
    },
    opossum: () => {
      const breaker = opossum({ timeout: limit });
      return () => breaker.fire();
    },
  },
  "retry, breaker and timeout": {
    resilint: () => {
      const run = protect({ name: "work", retry: {}, breaker: circuitBreaker({ name: "work" }), timeout: limit });
      return () => run(work);
    },
    cockatiel: () => {
      const { timeout, wrap } = cockatiel();
      const policy = wrap(cockatielRetry(), cockatielBreaker(), timeout(limit, "aggressive"));
      return () => policy.execute(work);
    },
  },
};

const limit = 1000;

/** Work that takes nothing, so that only the wrapper is measured. */
const work = async () => 1;

const peer = createRequire(join(root, "build", "peers", "package.json"));

/** What is used of cockatiel here. Its types are not there before it is installed. */
interface Cockatiel {
  readonly handleAll: object;
  readonly ExponentialBackoff: new () => object;
  readonly SamplingBreaker: new (options: object) => object;
  timeout(limit: number, strategy: "aggressive"): Policy;
  retry(handled: object, options: object): Policy;
  circuitBreaker(handled: object, options: object): Policy;
  wrap(...policies: Policy[]): Policy;
}

interface Policy {
  execute(work: Call): Promise<unknown>;
}

function cockatiel(): Cockatiel {
  return peer("cockatiel") as Cockatiel;
}

function cockatielRetry(): Policy {
  const { retry, handleAll, ExponentialBackoff } = cockatiel();
  return retry(handleAll, { maxAttempts: 2, backoff: new ExponentialBackoff() });
}

/** The one that looks at the part of calls that failed, as ours does. */
function cockatielBreaker(): Policy {
  const { circuitBreaker, handleAll, SamplingBreaker } = cockatiel();
  const breaker = new SamplingBreaker({ threshold: 0.5, duration: 10_000 });
  return circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker });
}

function opossum(options: object): { fire(): Promise<unknown> } {
  const Breaker = peer("opossum") as new (work: Call, options: object) => { fire(): Promise<unknown> };
  return new Breaker(work, options);
}

async function nanosecondsOf(call: Call): Promise<number> {
  for (let warmUp = 0; warmUp < 20_000; warmUp++) await call();
  const began = performance.now();
  let calls = 0;
  while (performance.now() - began < 300) {
    for (const end = calls + 1000; calls < end; calls++) await call();
  }
  return ((performance.now() - began) * 1e6) / calls;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , protection = "", library = ""] = process.argv;
  const make = protections[protection]?.[library];
  if (make === undefined) throw new Error(`no ${library} for ${protection}`);
  console.log(await nanosecondsOf(make()));
  // Peers leave intervals behind.
  process.exit();
}
