/** Reading every file of whole folders, in the background. */
import type { WorkDoneProgressReporter } from "vscode-languageserver/node";
import type { FileReport } from "../core/finding.ts";
import type { Server } from "./server.ts";

/** The open folders that are not switched off. */
export function enabledFolders({ workspace }: Server): readonly string[] {
  return workspace.folders.filter((folder) => workspace.settings(folder).enable);
}

/** A folder within another one is a folder of its own: its files are not read twice. */
export async function ownFiles({ engine, workspace }: Server, folder: string, signal?: AbortSignal): Promise<string[]> {
  const files = await engine.ask(folder, "files", [], { background: true, signal });
  return files.filter((file) => workspace.folderOf(file) === folder);
}

/** Reads the files anew, whatever was known of them, and tells how far it is. */
export async function sweep(
  server: Server,
  folders: readonly string[],
  progress: WorkDoneProgressReporter,
  signal: AbortSignal,
  each: (reports: readonly FileReport[]) => void,
): Promise<void> {
  const lists: (readonly [folder: string, files: readonly string[]])[] = [];
  for (const folder of folders) lists.push([folder, await ownFiles(server, folder, signal)]);
  const total = lists.reduce((sum, [, files]) => sum + files.length, 0);
  let before = 0;
  for (const [folder, files] of lists) {
    await server.reports.read(folder, files, signal, (read, done) => {
      each(read);
      progress.report(Math.floor(((before + done) / total) * 100), `${before + done}/${total} files`);
    });
    before += files.length;
  }
}
