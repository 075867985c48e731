/** Diagnostics of open documents, for clients that ask for them. */
import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport } from "vscode-languageserver/node";
import { diagnostic, resultId } from "../protocol/to.ts";
import type { Feature } from "../server.ts";

export const pulledDiagnostics: Feature = (server) => {
  if (!server.pulls) return {};
  const { client, connection, reports, workspace } = server;
  const { diagnostics } = connection.languages;
  diagnostics.on(({ textDocument, previousResultId }) => server.answer(pull(textDocument.uri, previousResultId)));
  server.onRefresh.event(() => {
    if (client.workspace?.diagnostics?.refreshSupport) server.inBackground(diagnostics.refresh());
  });
  return {
    diagnosticProvider: { identifier: "resilint", interFileDependencies: true, workspaceDiagnostics: false },
  };

  async function pull(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const file = workspace.file(uri);
    // A client asks once more while it closes a document; what is shown of closed files, the audit decides.
    const isShown = file !== undefined && (workspace.isOpen(file) || reports.isAudited(file));
    const items = isShown ? (await reports.of(file)).map((finding) => diagnostic(finding, workspace.uri)) : [];
    const id = resultId(items);
    if (id === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  }
};
