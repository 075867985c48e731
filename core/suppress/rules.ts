/** The engine's own rules: what can be wrong with an ignore comment. They are listed and set like any other rule. */
import type { Rule } from "../rule.ts";

export type CommentRuleId = "unused-ignore" | "unexplained-ignore" | "unknown-ignore";

export interface CommentRule extends Pick<Rule, "category" | "since" | "summary" | "explain"> {
  readonly id: CommentRuleId;
}

export const commentRules: readonly CommentRule[] = [
  {
    id: "unused-ignore",
    category: "hardening",
    since: "0.1.0",
    summary: "an ignore comment silences nothing",
    explain: `The code that the comment was written for has been mended or has moved. Left in place, the comment says
that something is wrong here when nothing is, and it will silence the next finding that lands on its line, unread.

Remove it; the fix does. A comment is judged only for rules that ran on the file.`,
  },
  {
    id: "unexplained-ignore",
    category: "risk",
    since: "0.1.0",
    summary: "an ignore comment does not say why",
    explain: `Whoever reads the line next cannot tell a considered exception from a silenced alarm. Write the reason
after a colon: \`// resilint-ignore-next-line missing-timeout: the caller's signal bounds it\`.

Projects that do not want reasons set \`"requireReason": false\`.`,
  },
  {
    id: "unknown-ignore",
    category: "risk",
    since: "0.1.0",
    summary: "an ignore comment cannot be followed",
    explain: `The comment names a rule or a form that does not exist, names no rule, or opens a block that is never
closed. It looks as if it silenced a finding and does not, or it silences more than its author saw.

The forms are \`resilint-ignore-next-line\`, \`resilint-ignore-line\`, \`resilint-ignore-start\` with
\`resilint-ignore-end\`, and \`resilint-ignore-file\`, each followed by rule ids.`,
  },
];
