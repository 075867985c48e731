/** Every rule. Written by `npm run generate`. */
import type { Rule } from "../core/rule.ts";
import floatingPromise from "./async/floating-promise.ts";
import rawError from "./errors/raw-error.ts";
import missingTimeout from "./timeouts/missing-timeout.ts";

export const rules: readonly Rule[] = [
  floatingPromise,
  rawError,
  missingTimeout,
];
