/** The audit of whole folders, on request: with progress, and so that it can be stopped. */
import { auditCommand, auditRequest, type AuditParams, type AuditSummary } from "../protocol/custom.ts";
import { fileOf } from "../protocol/from.ts";
import { type Watching, withProgress } from "../progress.ts";
import type { Feature } from "../server.ts";
import { enabledFolders, ownFiles, sweep } from "../sweep.ts";
import { Tally } from "../tally.ts";
import { noticeLine } from "./notices.ts";

export const audit: Feature = (server) => {
  const { connection, onDisk, onNotice, onRefresh, reports, workspace } = server;
  const notices = new Set<string>();
  onNotice.event((notice) => notices.add(noticeLine(notice)));
  connection.onRequest(auditRequest, (params, token) => {
    return server.answer(run(params, { token, workDoneToken: params.workDoneToken }));
  });
  server.commands.set(auditCommand, (_, watching) => run({}, watching));
  // What was read by an audit and changed on disk since is read again.
  onDisk.event((files) => server.inBackground(readAgain(files)));
  return {};

  async function run(params: AuditParams, watching: Watching): Promise<AuditSummary> {
    await server.ready;
    const named = params.folders?.map(fileOf);
    const folders = enabledFolders(server).filter((folder) => named === undefined || named.includes(folder));
    const found = new Tally();
    for (const folder of folders) reports.audited(folder);
    try {
      await withProgress(server, "Resilint: auditing", watching, (progress, signal) =>
        sweep(server, folders, progress, signal, (read) => found.add(read)),
      );
      return { ...found.summary(), notices: [...notices] };
    } finally {
      onRefresh.fire();
    }
  }

  async function readAgain(changed: readonly string[]): Promise<void> {
    const audited = changed.filter((file) => reports.isAudited(file) && !workspace.isOpen(file));
    for (const folder of new Set(audited.map((file) => workspace.folderOf(file)))) {
      const present = new Set(await ownFiles(server, folder));
      reports.drop(audited.filter((file) => !present.has(file)));
      await reports.read(folder, audited.filter((file) => present.has(file)));
    }
    if (audited.length > 0) onRefresh.fire();
  }
};
