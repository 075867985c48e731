import type { Finding } from "../finding.ts";
import { type Built, mergeFixes } from "./edits.ts";

export interface Offer {
  readonly finding: Finding;
  readonly built: Built;
}

export interface Together {
  readonly findings: readonly Finding[];
  readonly built: Built;
}

/** As many fixes as can be made at once, at most `most`, and the findings that are gone with them. */
export function together(offers: readonly Offer[], most = Infinity): Together {
  const findings: Finding[] = [];
  let merged: Built = { edits: [], files: [] };
  for (const { finding, built } of offers) {
    if (findings.length === most) break;
    const more = mergeFixes([merged, built]);
    if (more.edits.length + more.files.length === merged.edits.length + merged.files.length) continue;
    findings.push(finding);
    merged = more;
  }
  return { findings, built: merged };
}
