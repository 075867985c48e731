/** What the engine says: plain data, safe to send to another thread or to print. */

/** Why a finding matters; it fixes the default level, so that nobody argues it rule by rule. */
export type Category = "defect" | "risk" | "hardening";

/** How loudly a finding is said. A rule that is `off` does not run. */
export type Level = "error" | "warning" | "info";

/** The level of each category where no setting says otherwise. */
export const defaultLevels: Readonly<Record<Category, Level>> = { defect: "error", risk: "warning", hardening: "info" };

/** A zero-based line and a zero-based column in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A place in a file with a word on what happens there: one step of a finding's way. */
export interface Place {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** How sure we are that a fix keeps the meaning: `safe` ones may run on save, `suggestion`s need a person. */
export type Safety = "safe" | "suggestion";

/** A fix that can be had; its edits are built only when somebody asks for them. */
export interface FixOffer {
  readonly title: string;
  readonly safety: Safety;
}

export interface Finding {
  readonly rule: string;
  readonly category: Category;
  readonly level: Level;
  /** An absolute path with forward slashes. */
  readonly file: string;
  readonly range: Range;
  /** What is wrong, in a line short enough for an inline lens. */
  readonly message: string;
  /** What will happen. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  /** The chain of places that make the finding true, in order. */
  readonly because: readonly Place[];
  readonly fixes: readonly FixOffer[];
  /** Survives line moves: made of rule, file, enclosing declaration and the flagged code. Unique in its file. */
  readonly fingerprint: string;
}

/** Replaces the text of `range` in `file`. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
  /** The file is a new one and `text` all that it holds. Where there is such a file already, it stays as it is. */
  readonly creates?: true;
}

/** Something the user should know about the run that is not a finding: one clear line. */
export interface Notice {
  readonly kind: "config" | "project" | "file" | "types" | "compiler" | "rule";
  readonly message: string;
  readonly file?: string;
  readonly position?: Position;
}

/** Everything said of one file. */
export interface FileReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  /** How many sites each rule examined and found sound, by rule id. */
  readonly met: Readonly<Record<string, number>>;
  /** How many findings an ignore comment silenced. */
  readonly ignored: number;
}
