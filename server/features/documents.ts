/** Open documents: their texts lie over the disk from opening to closing, untitled ones included. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Feature } from "../server.ts";

export const documents: Feature = ({ connection, documents, engine, reports, workspace }) => {
  documents.listen(connection);
  documents.onDidChangeContent(({ document }) => {
    const file = fileOf(document);
    if (file === undefined) return;
    reports.supersede(file);
    engine.setText(file, document.getText());
  });
  documents.onDidClose(({ document }) => {
    const file = workspace.file(document.uri);
    if (file === undefined || !workspace.isOpen(file)) return;
    reports.supersede(file);
    workspace.close(document.uri);
    engine.clearText(file);
    const folder = workspace.folderOf(file);
    const isNeeded = workspace.folders.includes(folder);
    if (isNeeded || workspace.openFiles().some((open) => workspace.folderOf(open) === folder)) return;
    // The directory of a lone file was of interest only as long as that file was open.
    engine.forget(folder);
  });
  return { textDocumentSync: { openClose: true, save: { includeText: false } } };

  function fileOf(document: TextDocument): string | undefined {
    const known = workspace.file(document.uri);
    return known !== undefined && workspace.isOpen(known) ? known : workspace.open(document);
  }
};
