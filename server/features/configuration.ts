/** The editor's settings, section `resilint`, for each folder. The project's own settings files are the engine's. */
import { DidChangeConfigurationNotification } from "vscode-languageserver/node";
import { editorSettings } from "../protocol/from.ts";
import type { Feature, Server } from "../server.ts";

export const configuration: Feature = (server) => {
  const { client, connection, options } = server;
  const asks = client.workspace?.configuration === true;
  let sent = options.settings;

  const load = async (): Promise<void> => (asks ? askClient(server) : take(server, sent));
  server.startUp.push(load);
  server.onFolders.event(() => server.inBackground(reload()));
  connection.onDidChangeConfiguration((change) => {
    sent = change.settings?.resilint ?? sent;
    server.inBackground(reload());
  });
  server.onInitialized.event(() => {
    if (!client.workspace?.didChangeConfiguration?.dynamicRegistration) return;
    server.inBackground(connection.client.register(DidChangeConfigurationNotification.type, { section: "resilint" }));
  });
  return {};

  async function reload(): Promise<void> {
    await load();
    server.onRefresh.fire();
  }
};

async function askClient(server: Server): Promise<void> {
  const { connection, workspace } = server;
  const { folders } = workspace;
  const items = folders.map((folder) => ({ scopeUri: workspace.uri(folder), section: "resilint" }));
  const answers = await connection.workspace.getConfiguration([...items, { section: "resilint" }]);
  take(server, answers.at(-1), new Map(folders.map((folder, index) => [folder, answers[index]])));
}

/** Levels are built into a session: where they changed, it is opened anew. */
function take({ engine, workspace }: Server, outside: unknown, byFolder = new Map<string, unknown>()): void {
  const levels = (folder: string): string => JSON.stringify(workspace.settings(folder).rules);
  const before = new Map(engine.folders.map((folder) => [folder, levels(folder)]));
  const settings = new Map([...byFolder].map(([folder, section]) => [folder, editorSettings(section)]));
  workspace.setSettings(settings, editorSettings(outside));
  for (const [folder, was] of before) if (levels(folder) !== was) engine.reopen(folder);
}
