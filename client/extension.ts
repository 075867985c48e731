/** The extension's entry: wires the commands and the status item to the language server and starts it. */
import { commands, env, Uri, type ExtensionContext } from "vscode";
import { auditWorkspace } from "./audit.ts";
import { ServerConnection } from "./connection.ts";
import { fixRuleInWorkspace } from "./fixRule.ts";
import { StatusItem } from "./status.ts";

let connection: ServerConnection | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const server = new ServerConnection(context, status);
  connection = server;
  context.subscriptions.push(
    status,
    commands.registerCommand("resilint.auditWorkspace", () => auditWorkspace(server)),
    commands.registerCommand("resilint.fixRule", (rule?: string) => fixRuleInWorkspace(server, rule)),
    commands.registerCommand("resilint.restartServer", () => server.restart()),
    commands.registerCommand("resilint.showOutput", () => server.showOutput()),
    commands.registerCommand("resilint.openRule", openRule),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await connection?.stop();
}

/** Code actions name a rule's page by its address. Anything but a web page is refused: the address came over a wire. */
async function openRule(address: string): Promise<void> {
  const page = Uri.parse(address, true);
  if (page.scheme === "https") await env.openExternal(page);
}
