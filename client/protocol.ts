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

export const statusNotification = "resilint/status";
export const auditRequest = "resilint/audit";
