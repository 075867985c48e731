import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { CancellationTokenSource } from "vscode-languageserver/node";
import type { AuditSummary } from "../../server/protocol/custom.ts";
import { Client, pulling } from "./client.ts";
import { user, userProject } from "./workspace.ts";

test("an audit reads every file, says how far it is, and sums up", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  const summary = await client.request<AuditSummary>("resilint/audit", { workDoneToken: "a" });
  assert.equal(summary.files, 3);
  assert.deepEqual(summary.findings, { error: 0, warning: 2, info: 0 });
  assert.equal(summary.met["raw-error"], 3);
  assert.deepEqual(summary.notices, []);
  const progress = client.received.filter(({ method, params }) => method === "$/progress" && params.token === "a");
  const [begin, ...rest] = progress.map(({ params }) => params.value);
  assert.deepEqual([begin.kind, begin.cancellable], ["begin", true]);
  assert.equal(rest.at(-1).kind, "end");
  assert.equal(rest.at(-2).message, "3/3 files");
  assert.equal(rest.at(-2).percentage, 100);
});

test("closed files are shown after an audit, and only then", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  let isAnswered = false;
  const first = client.pullWorkspace().finally(() => (isAnswered = true));
  await client.open(folder.uri("sound.ts"), folder.read("sound.ts"));
  await client.pull(folder.uri("sound.ts"));
  assert.equal(isAnswered, false);

  await client.request("resilint/audit", {});
  const { items } = await first;
  const [report, ...others] = items;
  assert.deepEqual(others, []);
  assert.equal(report?.uri, folder.uri("user.ts"));
  assert.equal(report?.kind === "full" && report.items.length, 2);

  const held = [{ uri: folder.uri("user.ts"), value: report!.resultId! }];
  await client.request("resilint/audit", {});
  assert.deepEqual((await client.pullWorkspace(held)).items.map(({ kind }) => kind), ["unchanged"]);
  await client.message(({ method }) => method === "workspace/diagnostic/refresh");
});

test("a workspace pull streams its answer where the client wants parts", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  await client.request("resilint/audit", {});
  const answer: any = await client.request("workspace/diagnostic", { previousResultIds: [], partialResultToken: "p" });
  assert.deepEqual(answer.items, []);
  const parts = client.received.filter(({ method, params }) => method === "$/progress" && params.token === "p");
  const items = parts.flatMap(({ params }) => params.value.items);
  assert.deepEqual(items.map(({ uri }) => uri), [folder.uri("user.ts")]);
});

test("audited files that change on disk are read again", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  await client.request("resilint/audit", {});
  const [before] = (await client.pullWorkspace()).items;
  const held = [{ uri: folder.uri("user.ts"), value: before!.resultId! }];

  folder.write("user.ts", user.replace(`throw new Error("a name cannot be empty")`, "return"));
  folder.write("new.ts", user);
  const changes = [{ uri: folder.uri("user.ts"), type: 2 }, { uri: folder.uri("new.ts"), type: 1 }];
  await client.notify("workspace/didChangeWatchedFiles", { changes });
  await counted({ "user.ts": 1, "new.ts": 2 });

  folder.remove("user.ts");
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri("user.ts"), type: 3 }] });
  await counted({ "user.ts": 0, "new.ts": 2 });

  /** Pulls until that many findings are shown of each file: an answer may come between two readings. */
  async function counted(wanted: Record<string, number>): Promise<void> {
    for (;;) {
      const { items } = await client.pullWorkspace(held);
      const counts = items.map((item) => [item.uri.split("/").at(-1), item.kind === "full" ? item.items.length : -1]);
      if (isDeepStrictEqual(Object.fromEntries(counts), wanted)) return;
    }
  }
});

test("an audit that is cancelled says so, and the server goes on", async (t) => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many/user${index}.ts`, user]));
  const folder = userProject(t, many);
  const client = await Client.start(t, { folders: [folder] });
  await client.open(folder.uri("user.ts"), folder.read("user.ts"));
  await client.pull(folder.uri("user.ts"));
  const source = new CancellationTokenSource();
  const audit = client.connection.sendRequest("resilint/audit", { workDoneToken: "a" }, source.token);
  await client.message(({ method, params }) => method === "$/progress" && params.value.kind === "report");
  source.cancel();
  await assert.rejects(audit, { code: -32800 });
  const last = client.received.filter(({ method }) => method === "$/progress").at(-1)?.params.value;
  assert.equal(last.kind, "end");
  assert.equal((await client.pull(folder.uri("user.ts"))).length, 2);
});

test("a person's question is answered while an audit runs", async (t) => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many/user${index}.ts`, user]));
  const folder = userProject(t, many);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri("user.ts");
  await client.open(uri, folder.read("user.ts"));
  const order: string[] = [];
  const audit = client
    .request<AuditSummary>("resilint/audit", { workDoneToken: "a" })
    .finally(() => order.push("audit"));
  await client.message(({ method, params }) => method === "$/progress" && params.value.kind === "report");
  await client.edit(uri, `throw new Error("a name cannot be empty")`, "return");
  const found = await client.pull(uri).finally(() => order.push("pull"));
  assert.equal(found.length, 1);
  assert.equal((await audit).files, 303);
  assert.deepEqual(order, ["pull", "audit"]);
});

test("other editors run the audit by its command", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, ["resilint.audit", "resilint.fixWorkspace"]);
  const summary = await client.request<AuditSummary>("workspace/executeCommand", { command: "resilint.audit" });
  assert.equal(summary.findings.warning, 2);
  // The server makes the progress itself, where the client can show it.
  const created = client.received.find(({ method }) => method === "window/workDoneProgress/create");
  const shown = client.received.filter(({ params }) => params?.token === created?.params.token && params.value);
  assert.equal(shown.at(-1)?.params.value.kind, "end");
  await assert.rejects(client.request("workspace/executeCommand", { command: "resilint.other" }), /resilint\.other/);
});

test("only the folders that are named are audited, and none that is switched off", async (t) => {
  const one = userProject(t);
  const two = userProject(t, { "more.ts": user });
  const client = await Client.start(t, { folders: [one, two], settings: { [one.uri()]: { enable: false } } });
  const all = await client.request<AuditSummary>("resilint/audit", {});
  assert.equal(all.files, 4);
  const none = await client.request<AuditSummary>("resilint/audit", { folders: [one.uri()] });
  assert.equal(none.files, 0);
});

test("clients that ask for nothing are told of closed files too", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder], capabilities: { ...pulling, textDocument: {} } });
  await client.request("resilint/audit", {});
  const { params } = await client.message(({ method }) => method === "textDocument/publishDiagnostics");
  assert.equal(params.uri, folder.uri("user.ts"));
  assert.equal(params.diagnostics.length, 2);
});
