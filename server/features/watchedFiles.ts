/** Files that change on disk: sources, and whatever says how they are read. */
import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver/node";
import type { Feature } from "../server.ts";

const watched = [
  "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}",
  "**/{tsconfig,jsconfig}*.json",
  "**/{package.json,resilint.config.json,pnpm-workspace.yaml,.gitignore}",
];

export const watchedFiles: Feature = (server) => {
  const { client, connection, engine, workspace } = server;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const files = changes.flatMap(({ uri, type }) => {
      const file = workspace.file(uri);
      // What an editor has open is known by its text; that it was saved changes nothing.
      const isKnown = file !== undefined && type === FileChangeType.Changed && workspace.isOpen(file);
      return file === undefined || isKnown ? [] : [file];
    });
    if (files.length === 0) return;
    engine.diskChanged(files);
    server.onDisk.fire(files);
    server.onRefresh.fire();
  });
  server.onInitialized.event(() => {
    if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    const watchers = watched.map((globPattern) => ({ globPattern }));
    server.inBackground(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });
  return {};
};
