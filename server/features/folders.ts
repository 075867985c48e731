/** Folders that are added to the editor's workspace, or removed from it. */
import { fileOf } from "../protocol/from.ts";
import type { Feature } from "../server.ts";

export const folders: Feature = (server) => {
  const { client, connection, engine, workspace } = server;
  if (!client.workspace?.workspaceFolders) return {};
  server.onInitialized.event(() => {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = paths(removed);
      workspace.setFolders([...workspace.folders.filter((folder) => !gone.includes(folder)), ...paths(added)]);
      for (const folder of gone) engine.forget(folder);
      // A file may belong to another folder now, with another session and other settings.
      engine.revision++;
      server.onFolders.fire();
      server.onRefresh.fire();
    });
  });
  return { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } };
};

function paths(folders: readonly { readonly uri: string }[]): string[] {
  return folders.map(({ uri }) => fileOf(uri)).filter((file) => file !== undefined);
}
