/** The command *Fix All Findings of a Rule*: the server prepares one edit, and the editor shows it first. */
import { commands, languages, window } from "vscode";
import type { ServerConnection } from "./connection.ts";
import { fixWorkspaceCommand, type FixSummary } from "./protocol.ts";

/** Without a rule, the person chooses one. Returns undefined when they chose none. */
export async function fixRuleInWorkspace(server: ServerConnection, rule?: string): Promise<FixSummary | undefined> {
  if (!server.client) {
    server.fail("Resilint is not running, so nothing can be fixed.");
    return undefined;
  }
  const chosen = rule ?? (await chooseRule());
  return chosen === undefined ? undefined : commands.executeCommand(fixWorkspaceCommand, chosen);
}

/** Of the rules that have findings among the problems, with the number of these. */
async function chooseRule(): Promise<string | undefined> {
  const counts = new Map<string, number>();
  for (const { source, code } of languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics)) {
    if (source !== "resilint" || typeof code !== "object") continue;
    counts.set(String(code.value), (counts.get(String(code.value)) ?? 0) + 1);
  }
  if (counts.size === 0) return offerAudit();
  const items = [...counts].sort().map(([label, count]) => ({ label, description: `${count} shown` }));
  const placeHolder = "All findings of which rule are to be fixed, in open and in closed files?";
  return (await window.showQuickPick(items, { placeHolder }))?.label;
}

async function offerAudit(): Promise<undefined> {
  const message = "Resilint shows no findings to choose from. An audit finds those of closed files.";
  const answer = await window.showInformationMessage(message, "Audit Workspace");
  if (answer) await commands.executeCommand("resilint.auditWorkspace");
}
