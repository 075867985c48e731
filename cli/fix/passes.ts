/**
 * Applies fixes in passes, in memory: fixes that overlap wait for the next pass, and what one pass makes of the texts
 * is checked before the next one builds on it. A fix that did not remove its finding, brought back one that was fixed
 * before, or broke the syntax is taken back.
 */
import { existsSync } from "node:fs";
import type { FileReport, Finding, Notice, Safety } from "../../core/finding.ts";
import type { FixPlan, SessionApi } from "../../core/session.ts";
import { isUtf8File } from "./files.ts";
import { Texts } from "./texts.ts";

export interface Fixing {
  readonly safety: Safety;
  /** The files that are to be fixed; asked anew for each pass, because a fix may add one. */
  readonly files: () => readonly string[];
  readonly progress: (text: string) => void;
}

export interface Fixed {
  /** What remains, of all files. */
  readonly reports: readonly FileReport[];
  /** The findings that are gone. */
  readonly findings: readonly Finding[];
  readonly texts: Texts;
  readonly notices: readonly Notice[];
}

/** Chains of calls that become async one by one need some passes; what still goes on after these goes in a circle. */
const mostPasses = 10;

export function fixInPasses(session: SessionApi, fixing: Fixing): Fixed {
  return new Passes(session, fixing).run();
}

interface Trial extends FixPlan {
  readonly file: string;
}

class Passes {
  readonly #session: SessionApi;
  readonly #fixing: Fixing;
  readonly #texts: Texts;
  readonly #findings: Finding[] = [];
  readonly #notices: Notice[] = [];
  /** Fingerprints of findings that are left alone: their fixes were taken back, or they were fixed once already. */
  readonly #left = new Set<string>();
  /** Fingerprints of findings that were fixed and are gone. */
  readonly #gone = new Set<string>();
  /** Whether a file can be fixed at all. */
  readonly #fixable = new Map<string, boolean>();

  constructor(session: SessionApi, fixing: Fixing) {
    this.#session = session;
    this.#fixing = fixing;
    this.#texts = new Texts(session);
  }

