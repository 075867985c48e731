/** What the server's thread and the engine's thread say to each other: plain data. */
import type { FileReport, Level, Notice } from "../../core/finding.ts";
import type { SessionApi } from "../../core/session.ts";

/** The questions that may be put to a session from the server's thread. */
export type Method = "files" | "check" | "fix" | "fixes" | "fixAll" | "ignore" | "refactorings" | "refactor" | "typeCoverage" | "dispose";

/** A check also says whether it was stopped before its end, because what it did not reach must be asked again. */
export interface Checked {
  readonly reports: readonly FileReport[];
  readonly stopped: boolean;
}

export type Result<M extends Method> = M extends "check" ? Checked : ReturnType<SessionApi[M]>;

/** Steering cannot be sent to another thread: the engine's thread adds its own. */
export type Arguments<M extends Method> = M extends "check" ? [files: readonly string[]] : Parameters<SessionApi[M]>;

export interface Open {
  readonly levels: Readonly<Record<string, Level | "off">>;
  readonly compilerPath?: string;
}

/** One question to the session of one folder, with everything that changed since the last question to it. */
export interface Job {
  readonly id: number;
  readonly folder: string;
  /** Present when the session has to be opened, or opened anew, first. */
  readonly open?: Open;
  /** Unsaved texts; `undefined` where the editor let go of the file. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly disk: readonly string[];
  readonly method: Method;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  /** Why there is no value. */
  readonly error?: string;
  /** What the session noticed since its last answer. */
  readonly notices: readonly Notice[];
}

export interface WorkerData {
  /** One number, not zero while the job under way should stop. */
  readonly stop: SharedArrayBuffer;
}
