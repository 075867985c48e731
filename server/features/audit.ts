/** The audit of whole folders, on request: with progress, and so that it can be stopped. */
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver/node";
import { auditCommand, auditRequest, type AuditParams, type AuditSummary } from "../protocol/custom.ts";
import { fileOf } from "../protocol/from.ts";
import type { Feature } from "../server.ts";
import { Tally } from "../tally.ts";
import { noticeLine } from "./notices.ts";

export const audit: Feature = (server) => {
  const { client, connection, engine, onDisk, onNotice, onRefresh, options, reports, workspace } = server;
  const notices = new Set<string>();
  onNotice.event((notice) => notices.add(noticeLine(notice)));
  connection.onRequest(auditRequest, (params, token) => server.answer(run(params, token)));
  connection.onExecuteCommand(({ command, workDoneToken }, token) => {
    if (command !== auditCommand) throw new ResponseError(LSPErrorCodes.RequestFailed, `unknown command ${command}`);
    return server.answer(run(workDoneToken === undefined ? {} : { workDoneToken }, token));
  });
  // What was read by an audit and changed on disk since is read again.
  onDisk.event((files) => server.inBackground(readAgain(files)));
  const commands = [auditCommand].filter((command) => !options.commands.includes(command));
  return { executeCommandProvider: { commands } };

  async function run(params: AuditParams, token: CancellationToken): Promise<AuditSummary> {
    await server.ready;
    const named = params.folders?.map(fileOf);
    const isWanted = (folder: string): boolean => named === undefined || named.includes(folder);
    const folders = workspace.folders.filter((folder) => workspace.settings(folder).enable && isWanted(folder));
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const progress = await progressFor(params, () => abort.abort());
    progress.begin("Resilint: auditing", 0, "", true);
    try {
      return await read(folders, progress, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, "the audit was cancelled");
      throw error;
    } finally {
      progress.done();
      onRefresh.fire();
    }
  }

  async function read(
    folders: readonly string[],
    progress: WorkDoneProgressReporter,
    signal: AbortSignal,
  ): Promise<AuditSummary> {
    const found = new Tally();
    const lists: (readonly [folder: string, files: readonly string[]])[] = [];
    for (const folder of folders) lists.push([folder, await ownFiles(folder, signal)]);
    const total = lists.reduce((sum, [, files]) => sum + files.length, 0);
    let before = 0;
    for (const [folder, files] of lists) {
      reports.audited(folder);
      await reports.read(folder, files, signal, (read, done) => {
        found.add(read);
        progress.report(Math.floor(((before + done) / total) * 100), `${before + done}/${total} files`);
      });
      before += files.length;
    }
    return { ...found.summary(), notices: [...notices] };
  }

  /** A folder within another one is a folder of its own: its files are not read twice. */
  async function ownFiles(folder: string, signal?: AbortSignal): Promise<string[]> {
    const files = await engine.ask(folder, "files", [], { background: true, signal });
    return files.filter((file) => workspace.folderOf(file) === folder);
  }

  async function readAgain(changed: readonly string[]): Promise<void> {
    const audited = changed.filter((file) => reports.isAudited(file) && !workspace.isOpen(file));
    for (const folder of new Set(audited.map((file) => workspace.folderOf(file)))) {
      const present = new Set(await ownFiles(folder));
      reports.drop(audited.filter((file) => !present.has(file)));
      await reports.read(folder, audited.filter((file) => present.has(file)));
    }
    if (audited.length > 0) onRefresh.fire();
  }

  /** The client's own progress where it gave one, else one that the server starts, where the client can show it. */
  async function progressFor({ workDoneToken }: AuditParams, cancel: () => void): Promise<WorkDoneProgressReporter> {
    const { window } = connection;
    const isGiven = workDoneToken !== undefined;
    if (isGiven || !client.window?.workDoneProgress) return window.attachWorkDoneProgress(workDoneToken);
    const progress = await window.createWorkDoneProgress();
    progress.token.onCancellationRequested(cancel);
    return progress;
  }
};
