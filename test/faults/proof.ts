/** What is proved of a fix: what is seen of a program under a fault, and of what the fix makes of it under the same. */
export interface Proof {
  readonly name: string;
  readonly rule: string;
  /** The title under which it is offered. */
  readonly fix: string;
  /** A program. It is given the address of a server whose paths are faults (see server.ts), and a port where nobody ever answers. */
  readonly code: string;
  /** More files of its project, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * Its exit code, what it printed, and behind a bar the error that it told of: `1 bought | TypeError: fetch failed`. Code 13
   * is Node's for an `await` that nothing will ever settle; `waits` begins what is said of one that
   * still ran when the fixed one had ended.
   */
  readonly before: string;
  readonly after: string;
}

/** Titles that differ in a name, a time or a number of calls alone are the same fix. */
export function kindOf(title: string): string {
  return title
    .replace(/`[^`]*`/g, "`…`")
    .replace(/\bafter [\d_.]+ (ms|s|min)\b/g, "after …")
    .replace(/ as \S+\.[cm]?[jt]s$/, " as …")
    .replace(/\b(call|\d+ calls)$/, "calls");
}
