/** Every rule. Written by `npm run generate`. */
import type { Rule } from "../core/rule.ts";
import rawError from "./errors/raw-error.ts";

export const rules: readonly Rule[] = [
  rawError,
];
