import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { Client } from "./client.ts";
import { descendants, isAlive, until } from "./processes.ts";
import { user, userProject } from "./workspace.ts";

const noProc = existsSync("/proc/self/stat") ? false : "this system has no /proc to look for processes in";

test("a killed compiler costs one notice and no finding", { skip: noProc }, async (t) => {
  const { client, uri } = await openUser(t);
  const [compiler, ...others] = descendants(client.process.pid!);
  assert.deepEqual(others, []);
  process.kill(compiler!, "SIGKILL");
  await until(() => !isAlive(compiler!));
  await client.edit(uri, `throw new Error("a name cannot be empty")`, "return");
  assert.deepEqual((await client.pull(uri)).map(({ range }) => range.start.line), [4]);
  assert.equal(warnings(client).length, 1);
});

test("a compiler killed between two pulls of the same text loses nothing either", { skip: noProc }, async (t) => {
  const { client, uri } = await openUser(t);
  const before = await client.report(uri);
  process.kill(descendants(client.process.pid!)[0]!, "SIGKILL");
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: `${uri}x.ts`, type: 1 }] });
  assert.equal((await client.report(uri, before.resultId)).kind, "unchanged");
});

test("a request that makes no sense is answered with an error and ends nothing", async (t) => {
  const { client, uri } = await openUser(t);
  await assert.rejects(client.request("textDocument/diagnostic", { textDocument: null }));
  await assert.rejects(client.request("codeAction/resolve", { title: "?", data: { kind: "fix" } }));
  await assert.rejects(client.request("textDocument/inlineCompletion", {}));
  const textDocument = { uri, version: null };
  await client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text: "" }] });
  await client.notify("resilint/unknown", {});
  assert.equal((await client.pull(uri)).length, 2);
});

test("the server shuts down with code 0 and leaves no process", { skip: noProc }, async (t) => {
  const { client } = await openUser(t);
  const processes = descendants(client.process.pid!);
  assert.equal(processes.length, 1);
  assert.equal(await client.stop(), 0);
  await until(() => !processes.some(isAlive));
});

test("the server shuts down in the middle of an audit", { skip: noProc }, async (t) => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many/user${index}.ts`, user]));
  const { client } = await openUser(t, many);
  const processes = descendants(client.process.pid!);
  const audit = assert.rejects(client.request("resilint/audit", { workDoneToken: "a" }));
  await client.message(({ method, params }) => method === "$/progress" && params.value.kind === "report");
  assert.equal(await client.stop(), 0);
  await audit;
  await until(() => !processes.some(isAlive));
});

test("a server whose client is gone ends, and its compiler with it", { skip: noProc }, async (t) => {
  const { client } = await openUser(t);
  const processes = descendants(client.process.pid!);
  const exited = once(client.process, "exit");
  client.process.stdin.destroy();
  assert.equal((await exited)[0], 1);
  await until(() => !processes.some(isAlive));
});

test("a server that is killed takes its compiler with it", { skip: noProc }, async (t) => {
  const { client } = await openUser(t);
  const processes = descendants(client.process.pid!);
  assert.equal(processes.length, 1);
  await client.kill();
  await until(() => !processes.some(isAlive));
});

test("the status says how many findings are shown", async (t) => {
  const { client } = await openUser(t);
  await client.message(({ method, params }) => method === "resilint/status" && params.findings === 2);
  const [first] = client.received.filter(({ method }) => method === "resilint/status");
  assert.deepEqual(first?.params, { state: "starting" });
});

async function openUser(t: TestContext, more: Record<string, string> = {}): Promise<{ client: Client; uri: string }> {
  const folder = userProject(t, more);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri("user.ts");
  await client.open(uri, user);
  assert.equal((await client.pull(uri)).length, 2);
  return { client, uri };
}

function warnings(client: Client): unknown[] {
  return client.received.filter(({ method, params }) => method === "window/logMessage" && params.type <= 2);
}
