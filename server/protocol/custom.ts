/** What this server says beyond the standard protocol. */
import { NotificationType, RequestType } from "vscode-languageserver/node";
import type { Level } from "../../core/finding.ts";

export interface AuditParams {
  /** URIs of workspace folders; all of them when absent. */
  readonly folders?: readonly string[];
  readonly workDoneToken?: string | number;
}

export interface AuditSummary {
  /** How many files were read. */
  readonly files: number;
  readonly findings: Readonly<Record<Level, number>>;
  /** How many sites were examined and found sound, by rule. */
  readonly met: Readonly<Record<string, number>>;
  /** What the person should know about the run, a line each. */
  readonly notices: readonly string[];
}

/** A cancelled audit is answered with the error `RequestCancelled`; what it had found by then is kept and shown. */
export const auditRequest = new RequestType<AuditParams, AuditSummary, void>("resilint/audit");

export interface Status {
  readonly state: "starting" | "working" | "ready" | "failed";
  /** How many findings are shown. */
  readonly findings?: number;
  readonly message?: string;
}

export const statusNotification = new NotificationType<Status>("resilint/status");

/** The command that runs an audit, for editors that know nothing of the request. */
export const auditCommand = "resilint.audit";

/** The command that fixes all findings of a rule in the workspace; its argument is the rule's id. */
export const fixWorkspaceCommand = "resilint.fixWorkspace";

/** What came of it. */
export interface FixSummary {
  readonly findings: number;
  readonly files: number;
  /** False when there was nothing to fix, or the person wanted none of it. */
  readonly applied: boolean;
}

/** The command of a client that shows the page of a rule; its argument is the page's address. */
export const openRuleCommand = "resilint.openRule";
