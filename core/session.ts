/** The engine as its users see it: one session is one opened workspace. The command line and the language server both hold one. */
import type { FileReport, Level, Notice, Safety, TextEdit } from "./finding.ts";
import type { Rule } from "./rule.ts";

export interface SessionOptions {
  /** Absolute paths of the folders to read. */
  readonly folders: readonly string[];
  readonly rules: readonly Rule[];
  /** Levels from the command line or the editor's settings; they win over the configuration files. */
  readonly levels?: Readonly<Record<string, Level | "off">>;
  /** The compiler binary, where it does not stand in node_modules (an extension's package). */
  readonly compilerPath?: string;
}

/** How a long check is watched and stopped. */
export interface Steering {
  readonly progress?: (done: number, total: number) => void;
  readonly cancelled?: () => boolean;
}

/** What the engine could not see, so that silence is not taken for soundness. */
export interface TypeCoverage {
  readonly calls: number;
  readonly untypedCalls: number;
  /** Packages that are imported and cannot be resolved, by number of untyped calls. */
  readonly missingPackages: readonly string[];
}

export interface SessionApi {
  /** Every file that an audit reads, sorted. */
  files(): readonly string[];
  /** What was said of the run so far: each once. */
  notices(): readonly Notice[];
  /** Lays unsaved text over the disk. The file need not exist. */
  setText(file: string, text: string): void;
  /** The editor closed the file: the disk counts again. */
  clearText(file: string): void;
  /** Files were created, changed or deleted on disk; configuration files are noticed by their names. */
  diskChanged(files: readonly string[]): void;
  /** Checks files and returns a report for each that could be read, in the order given. Stops early when cancelled. */
  check(files: readonly string[], steering?: Steering): FileReport[];
  /** The edits of one fix of one finding, as last reported by `check`; undefined when it is no longer there. */
  fix(file: string, fingerprint: string, index: number): readonly TextEdit[] | undefined;
  /** The edits of all fixes of a rule (or of every rule) in a file, each finding's first fix that is safe enough; overlapping ones are left out. */
  fixAll(file: string, which: { readonly rule?: string; readonly safety: Safety }): readonly TextEdit[];
  /** Over all files checked so far. */
  typeCoverage(): TypeCoverage;
  dispose(): void;
}

export declare function openSession(options: SessionOptions): SessionApi;
