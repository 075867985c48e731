/**
 * Diagnostics of files that no editor has open, for clients that ask for them: the findings of the last audit.
 *
 * A client asks again as soon as it is answered, so a question waits until there is something to say. Answers name the
 * files with findings, and those that the client still holds findings of.
 */
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { CancellationToken, PreviousResultId } from "vscode-languageserver/node";
import type { WorkspaceDocumentDiagnosticReport } from "vscode-languageserver/node";
import { fileOf } from "../protocol/from.ts";
import { diagnostic, resultId } from "../protocol/to.ts";
import type { Feature } from "../server.ts";

/** How many files one part of a streamed answer names. */
const partSize = 200;

export const workspaceDiagnostics: Feature = (server) => {
  if (!server.pulls) return {};
  const { connection, documents, onRefresh, reports, workspace } = server;
  /** Closed since the last answer: a client may still show what it was last told of them. */
  const closed = new Set<string>();
  const waiting = new Set<() => void>();
  let isNew = false;

  onRefresh.event(changed);
  documents.onDidClose(({ document }) => {
    const file = fileOf(document.uri);
    if (file !== undefined) closed.add(file);
    changed();
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, parts) => {
    let items = answer(previousResultIds);
    while (items.every(isUnchanged) && !(isNew && reports.hasAudits)) {
      await change(token);
      items = answer(previousResultIds);
    }
    isNew = false;
    closed.clear();
    if (!parts) return { items };
    for (let at = 0; at < items.length; at += partSize) parts.report({ items: items.slice(at, at + partSize) });
    return { items: [] };
  });
  return { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } };

  /** Files, not URIs, are compared: clients escape other characters than we do. */
  function answer(previous: readonly PreviousResultId[]): WorkspaceDocumentDiagnosticReport[] {
    const held = new Map(previous.map((entry) => [fileOf(entry.uri), entry]));
    const findings = reports.closed();
    const files = new Set([...findings.keys(), ...closed, ...held.keys()]);
    return [...files].flatMap((file) => {
      // Open documents are asked for one by one.
      if (file === undefined || workspace.isOpen(file)) return [];
      const items = (findings.get(file) ?? []).map((finding) => diagnostic(finding, workspace.uri));
      const report = { uri: held.get(file)?.uri ?? workspace.uri(file), version: null, resultId: resultId(items) };
      const isHeld = report.resultId === held.get(file)?.value && !closed.has(file);
      if (isHeld) return { kind: DocumentDiagnosticReportKind.Unchanged, ...report };
      return { kind: DocumentDiagnosticReportKind.Full, ...report, items };
    });
  }

  function changed(): void {
    isNew = true;
    for (const wake of waiting) wake();
  }

  function change(token: CancellationToken): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        waiting.delete(done);
        resolve();
      };
      waiting.add(done);
      token.onCancellationRequested(() => {
        waiting.delete(done);
        reject(new ResponseError(LSPErrorCodes.RequestCancelled, "no longer asked"));
      });
    });
  }
};

function isUnchanged({ kind }: WorkspaceDocumentDiagnosticReport): boolean {
  return kind === DocumentDiagnosticReportKind.Unchanged;
}
