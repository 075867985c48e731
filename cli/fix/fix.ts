/** `--fix`: checks, fixes in memory, and writes the files when all is done; or shows what it would write. */
import type { SessionApi } from "../../core/session.ts";
import type { FixArguments } from "../arguments.ts";
import type { Io } from "../io.ts";
import { byText } from "../order.ts";
import { displayPath } from "../paths.ts";
import { amount } from "../report/summary.ts";
import { type Writing, writeAll, writings } from "./files.ts";
import { type Fixed, fixInPasses } from "./passes.ts";

export interface FixRun extends Fixed {
  /** The diff, for a dry run. */
  readonly diff?: string;
  /** What was done, in a line. */
  readonly summary: string;
}

export async function fix(
  session: SessionApi,
  { safety, dryRun }: FixArguments,
  files: () => readonly string[],
  progress: (text: string) => void,
  { cwd }: Pick<Io, "cwd">,
): Promise<FixRun> {
  const fixed = fixInPasses(session, { safety, files, progress });
  const shown = (file: string): string => displayPath(cwd, file);
  const all = writings(fixed.texts.changes(), shown);
  const summary = `${dryRun ? "would fix" : "fixed"} ${summaryOf(fixed, all, shown)}`;
  if (dryRun) {
    // Loaded only where it is needed: nobody else waits for it.
    const { unifiedDiff } = await import("./diff.ts");
    return { ...fixed, summary, diff: unifiedDiff(all, shown) };
  }
  holdingSignals(() => writeAll(all, shown));
  return { ...fixed, summary };
}

/** "3 findings in 2 files: missing-timeout 2, unused-ignore 1; added src/resilience.ts". */
function summaryOf({ findings }: Fixed, all: readonly Writing[], shown: (file: string) => string): string {
  if (findings.length === 0) return "nothing";
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].sort(([a], [b]) => byText(a, b)).map(([rule, count]) => `${rule} ${count}`);
  const added = all.filter(({ before }) => before === undefined).map(({ file }) => shown(file));
  const changed = all.length - added.length;
  const files = added.length === 0 ? "" : `; added ${added.join(", ")}`;
  return `${amount(findings.length, "finding")} in ${amount(changed, "file")}: ${rules.join(", ")}${files}`;
}

/** Ctrl-C before it leaves every file as it was; during it, the few that are left are written still. */
function holdingSignals(work: () => void): void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const hold = (): void => {};
  for (const signal of signals) process.on(signal, hold);
  try {
    work();
  } finally {
    for (const signal of signals) process.off(signal, hold);
  }
}
