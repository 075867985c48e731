/** What can be done about a finding: its fixes, all fixes of its rule, an ignore comment, its rule's page. */
import { CodeActionKind, CodeActionTriggerKind, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { CodeAction, CodeActionParams } from "vscode-languageserver/node";
import type { Finding, Position, TextEdit } from "../../core/finding.ts";
import { touches } from "../positions.ts";
import { fixWorkspaceCommand, openRuleCommand } from "../protocol/custom.ts";
import { plainEdit, versionedEdit } from "../protocol/edits.ts";
import { diagnostic, rulePage } from "../protocol/to.ts";
import { editsOf, type Remedy } from "../remedies.ts";
import type { Feature } from "../server.ts";

const rewrite = `${CodeActionKind.RefactorRewrite}.resilint`;
const sourceFixAll = `${CodeActionKind.SourceFixAll}.resilint`;

/** An action whose edits are still to be built. */
interface Offer extends CodeAction {
  readonly data: Remedy;
}

export const codeActions: Feature = (server) => {
  const { client, connection, options, reports, versionOf, workspace } = server;
  const support = client.textDocument?.codeAction;
  const isResolved = support?.dataSupport === true && support.resolveSupport?.properties.includes("edit") === true;
  const { documentChanges, snippetEditSupport } = client.workspace?.workspaceEdit ?? {};
  connection.onCodeAction((params) => server.answer(actions(params)));
  connection.onCodeActionResolve((action) => server.answer(resolved(action as Offer)));
  const codeActionKinds = [CodeActionKind.QuickFix, rewrite, sourceFixAll];
  return { codeActionProvider: { codeActionKinds, resolveProvider: isResolved } };

  async function actions({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const file = workspace.file(textDocument.uri);
    if (file === undefined || !workspace.isOpen(file)) return [];
    const findings = await reports.of(file);
    const touched = findings.filter((finding) => touches(finding.range, range));
    const isAsked = (kind: string): boolean => context.only?.some((only) => `${kind}.`.startsWith(`${only}.`)) === true;
    const wantsQuickFix = context.only === undefined || isAsked(CodeActionKind.QuickFix);
    const version = versionOf(textDocument.uri) ?? 0;
    const offers = wantsQuickFix ? touched.flatMap((finding) => quickFixes(finding, findings, version)) : [];
    const isSafe = findings.some(({ fixes }) => fixes.some(({ safety }) => safety === "safe"));
    if (isSafe && isAsked(sourceFixAll)) {
      const data: Remedy = { kind: "fixAll", file, version };
      offers.push({ title: "Fix all safe Resilint findings", kind: sourceFixAll, data });
    }
    const isInvoked = context.only === undefined && context.triggerKind === CodeActionTriggerKind.Invoked;
    if (isInvoked || isAsked(rewrite)) offers.push(...(await refactorings(file, range.start, version)));
    const complete = isResolved ? offers : await wholeActions(offers);
    return [...complete, ...(wantsQuickFix ? [...everywhere(touched), ...pages(touched)] : [])];
  }

  function quickFixes(finding: Finding, all: readonly Finding[], version: number): Offer[] {
    const { file, fingerprint, rule, fixes } = finding;
    const named = { file, version, rule, fingerprint };
    const shared = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic(finding, workspace.uri)] };
    const preferred = fixes.findIndex(({ safety }) => safety === "safe");
    const offers: Offer[] = fixes.map(({ title }, index) => {
      return { ...shared, title, isPreferred: index === preferred, data: { kind: "fix", ...named, index } };
    });
    const fixable = all.filter((other) => other.rule === rule && other.fixes.length > 0);
    if (fixable.length > 1 && fixes.length > 0) {
      const data: Remedy = { kind: "fixAll", file, version, rule };
      offers.push({ ...shared, title: `Fix all \`${rule}\` in this file`, data });
    }
    for (const scope of ["line", "file"] as const) {
      const title = `Ignore \`${rule}\` for this ${scope}, with a reason`;
      offers.push({ ...shared, title, data: { kind: "ignore", ...named, scope } });
    }
    return offers;
  }

  /** What nobody asked for is not looked for: a menu asks, a light bulb that follows the cursor does not. */
  async function refactorings(file: string, position: Position, version: number): Promise<Offer[]> {
    const found = await server.engine.ask(workspace.folderOf(file), "refactorings", [file, position]);
    return found.map(({ title }, index) => ({ title, kind: rewrite, data: { kind: "refactor", file, version, position, index } }));
  }

  /** A command and no edit: all files have to be read first, which takes its time and can be stopped. */
  function everywhere(findings: readonly Finding[]): CodeAction[] {
    if (!server.editsWorkspace) return [];
    const isInside = ({ file }: Finding): boolean => workspace.folders.includes(workspace.folderOf(file));
    const fixable = findings.filter((finding) => finding.fixes.length > 0 && isInside(finding));
    return [...new Set(fixable.map(({ rule }) => rule))].map((rule) => {
      const title = `Fix all \`${rule}\` in the workspace`;
      const command = { title, command: fixWorkspaceCommand, arguments: [rule] };
      const diagnostics = fixable.filter((each) => each.rule === rule).map((each) => diagnostic(each, workspace.uri));
      return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
    });
  }

  function pages(findings: readonly Finding[]): CodeAction[] {
    if (!options.commands.includes(openRuleCommand)) return [];
    return [...new Set(findings.map(({ rule }) => rule))].map((rule) => {
      const title = `Open the page of \`${rule}\``;
      const command = { title, command: openRuleCommand, arguments: [rulePage(rule)] };
      return { title, kind: CodeActionKind.QuickFix, command };
    });
  }

  /** For clients that resolve nothing. What they cannot do is not offered to them. */
  async function wholeActions(offers: readonly Offer[]): Promise<CodeAction[]> {
    const actions = offers.map(async (offer) => {
      const edits = await currentEdits(offer.data);
      const obstacle = obstacleTo(edits);
      if (obstacle === undefined) return [withEdits(offer, edits)];
      connection.console.info(`"${offer.title}" is not offered: ${obstacle}`);
      return [];
    });
    return (await Promise.all(actions)).flat();
  }

  async function resolved(offer: Offer): Promise<CodeAction> {
    const edits = await currentEdits(offer.data);
    const obstacle = obstacleTo(edits);
    if (obstacle !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, obstacle);
    return withEdits(offer, edits);
  }

  /** Edits are for one version of the text. When that is gone, they are refused, here or by the client. */
  async function currentEdits(remedy: Remedy): Promise<readonly TextEdit[]> {
    const isStale = (): boolean => versionOf(workspace.uri(remedy.file)) !== remedy.version;
    const edits = isStale() ? undefined : await editsOf(remedy, server);
    if (edits !== undefined && !isStale()) return edits;
    throw new ResponseError(LSPErrorCodes.ContentModified, "the text changed since this fix was offered");
  }

  function obstacleTo(edits: readonly TextEdit[]): string | undefined {
    if (edits.length === 0) return "nothing of it can be done in this editor";
    const added = edits.find(({ creates }) => creates);
    if (!added || server.createsFiles) return undefined;
    return `it adds the file ${added.file}, and this editor lets no fix add files; "resilint --fix-suggestions" can`;
  }

  function withEdits(offer: Offer, edits: readonly TextEdit[]): CodeAction {
    if (!documentChanges) return { ...offer, edit: plainEdit(edits, workspace.uri) };
    const { data: remedy } = offer;
    const reasonFor = remedy.kind === "ignore" && snippetEditSupport === true ? remedy.rule : undefined;
    return { ...offer, edit: versionedEdit(edits, { name: workspace.uri, versionOf, reasonFor }) };
  }
};
