/** The command *Audit Workspace*: every file is checked, with progress; then all findings stand in the Problems panel. */
import { commands, ProgressLocation, window, type CancellationToken, type Progress } from "vscode";
import { LSPErrorCodes, ResponseError, WorkDoneProgress, type LanguageClient } from "vscode-languageclient/node";
import type { ServerConnection } from "./connection.ts";
import { auditRequest, type AuditSummary } from "./protocol.ts";

let audits = 0;

/** Returns the summary, or undefined when the audit was cancelled or could not run. */
export async function auditWorkspace(server: ServerConnection): Promise<AuditSummary | undefined> {
  const client = server.client;
  if (!client) {
    server.fail("Resilint is not running, so nothing can be audited.");
    return undefined;
  }
  const options = { location: ProgressLocation.Notification, title: "Resilint audit", cancellable: true };
  const summary = await window.withProgress(options, (progress, token) => audit(client, progress, token));
  for (const notice of summary?.notices ?? []) client.outputChannel.warn(notice);
  // Not awaited: the command is done when the audit is, however long the message stays on the screen.
  if (summary) showSummary(server, summary).catch((error) => client.outputChannel.error("the summary could not be shown", error));
  return summary;
}

async function audit(
  client: LanguageClient,
  progress: Progress<{ message?: string; increment?: number }>,
  cancellation: CancellationToken,
): Promise<AuditSummary | undefined> {
  const workDoneToken = `resilint-audit-${++audits}`;
  let shown = 0;
  const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === "end") return;
    const percentage = value.percentage ?? shown;
    progress.report({ message: value.message ?? "", increment: Math.max(0, percentage - shown) });
    shown = Math.max(shown, percentage);
  });
  try {
    return await client.sendRequest<AuditSummary>(auditRequest, { workDoneToken }, cancellation);
  } catch (error) {
    if (wasCancelled(error)) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    client.outputChannel.error(`The audit failed: ${reason}`);
    void window.showErrorMessage(`Resilint could not finish the audit: ${reason}`);
    return undefined;
  } finally {
    listener.dispose();
  }
}

function wasCancelled(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
}

async function showSummary(server: ServerConnection, { files, findings, notices }: AuditSummary): Promise<void> {
  const { error, warning, info } = findings;
  const found =
    error + warning + info === 0
      ? "no findings"
      : [count(error, "error"), count(warning, "warning"), count(info, "hint")].join(", ");
  const notes = notices.length === 0 ? "" : ` ${count(notices.length, "note")} on what could not be seen: see the output.`;
  const buttons = notices.length === 0 ? ["Show Problems"] : ["Show Problems", "Show Output"];
  const message = `Resilint read ${count(files, "file")}: ${found}.${notes}`;
  const answer = await window.showInformationMessage(message, ...buttons);
  if (answer === "Show Problems") await commands.executeCommand("workbench.actions.view.problems");
  if (answer === "Show Output") server.showOutput();
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
