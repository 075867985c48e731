/** What the server says and answers beyond the Language Server Protocol. */

/** The notification `resilint/status`. */
export interface ServerStatus {
  readonly state: "starting" | "working" | "ready" | "failed";
  readonly findings?: number;
  readonly message?: string;
}

/** The answer to the request `resilint/audit`. */
export interface AuditSummary {
  readonly files: number;
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  /** What the person should know about the run, a line each. */
  readonly notices: readonly string[];
}

/** The answer to the command `resilint.fixWorkspace`. */
export interface FixSummary {
  readonly findings: number;
  readonly files: number;
  /** False when there was nothing to fix, or the person wanted none of it. */
  readonly applied: boolean;
}

export const statusNotification = "resilint/status";
export const auditRequest = "resilint/audit";
export const fixWorkspaceCommand = "resilint.fixWorkspace";
