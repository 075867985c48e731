/** An audit made by hand, so that each report can be read beside the data it came from. */
import type { FileReport, Finding, Range, TextEdit } from "../../core/finding.ts";
import { defineRule } from "../../core/rule.ts";
import type { Audit } from "../../cli/audit.ts";

export const rule = defineRule({
  id: "floating-promise",
  family: "async",
  category: "defect",
  since: "0.1.0",
  summary: "a promise whose rejection nobody handles",
  explain: "The process ends.\n\nAwait it.",
  examples: [{ title: "a dropped call", bad: "\nsave();\n~~~~~~\n", good: "await save();", fix: "await save();" }],
  check: {},
});

export const other = defineRule({ ...rule, id: "raw-error", family: "errors", category: "hardening", examples: [] });

/** One of the engine's own rules: no family, no examples. */
const comment = {
  id: "unused-ignore",
  category: "risk",
  since: "0.1.0",
  summary: "idle",
  explain: "Remove it.",
} as const;

export function range(line: number, start: number, end: number, endLine = line): Range {
  return { start: { line, character: start }, end: { line: endLine, character: end } };
}

export function finding(file: string, at: Range, more: Partial<Finding> = {}): Finding {
  return {
    rule: rule.id,
    category: "defect",
    level: "error",
    file,
    range: at,
    message: "`save` can reject and nobody handles it",
    why: "a rejection ends the process",
    remedy: "await it",
    because: [],
    fixes: [],
    fingerprint: `${at.start.line}-${at.start.character}`,
    ...more,
  };
}

export function report(
  file: string,
  findings: readonly Finding[],
  met: Record<string, number> = {},
  ignored = 0,
): FileReport {
  return { file, findings, met, ignored };
}

/** `texts` are the checked files; `edits` what every fix does. */
export function audit(
  texts: Readonly<Record<string, string>>,
  reports: readonly FileReport[],
  more: Partial<Audit> = {},
  edits: readonly TextEdit[] = [],
): Audit {
  return {
    cwd: "/project",
    reports,
    notices: [],
    types: { calls: 0, untypedCalls: 0, missingPackages: [] },
    rules: [other, rule, comment],
    text: (file) => texts[file],
    edits: ({ fixes }) => (fixes.length > 0 ? edits : []),
    ...more,
  };
}
