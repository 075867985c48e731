/** The measured as Markdown, to be read in a terminal or pasted into a page. */
import type { ColdRow } from "./cold.ts";
import type { KeystrokeRow } from "./keystroke.ts";
import type { Machine } from "./machine.ts";

export interface Results {
  readonly version: 1;
  /** ISO date. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly load: { readonly before: number; readonly after: number };
  readonly targets: readonly TargetResults[];
  /** Why some of the numbers mean nothing. */
  readonly problems: readonly string[];
}

export interface TargetResults {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  readonly cold: readonly ColdRow[];
  readonly keystrokes: readonly KeystrokeRow[];
}

export function markdown({ date, commit, machine, load, targets, problems }: Results): string {
  const { platform, processor, cores, memoryGigabytes, node } = machine;
  const about =
    `${date.slice(0, 10)}, commit ${commit}, Node.js ${node}, ${platform}, ${cores} cores (${processor}), ${memoryGigabytes} GB, ` +
    `load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after.`;
  const found = problems.length > 0 ? ["", "**These numbers are not to be trusted:**", "", ...problems.map((each) => `- ${each}`)] : [];
  return `${[about, ...found, ...targets.flatMap(section)].join("\n")}\n`;
}

function section({ name, files, lines, cold, keystrokes }: TargetResults): string[] {
  const head = ["", `## ${name}: ${files} files, ${lines.toLocaleString("en")} lines`];
  return [...head, ...(cold.length > 0 ? coldTable(cold) : []), ...(keystrokes.length > 0 ? keystrokeTable(keystrokes) : [])];
}

function coldTable(rows: readonly ColdRow[]): string[] {
  const base = rows[0]?.tool ?? "";
  return [
    "",
    `Cold audit: medians of ${rows[0]?.runs.length ?? 0} runs; ratios are medians of the ratios within each round.`,
    "",
    `| | files | findings | wall s | CPU s | peak MB | wall, times ${base} | CPU, times ${base} |`,
    "|---|---:|---:|---:|---:|---:|---:|---:|",
    ...rows.map(({ tool, outcome, wall, cpu, peak, timesWall, timesCpu }) => {
      const cells = [outcome.files, outcome.findings, fixed(wall, 2), fixed(cpu, 2), fixed(peak, 0), fixed(timesWall, 2), fixed(timesCpu, 2)];
      return `| ${tool} | ${cells.join(" | ")} |`;
    }),
  ];
}

function keystrokeTable(rows: readonly KeystrokeRow[]): string[] {
  return [
    "",
    `Keystroke to fresh diagnostics: ${rows[0]?.times.length ?? 0} edits each.`,
    "",
    "| lines | median ms | 95th percentile ms | median ms, a call added or removed | typed in |",
    "|---:|---:|---:|---:|---|",
    ...rows.map(({ lines, median, p95, felt, file, ownLines }) => {
      const own = ownLines + 50 > lines ? file : `${file} (${ownLines} lines) and generated code`;
      return `| ${lines.toLocaleString("en")} | ${fixed(median, 1)} | ${fixed(p95, 1)} | ${fixed(felt, 1)} | ${own} |`;
    }),
  ];
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? "not measured" : value.toFixed(digits);
}
