import type { Rule } from "../core/rule.ts";
import { commentRules } from "../core/suppress/rules.ts";
import { rules } from "../rules/index.ts";

/** What reports and `explain` say of a rule. The engine's own, on ignore comments, have no family and no examples. */
export type RuleText = Pick<Rule, "id" | "category" | "since" | "summary" | "explain"> &
  Partial<Pick<Rule, "family" | "examples">>;

export { rules };

/** Every rule that a finding can name. */
export const ruleTexts: readonly RuleText[] = [...rules, ...commentRules];
