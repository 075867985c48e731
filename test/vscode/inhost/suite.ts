/** The extension in a real editor: what a person does, and what the editor then knows. One test builds on the next. */
import assert from "node:assert/strict";
import type { Context } from "mocha";
import {
  type CodeAction,
  CodeActionKind,
  commands,
  DiagnosticSeverity,
  Range,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import type { AuditSummary, FixSummary } from "../../../client/protocol.ts";
import {
  actions,
  activateExtension,
  apply,
  fileUri,
  findings,
  open,
  replaceAll,
  restore,
  revert,
  rule,
  rules,
  serverProcesses,
  setting,
  throughPreview,
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

const nightly = "api/src/nightly.ts";
const inNightly = ["floating-promise", "floating-promise"];

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
      await mendAndRevert();
    },
  },
  {
    name: "findings follow what is typed in a file that was left and opened again at once",
    async run() {
      for (let round = 0; round < 10; round++) {
        await open("api/src/prices.ts");
        await mendAndRevert();
      }
    },
  },
  {
    name: "a quick fix removes its finding",
    async run() {
      const document = await open(orders);
      await apply(await quickFix(document, "Await it"));
      await untilRules(document.uri, ...inMended);
      assert.match(document.getText(), /await saveOrder\(order\)/);
      await revert(document);
      await untilRules(document.uri, ...inOrders);
    },
  },
  {
    name: "one code action mends every finding of its kind in the file",
    async run() {
      const document = await open(nightly);
      await untilRules(document.uri, ...inNightly);
      await apply(await quickFix(document, "Fix all `floating-promise` in this file"));
      await untilRules(document.uri);
      assert.equal(document.getText().split("await saveOrder").length, 3);
      await revert(document);
      await untilRules(document.uri, ...inNightly);
    },
  },
  {
    name: "hardening is shown where it is asked for",
    async run() {
      const { uri } = await open(nightly);
      await setting("hardening", true);
      await untilRules(uri, "floating-promise", "floating-promise", "unused-ignore");
    },
  },
  {
    name: "fix-all, as on save, does what is safe and nothing else",
    async run() {
      const document = await open(nightly);
      const everything = new Range(0, 0, document.lineCount, 0);
      const [fixAll] = await actions(document.uri, everything, CodeActionKind.SourceFixAll.append("resilint"));
      await apply(fixAll);
      await untilRules(document.uri, "floating-promise", "floating-promise");
      assert.doesNotMatch(document.getText(), /resilint-ignore/);
      await revert(document);
      await setting("hardening", undefined);
      await untilRules(document.uri, ...inNightly);
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
      await setting("rules", { "floating-promise": "off" });
      await untilRules(uri, ...inMended);
      await untilRules(job.uri, "floating-promise");
      await setting("rules", undefined);
      await untilRules(uri, ...inOrders);
    },
  },
  {
    name: "a folder can be left alone",
    async run() {
      const { uri } = await open("jobs/cleanup.js");
      await setting("enable", false, "jobs");
      await untilRules(uri);
      await setting("enable", undefined, "jobs");
      await untilRules(uri, "floating-promise");
    },
  },
  {
    name: "the audit puts the findings of closed files among the problems",
    async run() {
      const closed = fileUri("api/src/billing.ts");
      assert.deepEqual(rules(closed), []);
      const summary = await commands.executeCommand<AuditSummary>("resilint.auditWorkspace");
      assert.equal(summary.files, 6);
      assert.deepEqual(summary.findings, { error: 4, warning: 2, info: 1 });
      await untilRules(closed, "floating-promise");
    },
  },
  {
    name: "all findings of a rule in the workspace are fixed by one code action, which shows a preview first",
    async run() {
      const document = await open(nightly);
      await untilRules(document.uri, ...inNightly);
      const action = await quickFix(document, "Fix all `floating-promise` in the workspace");
      assert.ok(action?.command);
      const paths = [orders, nightly, "api/src/billing.ts", "jobs/cleanup.js"];
      const documents = await Promise.all(paths.map((path) => workspace.openTextDocument(fileUri(path))));
      const texts = (): string[] => documents.map((each) => each.getText());
      const before = texts();

      const { command, arguments: args = [] } = action.command;
      const discarded = await throughPreview<FixSummary>("discard", command, ...args);
      assert.deepEqual(discarded, { findings: 5, files: 4, applied: false });
      assert.deepEqual(texts(), before);

      const applied = await throughPreview<FixSummary>("apply", "resilint.fixRule", "floating-promise");
      assert.deepEqual(applied, { findings: 5, files: 4, applied: true });
      await untilRules(document.uri);
      for (const [index, text] of texts().entries()) assert.notEqual(text, before[index], paths[index]);
      for (const [index, each] of documents.entries()) await restore(each, before[index]!);
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

/** What is offered under a title at the document's first floating promise. */
async function quickFix({ uri }: TextDocument, title: string): Promise<CodeAction | undefined> {
  const floating = findings(uri).find((each) => rule(each) === "floating-promise");
  assert.ok(floating);
  const offered = await actions(uri, floating.range, CodeActionKind.QuickFix);
  return offered.find((each) => each.title === title);
}

async function mendAndRevert(): Promise<void> {
  const document = await open(orders);
  await replaceAll(document, "  saveOrder(order);", "  await saveOrder(order);");
  await untilRules(document.uri, ...inMended);
  await revert(document);
  await untilRules(document.uri, ...inOrders);
}
