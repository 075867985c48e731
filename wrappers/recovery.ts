/** What to do about a failure, by its category. */
import { type Category, categories } from "./app-error.ts";
import { classify } from "./classify.ts";

/**
 * A way out of a failure.
 *
 * - `retry`: the same again after a while (`withRetry`).
 * - `fall-back`: another answer, such as the last good one (`withFallback`).
 * - `roll-back`: undo what was half done (a transaction, `ResourceScope`).
 * - `isolate`: keep away from what fails until it is well again (`circuitBreaker`, `bulkhead`).
 * - `restart`: end this process in good order and let a fresh one take over (`shutdown`).
 * - `shed-load`: take on less (`tokenBucket`, `bulkhead`).
 * - `degrade`: go on with fewer features (`serviceLevel`).
 * - `escalate`: tell somebody who can change what this program cannot (`report`, or an answer to the caller).
 */
export type Strategy =
  | "retry"
  | "fall-back"
  | "roll-back"
  | "isolate"
  | "restart"
  | "shed-load"
  | "degrade"
  | "escalate";

export interface Recovery {
  /** What to do first. */
  readonly strategy: Strategy;
  /** What to do when that does not help, in this order. */
  readonly otherwise: readonly Strategy[];
  readonly reason: string;
}

/**
 * The recommended recovery for a category, or for anything that was thrown: that is classified first, and when the same
 * again cannot help, no retry is recommended. Never throws.
 */
export function recoveryFor(failure: unknown): Recovery {
  if (typeof failure === "string" && Object.keys(categories).includes(failure)) return recoveries[failure as Category];
  const { category, retryable } = classify(failure);
  const recovery = recoveries[category];
  return retryable ? recovery : withoutRetry(recovery);
}

function withoutRetry(recovery: Recovery): Recovery {
  const [first, ...others] = [recovery.strategy, ...recovery.otherwise].filter((strategy) => strategy !== "retry");
  if (first === undefined || others.length === recovery.otherwise.length) return recovery;
  const reason = `${recovery.reason} This failure would only come again, so do not retry.`;
  return { strategy: first, otherwise: others, reason };
}

const recoveries: Readonly<Record<Category, Recovery>> = {
  validation: {
    strategy: "escalate",
    otherwise: [],
    reason: "Only the caller can change the input, so tell the caller what is wrong with it.",
  },
  authentication: {
    strategy: "escalate",
    otherwise: [],
    reason: "Only the caller can prove who it is, so ask the caller to sign in.",
  },
  authorisation: {
    strategy: "escalate",
    otherwise: [],
    reason: "Rights do not come by themselves: refuse, and leave it to those who give them.",
  },
  "not-found": {
    strategy: "fall-back",
    otherwise: ["escalate"],
    reason: "What is not there has no other way to be read: go on with a default, or tell the caller.",
  },
  conflict: {
    strategy: "roll-back",
    otherwise: ["retry", "escalate"],
    reason: "Somebody else was there first: undo what is half done and read again before anything is written.",
  },
  "rate-limit": {
    strategy: "shed-load",
    otherwise: ["retry", "fall-back"],
    reason: "The other side is asked too often: ask less, and wait for as long as it says.",
  },
  timeout: {
    strategy: "retry",
    otherwise: ["fall-back", "isolate"],
    reason: "What is slow once is mostly fast the next time. Check first that the work may happen twice.",
  },
  network: {
    strategy: "retry",
    otherwise: ["isolate", "fall-back"],
    reason: "Connections break and come back within seconds.",
  },
  "external-service": {
    strategy: "isolate",
    otherwise: ["retry", "fall-back", "degrade"],
    reason: "A service in trouble recovers when it is left alone, so put a circuit breaker before any retry.",
  },
  database: {
    strategy: "roll-back",
    otherwise: ["retry", "escalate"],
    reason: "Half a change is worse than none: end the transaction, and repeat it only as a whole.",
  },
  configuration: {
    strategy: "escalate",
    otherwise: ["degrade"],
    reason: "A person has to mend the settings; neither a retry nor a restart does.",
  },
  resource: {
    strategy: "shed-load",
    otherwise: ["degrade", "restart"],
    reason: "There is more work than memory, connections or file handles: take on less before all of it fails.",
  },
  internal: {
    strategy: "escalate",
    otherwise: ["restart"],
    reason: "The program itself is wrong: report it, fail this one piece of work, restart if the state is in doubt.",
  },
};
