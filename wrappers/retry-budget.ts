/**
 * Retry budgets: how much of a service's traffic may be retries, so that retrying never keeps a struggling service
 * down.
 */
import { checkNumber } from "./work.ts";

/** Shared by all who call one service. {@link withRetry} does the counting when it is given one. */
export interface RetryBudget {
  readonly service: string;
  /** A call was made that is no retry: it earns a part of one. */
  earn(): void;
  /** Takes one retry out of the budget. False, and nothing is taken, when there is none left. */
  trySpend(): boolean;
}

export interface RetryBudgetOptions {
  /** How many retries each first call earns: 0.1 unless told, one retry for ten calls. */
  readonly ratio?: number | undefined;
  /** How many retries there are at first, and the most that can be saved up: 10 unless told. */
  readonly reserve?: number | undefined;
}

/**
 * The retry budget of a service. All who ask for the same name share one; the options of whoever asked first hold. A
 * retry that the budget refuses is not made, and the failure it was meant to mend is passed on.
 */
export function retryBudget(service: string, options: RetryBudgetOptions = {}): RetryBudget {
  const known = budgets.get(service);
  if (known !== undefined) return known;
  const { ratio = 0.1, reserve = 10 } = options;
  checkNumber("ratio", ratio);
  checkNumber("reserve", reserve);
  let tokens = reserve;
  const budget: RetryBudget = {
    service,
    earn() {
      tokens = Math.min(reserve, tokens + ratio);
    },
    trySpend() {
      // Ten times 0.1 is a little less than 1.
      if (tokens < 1 - 1e-9) return false;
      tokens = Math.max(0, tokens - 1);
      return true;
    },
  };
  budgets.set(service, budget);
  return budget;
}

const budgets = new Map<string, RetryBudget>();
