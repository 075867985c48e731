/** What a call costs through our wrappers, and through those of others. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../test/harness/paths.ts";
import { median } from "./statistics.ts";
import { protections } from "./wrapper-calls.ts";

interface Row {
  readonly protection: string;
  readonly library: string;
  /** Nanoseconds of a call, one number a round. */
  readonly calls: number[];
}

/** Rounds of all of them, each in a process of its own, and each round beginning with another. The table as Markdown. */
export function wrapperCalls(rounds: number, say: (text: string) => void): string {
  const rows: Row[] = Object.entries(protections).flatMap(([protection, libraries]) =>
    Object.keys(libraries).map((library) => ({ protection, library, calls: [] })),
  );
  for (let round = 0; round < rounds; round++) {
    say(`wrappers: round ${round + 1} of ${rounds}`);
    const start = round % rows.length;
    for (const row of [...rows.slice(start), ...rows.slice(0, start)]) row.calls.push(nanoseconds(row));
  }
  return [
    `What a call costs that takes no time itself: medians of ${rounds} rounds; ratios are medians of those within each round.`,
    "",
    "| around the call | library | µs a call | times resilint |",
    "|---|---|---:|---:|",
    ...rows.map((row) => line(row, rows)),
    "",
  ].join("\n");
}

function line(row: Row, rows: readonly Row[]): string {
  const { protection, library, calls } = row;
  const own = rows.find((other) => other.protection === protection && other.library === "resilint");
  const ratio = own && median(calls.map((nanoseconds, round) => nanoseconds / (own.calls[round] ?? NaN)));
  return `| ${protection} | ${library} | ${(median(calls) / 1000).toFixed(2)} | ${ratio?.toFixed(2) ?? ""} |`;
}

function nanoseconds({ protection, library }: Row): number {
  const script = join(root, "build", "bench", "wrapper-calls.js");
  const printed = execFileSync(process.execPath, [script, protection, library], { encoding: "utf8" });
  return Number(printed);
}
