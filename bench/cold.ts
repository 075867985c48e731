/** The cold audit: every tool over the same files with nothing kept from before. */
import { type Measured, measure } from "./measure.ts";
import { medianOf, median } from "./statistics.ts";
import type { Target } from "./target.ts";
import type { Outcome, Tool } from "./tools.ts";

export interface ColdRow {
  readonly tool: string;
  readonly outcome: Outcome;
  readonly runs: readonly Run[];
  /** Medians, in seconds and megabytes. */
  readonly wall: number;
  readonly cpu: number | undefined;
  readonly peak: number | undefined;
  /** How many times as long as the first tool it took: the median over the rounds, in each of which both met the same noise. */
  readonly timesWall: number;
  readonly timesCpu: number | undefined;
}

export type Run = Pick<Measured, "wall" | "cpu" | "peak">;

/** The first tool is the one that the others are held against. */
export async function coldAudit(target: Target, tools: readonly Tool[], rounds: number, say: (text: string) => void): Promise<ColdRow[]> {
  // Once for nothing: it brings the files into the system's cache for all alike, and shows who does its work.
  const outcomes: Outcome[] = [];
  for (const tool of tools) {
    say(`${target.name}: trying ${tool.name}`);
    outcomes.push(tool.outcome(await measure(tool.command(target)), target));
  }
  const runs: Run[][] = tools.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const at of turned(tools, round)) {
      const tool = tools[at] as Tool;
      say(`${target.name}: round ${round + 1} of ${rounds}, ${tool.name}`);
      const measured = await measure(tool.command(target));
      const outcome = tool.outcome(measured, target);
      if (!isSame(outcome, outcomes[at] as Outcome)) {
        outcomes[at] = { ...outcome, problem: "it found something else from one run to the next" };
      }
      runs[at]?.push({ wall: measured.wall, cpu: measured.cpu, peak: measured.peak });
    }
  }
  return tools.map((tool, at) => row(tool, outcomes[at] as Outcome, runs[at] ?? [], runs[0] ?? []));
}

/** What makes the times of some tools worth nothing. */
export function problemsOf(rows: readonly ColdRow[], tools: readonly Tool[], target: Target): string[] {
  const someFound = rows.some(({ outcome }, at) => tools[at]?.finds === "no-floating-promises" && outcome.findings > 0);
  return rows.flatMap(({ tool, outcome }, at) => {
    const { files, findings, problem } = outcome;
    if (problem !== undefined) return [`${tool}: ${problem}`];
    if (files !== target.files.length) return [`${tool}: it looked at ${files} of ${target.files.length} files`];
    const shouldFind = someFound && tools[at]?.finds.includes("floating-promise");
    return shouldFind && findings === 0 ? [`${tool}: it found nothing where others found something`] : [];
  });
}

/** Each round begins with another tool, so that none always comes after the heaviest. */
function turned(tools: readonly Tool[], round: number): number[] {
  return tools.map((_, at) => (at + round) % tools.length);
}

function isSame(a: Outcome, b: Outcome): boolean {
  return a.files === b.files && a.findings === b.findings && a.problem === b.problem;
}

function row({ name }: Tool, outcome: Outcome, runs: readonly Run[], base: readonly Run[]): ColdRow {
  return {
    tool: name,
    outcome,
    runs,
    wall: median(runs.map(({ wall }) => wall)),
    cpu: medianOf(runs.map(({ cpu }) => cpu)),
    peak: medianOf(runs.map(({ peak }) => peak)),
    timesWall: median(runs.map(({ wall }, round) => wall / (base[round]?.wall ?? NaN))),
    timesCpu: medianOf(runs.map(({ cpu }, round) => ratio(cpu, base[round]?.cpu))),
  };
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}
