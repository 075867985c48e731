import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, pulling } from "./client.ts";
import { TestFolder, userProject } from "./workspace.ts";

const user = "user.ts";

test("an open document is pulled with everything that a finding says", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri(user);
  await client.open(uri, textOf(folder));
  const [first, second, ...rest] = await client.pull(uri);
  assert.deepEqual(rest, []);
  assert.deepEqual(first?.range, { start: { line: 3, character: 29 }, end: { line: 3, character: 34 } });
  assert.equal(second?.range.start.line, 4);
  assert.equal(first?.source, "resilint");
  assert.equal(first?.code, "raw-error");
  assert.equal(first?.severity, 2);
  assert.equal(first?.codeDescription?.href, "https://github.com/resilint/resilint/blob/main/docs/rules/raw-error.md");
  const [message, why, remedy] = String(first?.message).split("\n");
  assert.match(message ?? "", /^raw `Error` in a project whose failures are `AppError`$/);
  assert.match(why ?? "", /^why: ./);
  assert.match(remedy ?? "", /^remedy: ./);
  assert.notEqual(first?.data.fingerprint, second?.data.fingerprint);
});

test("the way to a finding is told as related places, in other files too", async (t) => {
  const folder = userProject(t, {
    "mail.ts": `export async function notify(order: string) {\n  await fetch("https://mail.example/" + order);\n}\n`,
  });
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri("order.ts");
  const place = "export function place(order: string) {\n  notify(order);\n}\n";
  await client.open(uri, `import { notify } from "./mail.js";\n${place}`);
  const found = (await client.pull(uri)).find(({ code }) => code === "floating-promise");
  assert.equal(found?.severity, 1);
  const places = found?.relatedInformation ?? [];
  const last = places.at(-1);
  assert.equal(last?.location.uri, folder.uri("mail.ts"));
  assert.equal(last?.location.range.start.line, 1);
  assert.ok(places.every(({ message }) => message.length > 0));
});

test("typing changes what is found, and the same findings have the same result id", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri(user);
  await client.open(uri, textOf(folder));
  const before = await client.report(uri);
  assert.ok(before.resultId);
  assert.deepEqual(await client.report(uri, before.resultId), { kind: "unchanged", resultId: before.resultId });

  await client.edit(uri, "user.name = name", "user.name = name.trim()");
  assert.equal((await client.report(uri, before.resultId)).kind, "unchanged", "an edit behind all findings");

  await client.edit(uri, `throw new Error("a name cannot be empty")`, "return");
  const after = await client.report(uri, before.resultId);
  assert.equal(after.kind, "full");
  assert.notEqual(after.resultId, before.resultId);
  assert.equal((await client.pull(uri)).length, 1);
});

test("an edit of another document counts at once", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  await client.open(folder.uri(user), textOf(folder));
  await client.open(folder.uri("errors.ts"), folder.read("errors.ts"));
  assert.match(String((await client.pull(folder.uri(user)))[0]?.message), /`AppError`/);
  const everywhere = client.text(folder.uri("errors.ts")).replaceAll("AppError", "ServiceError");
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  await client.change(folder.uri("errors.ts"), [{ range: whole, newText: everywhere }]);
  assert.match(String((await client.pull(folder.uri(user)))[0]?.message), /`ServiceError`/);
});

test("a pull that is overtaken by an edit is cancelled, and the next one answers for the new text", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri(user);
  await client.open(uri, textOf(folder));
  // The first pull has to start the compiler: the edit is there long before its answer.
  await client.message(({ method, params }) => method === "resilint/status" && params.state === "ready");
  const overtaken = client.pull(uri);
  await client.edit(uri, `throw new Error("a name cannot be empty")`, "return");
  await assert.rejects(overtaken, { code: -32802, data: { retriggerRequest: true } });
  assert.equal((await client.pull(uri)).length, 1);
});

test("closing a document makes the disk count again", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  const uri = folder.uri(user);
  await client.open(uri, "export {};\n");
  assert.deepEqual(await client.pull(uri), []);
  await client.close(uri);
  assert.deepEqual(await client.pull(uri), [], "a closed document shows nothing before an audit");
  await client.open(uri, textOf(folder));
  assert.equal((await client.pull(uri)).length, 2);
});

test("hardening is shown only where it is asked for", async (t) => {
  const bare = new TestFolder(t, { "bare.ts": "" });
  const text = `export const f = (n: number) => { if (n > 3) throw new Error("too large"); };\n`;
  const settings: Record<string, unknown> = {};
  const client = await Client.start(t, { folders: [bare], settings });
  await client.open(bare.uri("bare.ts"), text);
  assert.deepEqual(await client.pull(bare.uri("bare.ts")), []);

  settings[bare.uri()] = { hardening: true };
  await client.notify("workspace/didChangeConfiguration", { settings: null });
  await client.message(({ method }) => method === "workspace/diagnostic/refresh");
  const [finding] = await client.pull(bare.uri("bare.ts"));
  assert.equal(finding?.severity, 3);
});

test("untitled documents are checked under their own name", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  for (const [uri, languageId] of [["untitled:Untitled-1", "typescript"], ["untitled:Untitled-2", "typescriptreact"]]) {
    await client.open(uri as string, textOf(folder), languageId);
    const found = await client.pull(uri as string);
    assert.equal(found.length, 2, languageId);
    const [action] = await client.actions(uri as string, found[0]!.range);
    const { edit } = await client.resolve(action!);
    assert.ok(edit?.documentChanges?.every((change) => "textDocument" in change && change.textDocument.uri === uri));
    await client.apply(edit);
    assert.equal((await client.pull(uri as string)).length, 1);
  }
});

test("a file outside all folders is checked by itself", async (t) => {
  const inside = userProject(t);
  const outside = userProject(t);
  const client = await Client.start(t, { folders: [inside] });
  await client.open(outside.uri(user), textOf(outside));
  assert.equal((await client.pull(outside.uri(user))).length, 2);
});

test("documents that are no files are left alone", async (t) => {
  const client = await Client.start(t, { folders: [] });
  await client.open("git:/somewhere/user.ts", `throw new Error("x");`);
  assert.deepEqual(await client.pull("git:/somewhere/user.ts"), []);
});

test("hovering over a finding shows it with its page", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder], capabilities: pulling });
  const uri = folder.uri(user);
  await client.open(uri, textOf(folder));
  const textDocument = { uri };
  const hover: any = await client.request("textDocument/hover", { textDocument, position: { line: 3, character: 30 } });
  assert.equal(hover.contents.kind, "markdown");
  assert.match(hover.contents.value, /raw `Error`[^]*why: [^]*remedy: [^]*docs\/rules\/raw-error\.md/);
  assert.equal(await client.request("textDocument/hover", { textDocument, position: { line: 0, character: 0 } }), null);
});

function textOf(folder: TestFolder): string {
  return folder.read(user);
}
