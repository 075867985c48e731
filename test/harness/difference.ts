/** Two texts side by side, for a person who has to see what changed. */
import { structuredPatch } from "diff";

export function showDifference(expected: string, actual: string): string {
  const { hunks } = structuredPatch("", "", expected, actual, "", "", { context: 2 });
  const lines = hunks.flatMap((hunk) => ["…", ...hunk.lines]);
  return ["  (- as written, + as found)", ...lines].join("\n");
}
