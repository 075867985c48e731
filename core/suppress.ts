/** Ignore comments: they silence findings, and are findings themselves when they are wrong. */
import { didYouMean, nearest } from "./config/nearest.ts";
import type { Fix, Span } from "./rule.ts";
import { forms, ignoreComments, type IgnoreComment } from "./suppress/comments.ts";
import { type Removal, removalFix } from "./suppress/remove.ts";
import { type CommentRuleId, commentRules } from "./suppress/rules.ts";
import { type Coverage, coverages } from "./suppress/scopes.ts";
import type { SourceFile } from "./ts.ts";

export { ignoreCommentEdit } from "./suppress/edit.ts";
export { commentRules } from "./suppress/rules.ts";

export interface RawFinding {
  readonly rule: string;
  readonly span: Span;
}

export interface SuppressionOptions {
  readonly requireReason: boolean;
  /** The ids of all rules. */
  readonly known: ReadonlySet<string>;
  /** The ids of the rules that ran on this file: only for these can a comment be called unused. */
  readonly ran: ReadonlySet<string>;
}

export interface CommentReport {
  readonly rule: CommentRuleId;
  readonly span: Span;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly fixes: readonly Fix[];
}

export interface Suppressed<F> {
  readonly kept: F[];
  readonly ignored: number;
  readonly reports: CommentReport[];
}

export function applySuppressions<F extends RawFinding>(
  sourceFile: SourceFile,
  findings: readonly F[],
  options: SuppressionOptions,
): Suppressed<F> {
  const comments = ignoreComments(sourceFile);
  if (comments.length === 0) return { kept: [...findings], ignored: 0, reports: [] };
  const { coverage, unopened } = coverages(sourceFile, comments);
  const used = new Set<Coverage>();
  const kept = findings.filter((finding) => {
    const by = coverage.find(({ id, covers }) => id === finding.rule && covers(finding.span.start));
    if (by) used.add(by);
    return !by;
  });
  const reports = comments.flatMap((comment) => {
    const own = coverage.filter((each) => each.comment === comment);
    const unused = own.filter((each) => !used.has(each) && options.ran.has(each.id));
    return [
      ...unknown(comment, own, unopened.has(comment), options.known),
      ...(unused.length > 0 ? [unusedReport(sourceFile, comment, unused)] : []),
      ...(options.requireReason && own.length > unused.length ? unexplained(comment, options.known) : []),
    ];
  });
  return { kept, ignored: findings.length - kept.length, reports };
}

function unusedReport(sourceFile: SourceFile, comment: IgnoreComment, unused: readonly Coverage[]): CommentReport {
  const ids = new Set(unused.map(({ id }) => id));
  const whole = comment.ids.every(({ id }) => ids.has(id));
  const removals: Removal[] = [{ comment, ids }];
  for (const end of new Set(unused.map((each) => each.end))) {
    // A bare end closes whatever its start named, so it goes only when the start goes.
    if (end && (end.ids.length > 0 || whole)) removals.push({ comment: end, ids });
  }
  const title = whole ? "Remove the ignore comment" : `Remove ${list([...ids])} from the ignore comment`;
  const single = comment.ids.find(({ id }) => ids.has(id));
  return {
    rule: "unused-ignore",
    span: ids.size === 1 && single ? single.span : comment.comment,
    message: `the ignore comment for ${list([...ids])} silences nothing`,
    why: "it says that something is wrong here, and will silence the next finding in its reach unread",
    remedy: whole ? "remove the comment" : `remove ${list([...ids])} from the comment`,
    fixes: [removalFix(sourceFile, title, removals)],
  };
}

function unexplained({ form, hasReason, ids, comment }: IgnoreComment, known: ReadonlySet<string>): CommentReport[] {
  const named = ids.filter(({ id }) => known.has(id)).map(({ id }) => id);
  if (form === undefined || form === "end" || hasReason || named.length === 0) return [];
  return [
    {
      rule: "unexplained-ignore",
      span: comment,
      message: `the ignore comment for ${list(named)} does not say why`,
      why: "whoever reads it next cannot tell a considered exception from a silenced alarm",
      remedy: `write the reason after a colon: \`resilint-ignore-${form} ${named.join(", ")}: …\``,
      fixes: [],
    },
  ];
}

function unknown(
  comment: IgnoreComment,
  own: readonly Coverage[],
  isUnopened: boolean,
  known: ReadonlySet<string>,
): CommentReport[] {
  const { form, word, wordSpan, ids } = comment;
  const report = (span: Span, message: string, why: string, remedy: string, fixes: Fix[] = []): CommentReport => {
    return { rule: "unknown-ignore", span, message, why, remedy, fixes };
  };
  const idle = "the comment silences nothing";
  if (form === undefined) {
    const suffix = word.slice("resilint-ignore".length).replace(/^-/, "");
    const meant = suffix === "" ? "next-line" : nearest(suffix, forms);
    const right = `resilint-ignore-${meant}`;
    const guess = meant ? `; did you mean \`${right}\`?` : "";
    const remedy = `write one of ${list(forms.map((each) => `resilint-ignore-${each}`))}`;
    const fixes = meant ? [rewrite(wordSpan, right)] : [];
    return [report(wordSpan, `\`${word}\` is no ignore comment${guess}`, idle, remedy, fixes)];
  }
  if (isUnopened) {
    const message = `\`${word}\` closes a block that was never opened`;
    const remedy = "write `resilint-ignore-start <rule>: reason` where the block begins, or remove this comment";
    return [report(wordSpan, message, idle, remedy)];
  }
  if (form === "end") return [];
  if (ids.length === 0) {
    return [report(wordSpan, `\`${word}\` names no rule`, idle, `name the rules: \`${word} <rule>: reason\``)];
  }
  const strangers = ids.filter(({ id }) => !known.has(id) || isCommentRule(id)).map(({ id, span }) => {
    if (isCommentRule(id)) {
      const message = `\`${id}\` is about ignore comments, and none can silence it`;
      const remedy = `mend the comment that it is about, or set \`${id}\` to "off" in the settings`;
      return report(span, message, "the finding stays", remedy);
    }
    const meant = nearest(id, known);
    const message = `unknown rule \`${id}\`${didYouMean(id, known)}`;
    const fixes = meant ? [rewrite(span, meant)] : [];
    return report(span, message, "this name silences nothing", "name an existing rule", fixes);
  });
  const open = own.filter((each) => form === "start" && !each.end && known.has(each.id)).map(({ id }) => id);
  if (open.length === 0) return strangers;
  const message = `the block that ignores ${list(open)} is never closed`;
  const remedy = `write \`resilint-ignore-end ${open.join(", ")}\` where the block ends`;
  return [...strangers, report(wordSpan, message, "everything down to the end of the file is silenced", remedy)];
}

function isCommentRule(id: string): boolean {
  return commentRules.some((rule) => rule.id === id);
}

function rewrite(span: Span, text: string): Fix {
  return { title: `Change to \`${text}\``, safety: "suggestion", write: (writer) => writer.replaceSpan(span, text) };
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
