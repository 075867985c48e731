/** What can be done about a finding: its fixes, all fixes of its rule, an ignore comment, its rule's page. */
import { CodeActionKind, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { CodeAction, CodeActionParams } from "vscode-languageserver/node";
import type { Finding, Range } from "../../core/finding.ts";
import { openRuleCommand } from "../protocol/custom.ts";
import { diagnostic, rulePage, workspaceEdit } from "../protocol/to.ts";
import { editsOf, type Remedy } from "../remedies.ts";
import type { Feature } from "../server.ts";

const sourceFixAll = `${CodeActionKind.SourceFixAll}.resilint`;

/** An action whose edits are still to be built. */
interface Offer extends CodeAction {
  readonly data: Remedy;
}

export const codeActions: Feature = (server) => {
  const { client, connection, documents, options, reports, workspace } = server;
  const support = client.textDocument?.codeAction;
  const isResolved = support?.dataSupport === true && support.resolveSupport?.properties.includes("edit") === true;
  const versions = client.workspace?.workspaceEdit?.documentChanges === true;
  connection.onCodeAction((params) => server.answer(actions(params)));
  connection.onCodeActionResolve((action) => server.answer(withEdit(action as Offer)));
  const codeActionKinds = [CodeActionKind.QuickFix, sourceFixAll];
  return { codeActionProvider: { codeActionKinds, resolveProvider: isResolved } };

  async function actions({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const file = workspace.file(textDocument.uri);
    if (file === undefined || !workspace.isOpen(file)) return [];
    const findings = await reports.of(file);
    const touched = findings.filter((finding) => touches(finding.range, range));
    const isAsked = (kind: string): boolean => context.only?.some((only) => `${kind}.`.startsWith(`${only}.`)) === true;
    const wantsQuickFix = context.only === undefined || isAsked(CodeActionKind.QuickFix);
    const offers = wantsQuickFix ? touched.flatMap((finding) => quickFixes(finding, findings)) : [];
    const isSafe = findings.some(({ fixes }) => fixes.some(({ safety }) => safety === "safe"));
    if (isSafe && isAsked(sourceFixAll)) {
      const data: Remedy = { kind: "fixAll", file };
      offers.push({ title: "Fix all safe Resilint findings", kind: sourceFixAll, data });
    }
    const complete = isResolved ? offers : await Promise.all(offers.map(withEdit));
    return [...complete, ...(wantsQuickFix ? pages(touched) : [])];
  }

  function quickFixes(finding: Finding, all: readonly Finding[]): Offer[] {
    const { file, fingerprint, rule, fixes } = finding;
    const kind = CodeActionKind.QuickFix;
    const diagnostics = [diagnostic(finding, workspace.uri)];
    const preferred = fixes.find(({ safety }) => safety === "safe");
    const offers = fixes.map((fix): Offer => {
      const data: Remedy = { kind: "fix", file, fingerprint, title: fix.title };
      return { title: fix.title, kind, diagnostics, isPreferred: fix === preferred, data };
    });
    const fixable = all.filter((other) => other.rule === rule && other.fixes.length > 0);
    if (fixable.length > 1 && fixes.length > 0) {
      const data: Remedy = { kind: "fixAll", file, rule };
      offers.push({ title: `Fix all \`${rule}\` in this file`, kind, diagnostics, data });
    }
    for (const scope of ["line", "file"] as const) {
      const data: Remedy = { kind: "ignore", file, fingerprint, scope };
      offers.push({ title: `Ignore \`${rule}\` for this ${scope} with a reason`, kind, diagnostics, data });
    }
    return offers;
  }

  function pages(findings: readonly Finding[]): CodeAction[] {
    if (!options.commands.includes(openRuleCommand)) return [];
    return [...new Set(findings.map(({ rule }) => rule))].map((rule) => {
      const title = `Open the page of \`${rule}\``;
      const command = { title, command: openRuleCommand, arguments: [rulePage(rule)] };
      return { title, kind: CodeActionKind.QuickFix, command };
    });
  }

  /** Edits are for one version of the text. When it changed while they were built, they are refused here already. */
  async function withEdit(offer: Offer): Promise<CodeAction> {
    const { file } = offer.data;
    const versionOf = (uri: string): number | null => documents.get(uri)?.version ?? null;
    const before = versionOf(workspace.uri(file));
    const edits = await editsOf(offer.data, server);
    const isStale = edits === undefined || versionOf(workspace.uri(file)) !== before;
    if (isStale) throw new ResponseError(LSPErrorCodes.ContentModified, "the text changed since this fix was offered");
    return { ...offer, edit: workspaceEdit(edits, workspace.uri, versions ? versionOf : undefined) };
  }
};

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: Range["start"], other: Range["start"]): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
