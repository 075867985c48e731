/** What an audit comes to, in numbers and in lines. */
import type { Level } from "../../core/finding.ts";
import type { TypeCoverage } from "../../core/session.ts";
import type { Audit } from "../audit.ts";
import { byText } from "../order.ts";

export interface Counts extends Record<Level, number> {
  readonly files: number;
  readonly filesWithFindings: number;
  /** Findings that an ignore comment silenced. */
  readonly ignored: number;
}

export interface Coverage {
  readonly rule: string;
  readonly sound: number;
  readonly examined: number;
}

export function count({ reports }: Audit): Counts {
  const counts = { error: 0, warning: 0, info: 0, files: reports.length, filesWithFindings: 0, ignored: 0 };
  for (const { findings, ignored } of reports) {
    for (const { level } of findings) counts[level]++;
    if (findings.length > 0) counts.filesWithFindings++;
    counts.ignored += ignored;
  }
  return counts;
}

/** How many sites each rule found sound, of those that it examined; rules that met nothing are left out. */
export function coverage(audit: Audit): Coverage[] {
  const sound = soundSites(audit);
  const found = new Map<string, number>();
  for (const { rule } of audit.reports.flatMap((report) => report.findings))
    found.set(rule, (found.get(rule) ?? 0) + 1);
  const rules = audit.rules.map(({ id }) => id).filter((id) => sound.has(id) || found.has(id));
  return rules.sort(byText).map((rule) => {
    const met = sound.get(rule) ?? 0;
    return { rule, sound: met, examined: met + (found.get(rule) ?? 0) };
  });
}

export function soundSites({ reports }: Audit): Map<string, number> {
  const sites = new Map<string, number>();
  for (const { met } of reports) {
    for (const [rule, sound] of Object.entries(met)) sites.set(rule, (sites.get(rule) ?? 0) + sound);
  }
  return new Map([...sites].sort(([a], [b]) => byText(a, b)));
}

/** "2 errors, 1 warning in 2 of 40 files". */
export function headline(audit: Audit): string {
  const { error, warning, info, files, filesWithFindings } = count(audit);
  if (error + warning + info === 0) return `no findings in ${amount(files, "file")}`;
  const parts = [
    ...(error > 0 ? [amount(error, "error")] : []),
    ...(warning > 0 ? [amount(warning, "warning")] : []),
    ...(info > 0 ? [`${info} info`] : []),
  ];
  return `${parts.join(", ")} in ${filesWithFindings} of ${amount(files, "file")}`;
}

/** Undefined when every call could be seen. */
export function typesLine({ calls, untypedCalls, missingPackages }: TypeCoverage): string | undefined {
  if (untypedCalls === 0 && missingPackages.length === 0) return undefined;
  const share = `${percent(untypedCalls, calls)} of calls have no types`;
  if (missingPackages.length === 0) return share;
  const named = missingPackages.slice(0, 8).join(", ");
  const more = missingPackages.length > 8 ? ` and ${missingPackages.length - 8} more` : "";
  return `${share} (${amount(missingPackages.length, "package")} not installed): ${named}${more}`;
}

/** Whole percents that never round a few to none, nor nearly all to all. */
export function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0%";
  if (part === whole) return "100%";
  const rounded = Math.round((part / whole) * 100);
  if (rounded === 0) return "less than 1%";
  return `${Math.min(rounded, 99)}%`;
}

export function amount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
