/**
 * Fixing all findings of a rule in the workspace. All files are read anew, open or not, and the client gets one edit:
 * it shows it before anything changes, where it can, and undoes it in one step.
 */
import { readFileSync } from "node:fs";
import { ErrorCodes, MessageType, ResponseError, ShowMessageNotification } from "vscode-languageserver/node";
import type { WorkDoneProgressReporter } from "vscode-languageserver/node";
import type { TextEdit } from "../../core/finding.ts";
import type { FixPlan } from "../../core/session.ts";
import { fixWorkspaceCommand, type FixSummary } from "../protocol/custom.ts";
import { versionedEdit } from "../protocol/edits.ts";
import { withProgress } from "../progress.ts";
import { withoutPresent } from "../remedies.ts";
import type { Feature } from "../server.ts";
import { enabledFolders, sweep } from "../sweep.ts";

interface Planned {
  readonly file: string;
  /** Undefined when the text changed before the fixes could be built. */
  readonly plan: FixPlan | undefined;
}

const nothing: FixSummary = { findings: 0, files: 0, applied: false };

export const fixWorkspace: Feature = (server) => {
  const { client, connection, documents, engine, reports, workspace } = server;
  if (!server.editsWorkspace) return {};
  server.commands.set(fixWorkspaceCommand, async ([rule], watching) => {
    if (typeof rule !== "string") throw new ResponseError(ErrorCodes.InvalidParams, "which rule is to be fixed?");
    await server.ready;
    const title = `Resilint: preparing the fixes of ${rule}`;
    const planned = await withProgress(server, title, watching, (progress, signal) => prepare(rule, progress, signal));
    return apply(rule, planned);
  });
  return {};

  async function prepare(rule: string, progress: WorkDoneProgressReporter, signal: AbortSignal): Promise<Planned[]> {
    const files: string[] = [];
    await sweep(server, enabledFolders(server), progress, signal, (read) => {
      for (const { file, findings } of read) {
        const isWanted = reports.shown(file, findings).some((each) => each.rule === rule && each.fixes.length > 0);
        if (isWanted) files.push(file);
      }
    });
    const planned: Planned[] = [];
    const which = { rule, safety: "suggestion", creates: server.createsFiles } as const;
    for (const file of files) {
      const asking = { background: true, signal };
      planned.push({ file, plan: await engine.ask(workspace.folderOf(file), "fixes", [file, which], asking) });
    }
    return planned;
  }

  async function apply(rule: string, planned: readonly Planned[]): Promise<FixSummary> {
    const changed = planned.find(({ file, plan }) => plan === undefined || textOf(file) !== plan.before);
    if (changed) {
      const { file } = changed;
      say(MessageType.Warning, `${file} changed while its fixes were prepared. Nothing was changed; try again.`);
      return nothing;
    }
    const plans = consistent(planned.map(({ plan }) => plan!).filter(({ findings }) => findings.length > 0));
    if (plans.length === 0) {
      say(MessageType.Info, `There is nothing to fix: no finding of \`${rule}\` has a fix.`);
      return nothing;
    }
    const label = `Fix \`${rule}\``;
    const description = "look at each place before you apply it";
    const canPreview = client.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
    const edit = versionedEdit(withoutPresent(distinct(plans.flatMap(({ edits }) => edits)), server), {
      name: workspace.uri,
      versionOf: server.versionOf,
      preview: canPreview ? { label, description, needsConfirmation: true } : undefined,
    });
    // As a refactoring, so that the editor also saves files that were closed, where a person has it do so.
    const metadata = client.workspace?.workspaceEdit?.metadataSupport ? { metadata: { isRefactoring: true } } : {};
    const { applied } = await connection.workspace.applyEdit({ label: `${label} in the workspace`, edit, ...metadata });
    return { findings: plans.reduce((sum, { findings }) => sum + findings.length, 0), files: plans.length, applied };
  }

  /** The text as it is now: the editor's, or the disk's. */
  function textOf(file: string): string | undefined {
    try {
      const text = documents.get(workspace.uri(file))?.getText() ?? readFileSync(file, "utf8");
      return text.replace(/^\uFEFF/, "");
    } catch {
      // It was deleted, or cannot be read any more.
      return undefined;
    }
  }

  function say(type: MessageType, message: string): void {
    server.inBackground(connection.sendNotification(ShowMessageNotification.type, { type, message }));
  }
};

/** Plans that would add the same file with another text than an earlier one are left for the next time. */
function consistent(plans: readonly FixPlan[]): readonly FixPlan[] {
  const added = new Map<string, string>();
  return plans.filter(({ edits }) => {
    const created = edits.filter(({ creates }) => creates);
    if (created.some(({ file, text }) => (added.get(file) ?? text) !== text)) return false;
    for (const { file, text } of created) added.set(file, text);
    return true;
  });
}

/** A file that several plans add is added once. */
function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  const added = new Set<string>();
  return edits.filter(({ file, creates }) => {
    const isRepeated = creates === true && added.has(file);
    if (creates) added.add(file);
    return !isRepeated;
  });
}