  run(): Fixed {
    let reports = this.#check("checking");
    for (let pass = 1; ; pass++) {
      const plans = this.#plans(reports);
      if (plans.length === 0) break;
      if (pass > mostPasses) {
        const message = `the fixes did not settle in ${mostPasses} passes; run it again to go on`;
        this.#notices.push({ kind: "rule", message });
        break;
      }
      reports = this.#pass(pass, plans, reports);
    }
    return { reports, findings: this.#findings, texts: this.#texts, notices: this.#notices };
  }

  #check(what: string): readonly FileReport[] {
    return this.#session.check(this.#fixing.files(), {
      progress: (done, total) => this.#fixing.progress(`${what} ${done}/${total} files`),
    });
  }

  #plans(reports: readonly FileReport[]): Trial[] {
    const { safety } = this.#fixing;
    const open = reports.filter(({ findings }) =>
      findings.some(
        ({ fixes, fingerprint }) =>
          !this.#left.has(fingerprint) && fixes.some((fix) => safety === "suggestion" || fix.safety === "safe"),
      ),
    );
    return open.flatMap(({ file }) => (this.#isFixable(file) ? (this.#plan(file) ?? []) : []));
  }

  #plan(file: string, most = Infinity): Trial | undefined {
    const plan = this.#session.fixes(file, { safety: this.#fixing.safety, without: this.#left, most });
    return plan && plan.findings.length > 0 ? { ...plan, file } : undefined;
  }

  #isFixable(file: string): boolean {
    let fixable = this.#fixable.get(file);
    if (fixable === undefined) {
      const obstacle = this.#obstacle(file);
      fixable = obstacle === undefined;
      this.#fixable.set(file, fixable);
      if (obstacle !== undefined) this.#notices.push({ kind: "file", message: `was not fixed: ${obstacle}`, file });
    }
    return fixable;
  }

  #obstacle(file: string): string | undefined {
    if (this.#session.unparsable([file]).length > 0) return "it has a syntax error";
    if (this.#texts.isNew(file)) return undefined;
    if (!existsSync(file)) return "it is not there any more";
    return isUtf8File(file) ? undefined : "it is not written in UTF-8";
  }

  /** Tries all plans at once; only where that did harm are the fixes of a file tried one by one. */
  #pass(pass: number, plans: readonly Trial[], before: readonly FileReport[]): readonly FileReport[] {
    for (const plan of plans) this.#texts.lay(plan);
    const after = this.#check(`pass ${pass}: checking`);
    const harmful = this.#harmful(plans, before, after);
    for (const plan of harmful) this.#texts.takeBack(plan);
    for (const plan of plans) if (!harmful.has(plan)) this.#accept(plan.findings, after);
    if (harmful.size === 0) return after;
    for (const plan of harmful) this.#oneByOne(plan);
    return this.#check(`pass ${pass}: checking again`);
  }

  #oneByOne({ file, findings }: Trial): void {
    const { safety } = this.#fixing;
    // No more often than there were fixes: one that makes work for the next must not go on for ever.
    for (let tries = findings.length; tries > 0; tries--) {
      const before = this.#session.check([file]);
      const plan = this.#plan(file, 1);
      if (!plan) return;
      this.#fixing.progress(`trying a fix of ${plan.findings[0]!.rule}`);
      this.#texts.lay(plan);
      const after = this.#session.check([file]);
      if (this.#harmful([plan], before, after).size === 0) {
        this.#accept(plan.findings, after);
        continue;
      }
      this.#texts.takeBack(plan);
      const { rule, fingerprint, range, fixes } = plan.findings[0]!;
      this.#left.add(fingerprint);
      const { title } = fixes.find((fix) => safety === "suggestion" || fix.safety === "safe")!;
      const why = "it did not remove the finding, or broke something else";
      const message = `the fix "${title}" of \`${rule}\` was left out: ${why}`;
      this.#notices.push({ kind: "rule", message, file, position: range.start });
    }
  }

  #accept(findings: readonly Finding[], after: readonly FileReport[]): void {
    const present = new Set(after.flatMap((report) => report.findings.map(({ fingerprint }) => fingerprint)));
    this.#findings.push(...findings);
    // A fingerprint counts equal places; where one of several is fixed, the next takes its name and is not back.
    const gone = findings.map(({ fingerprint }) => fingerprint).filter((fingerprint) => !present.has(fingerprint));
    for (const fingerprint of gone) {
      this.#gone.add(fingerprint);
      this.#left.add(fingerprint);
    }
  }

  #harmful(
    plans: readonly Trial[],
    before: readonly FileReport[],
    after: readonly FileReport[],
  ): ReadonlySet<Trial> {
    const touched = plans.flatMap((plan) => [plan.file, ...createdBy(plan)]);
    const broken = new Set(this.#session.unparsable(touched));
    const findingsIn = (reports: readonly FileReport[], file: string): readonly Finding[] =>
      reports.find((report) => report.file === file)?.findings ?? [];
    return new Set(
      plans.filter((plan) => {
        if ([plan.file, ...createdBy(plan)].some((file) => broken.has(file))) return true;
        const now = findingsIn(after, plan.file);
        if (now.some(({ fingerprint }) => this.#gone.has(fingerprint))) return true;
        return remains(plan.findings, findingsIn(before, plan.file), now);
      }),
    );
  }
}

function createdBy({ edits }: FixPlan): string[] {
  return edits.filter(({ creates }) => creates).map(({ file }) => file);
}

/** Whether any of the fixed findings is still there: then there are more of its words than there should be. */
function remains(fixed: readonly Finding[], before: readonly Finding[], after: readonly Finding[]): boolean {
  const left = countByWords(before);
  for (const finding of fixed) left.set(words(finding), (left.get(words(finding)) ?? 0) - 1);
  const now = countByWords(after);
  return fixed.some((finding) => (now.get(words(finding)) ?? 0) > (left.get(words(finding)) ?? 0));
}

function countByWords(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(words(finding), (counts.get(words(finding)) ?? 0) + 1);
  return counts;
}

function words({ rule, message }: Finding): string {
  return `${rule} ${message}`;
}
