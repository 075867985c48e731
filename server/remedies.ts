/** What can be done about findings, as data that a client can hold until a person chooses. */
import type { Finding, TextEdit } from "../core/finding.ts";
import type { Server } from "./server.ts";

export type Remedy =
  | { readonly kind: "fix"; readonly file: string; readonly fingerprint: string; readonly title: string }
  | { readonly kind: "fixAll"; readonly file: string; readonly rule?: string }
  | { readonly kind: "ignore"; readonly file: string; readonly fingerprint: string; readonly scope: "line" | "file" };

/** The edits for the file as it now is; undefined when the finding is not there any more. */
export async function editsOf(remedy: Remedy, { engine, reports, workspace }: Server): Promise<readonly TextEdit[] | undefined> {
  const { file } = remedy;
  const folder = workspace.folderOf(file);
  const findings = await reports.of(file);
  switch (remedy.kind) {
    case "fix": {
      const { fingerprint, title } = remedy;
      const index = findings.find(isNamed(fingerprint))?.fixes.findIndex((fix) => fix.title === title) ?? -1;
      return index < 0 ? undefined : engine.ask(folder, "fix", [file, fingerprint, index]);
    }
    case "fixAll": {
      // What a person picked from the menu may include suggestions; what runs on save may not.
      const { rule } = remedy;
      return engine.ask(folder, "fixAll", [file, rule === undefined ? { safety: "safe" } : { rule, safety: "suggestion" }]);
    }
    case "ignore":
      return engine.ask(folder, "ignore", [file, remedy.fingerprint, remedy.scope]);
  }
}

function isNamed(fingerprint: string): (finding: Finding) => boolean {
  return (finding) => finding.fingerprint === fingerprint;
}
