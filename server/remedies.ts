/** What can be done about findings, as data that a client can hold until a person chooses. */
import { existsSync } from "node:fs";
import type { Position, TextEdit } from "../core/finding.ts";
import type { Server } from "./server.ts";

type Edits = readonly TextEdit[];

interface Named {
  readonly file: string;
  /** The version of the document that the remedy was offered for. */
  readonly version: number;
  readonly rule: string;
  readonly fingerprint: string;
}

export type Remedy =
  | { readonly kind: "refactor"; readonly file: string; readonly version: number; readonly position: Position; readonly index: number }
  | (Named & { readonly kind: "fix"; readonly index: number })
  | (Named & { readonly kind: "ignore"; readonly scope: "line" | "file" })
  | { readonly kind: "fixAll"; readonly file: string; readonly version: number; readonly rule?: string };

/** The edits of a remedy; undefined when its finding is not there any more. */
export async function editsOf(remedy: Remedy, server: Server): Promise<Edits | undefined> {
  const edits = await asked(remedy, server);
  return edits && withoutPresent(edits, server);
}

/** A file that is there already stays as it is. */
export function withoutPresent(edits: Edits, { workspace }: Server): Edits {
  return edits.filter(({ file, creates }) => !creates || !(workspace.isOpen(file) || existsSync(file)));
}

async function asked(remedy: Remedy, { createsFiles: creates, engine, reports, workspace }: Server) {
  const { file } = remedy;
  // The session builds fixes of what it last found: it has to have looked at the text as it now is.
  await reports.of(file);
  const folder = workspace.folderOf(file);
  switch (remedy.kind) {
    case "fix":
      return engine.ask(folder, "fix", [file, remedy.fingerprint, remedy.index]);
    case "refactor":
      return engine.ask(folder, "refactor", [file, remedy.position, remedy.index]);
    case "ignore":
      return engine.ask(folder, "ignore", [file, remedy.fingerprint, remedy.scope]);
    case "fixAll": {
      // What a person picks from the menu may include suggestions; what runs on save may not.
      const { rule } = remedy;
      const which = rule === undefined ? ({ safety: "safe" } as const) : ({ rule, safety: "suggestion" } as const);
      return engine.ask(folder, "fixAll", [file, { ...which, creates }]);
    }
  }
}
