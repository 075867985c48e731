/** The extension in a real editor: what a person does, and what the editor then knows. One test builds on the next. */
import assert from "node:assert/strict";
import type { Context } from "mocha";
import { CodeActionKind, commands, ConfigurationTarget, DiagnosticSeverity, Range, window, workspace } from "vscode";
import type { AuditSummary } from "../../../client/protocol.ts";
import {
  actions,
  activateExtension,
  apply,
  fileUri,
  findings,
  folder,
  open,
  replaceAll,
  revert,
  rule,
  rules,
  serverProcesses,
  untilRules,
} from "./editor.ts";

interface Test {
  readonly name: string;
  run(this: Context): Promise<void>;
}

const orders = "api/src/orders.ts";
/** What is found in it, and what is left when the floating promise is mended. */
const inOrders = ["floating-promise", "missing-timeout"];
const inMended = ["missing-timeout"];

export const tests: readonly Test[] = [
  {
    name: "a file that is opened gets its findings, with level, rule and the rule's page",
    async run() {
      const { uri } = await open(orders);
      await activateExtension();
      await untilRules(uri, ...inOrders);
      const floating = findings(uri).find((each) => rule(each) === "floating-promise");
      assert.equal(floating?.severity, DiagnosticSeverity.Error);
      assert.equal(floating?.range.start.line, 10);
      assert.ok(typeof floating?.code === "object");
      assert.match(floating.code.target.toString(), /^https:.*floating-promise/);
    },
  },
  {
    name: "a JavaScript file in another folder of the workspace gets its findings",
    async run() {
      const { uri } = await open("jobs/cleanup.js");
      await untilRules(uri, "floating-promise");
    },
  },
  {
    name: "a file with nothing wrong stays silent",
    async run() {
      const { uri } = await open("api/src/prices.ts");
      // The findings of the other file come after the silence of this one.
      const document = await open(orders);
      await untilRules(document.uri, ...inOrders);
      assert.deepEqual(findings(uri), []);
    },
  },
  {
    name: "findings follow what is typed",
    async run() {
      const document = await open(orders);
      await replaceAll(document, "  saveOrder(order);", "  await saveOrder(order);");
      await untilRules(document.uri, ...inMended);
      await revert(document);
      await untilRules(document.uri, ...inOrders);
    },
  },
  {
    name: "a quick fix removes its finding",
    async run() {
      const document = await open(orders);
      const floating = findings(document.uri).find((each) => rule(each) === "floating-promise");
      assert.ok(floating);
      const offered = await actions(document.uri, floating.range, CodeActionKind.QuickFix);
      const fix = offered.find((each) => each.diagnostics?.some((diagnostic) => rule(diagnostic) === "floating-promise"));
      await apply(fix);
      await untilRules(document.uri, ...inMended);
      assert.match(document.getText(), /await saveOrder\(order\)/);
      await revert(document);
      await untilRules(document.uri, ...inOrders);
    },
  },
  {
    name: "fix-all on the file leaves no finding that it can fix safely",
    async run() {
      const document = await open(orders);
      const everything = new Range(0, 0, document.lineCount, 0);
      const [fixAll] = await actions(document.uri, everything, CodeActionKind.SourceFixAll.append("resilint"));
      await apply(fixAll);
      await untilRules(document.uri, ...inMended);
      await revert(document);
      await untilRules(document.uri, ...inOrders);
    },
  },
  {
    name: "an untitled document gets its findings",
    async run() {
      const content = "async function load(): Promise<void> {\n  throw new TypeError();\n}\n\nload();\n";
      const document = await workspace.openTextDocument({ language: "typescript", content });
      await window.showTextDocument(document);
      await untilRules(document.uri, "floating-promise");
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    },
  },
  {
    name: "a rule's level in the settings takes effect at once, in its folder alone",
    async run() {
      const { uri } = await open(orders);
      const job = await open("jobs/cleanup.js");
      const settings = workspace.getConfiguration("resilint", folder("api"));
      await settings.update("rules", { "floating-promise": "off" }, ConfigurationTarget.WorkspaceFolder);
      await untilRules(uri, ...inMended);
      await untilRules(job.uri, "floating-promise");
      await settings.update("rules", undefined, ConfigurationTarget.WorkspaceFolder);
      await untilRules(uri, ...inOrders);
    },
  },
  {
    name: "a folder can be left alone",
    async run() {
      const { uri } = await open("jobs/cleanup.js");
      const settings = workspace.getConfiguration("resilint", folder("jobs"));
      await settings.update("enable", false, ConfigurationTarget.WorkspaceFolder);
      await untilRules(uri);
      await settings.update("enable", undefined, ConfigurationTarget.WorkspaceFolder);
      await untilRules(uri, "floating-promise");
    },
  },
  {
    name: "the audit puts the findings of closed files among the problems",
    async run() {
      const closed = fileUri("api/src/billing.ts");
      assert.deepEqual(rules(closed), []);
      const summary = await commands.executeCommand<AuditSummary>("resilint.auditWorkspace");
      assert.equal(summary.files, 5);
      assert.equal(summary.findings.error, 3);
      await untilRules(closed, "floating-promise");
    },
  },
  {
    name: "after a restart the same findings come back",
    async run() {
      const { uri } = await open(orders);
      const gone = untilRules(uri);
      await commands.executeCommand("resilint.restartServer");
      await gone;
      await untilRules(uri, ...inOrders);
    },
  },
  {
    name: "a server that is killed is started again",
    async run() {
      if (process.platform === "win32") this.skip();
      const { uri } = await open(orders);
      await untilRules(uri, ...inOrders);
      const servers = serverProcesses();
      assert.equal(servers.length, 1);
      const gone = untilRules(uri);
      for (const server of servers) process.kill(server, "SIGKILL");
      await gone;
      await untilRules(uri, ...inOrders);
    },
  },
];
