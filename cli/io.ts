/** What a command may touch of the process that runs it. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Holds the report and nothing else. */
  readonly stdout: Output;
  /** Progress, and whatever is not part of the report. */
  readonly stderr: Output;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}
