// Written by `npm run generate`. Do not edit.
import type { Rule } from "../core/rule.ts";
import rawError from "./errors/raw-error.ts";

export const rules: readonly Rule[] = [rawError];
