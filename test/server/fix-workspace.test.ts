import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import type { AnnotatedTextEdit, ClientCapabilities } from "vscode-languageserver/node";
import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FixSummary } from "../../server/protocol/custom.ts";
import { Client, type Message, pulling } from "./client.ts";
import { sound, type TestFolder, userProject } from "./workspace.ts";

const title = "Fix all `raw-error` in the workspace";
const bare = 'export const fail = () => { throw new Error("closed"); };\n';

interface Started {
  readonly client: Client;
  readonly folder: TestFolder;
}

async function start(t: TestContext, capabilities = pulling): Promise<Started> {
  const folder = userProject(t, { "closed.ts": bare });
  const client = await Client.start(t, { folders: [folder], capabilities });
  await client.open(folder.uri("user.ts"), folder.read("user.ts"));
  return { client, folder };
}

const fixAll = (client: Client, rule = "raw-error"): Promise<FixSummary> =>
  client.request("workspace/executeCommand", { command: "resilint.fixWorkspace", arguments: [rule] });

const without = (...missing: string[]): ClientCapabilities => {
  const workspace = Object.entries(pulling.workspace!).filter(([name]) => !missing.includes(name));
  return { ...pulling, workspace: Object.fromEntries(workspace) };
};

/** Text edits by the name of their file. */
function changes(edit: WorkspaceEdit, folder: TestFolder): Record<string, TextDocumentEdit> {
  const documents = edit.documentChanges as TextDocumentEdit[];
  const name = ({ textDocument }: TextDocumentEdit): string => textDocument.uri.replace(`${folder.uri()}/`, "");
  return Object.fromEntries(documents.map((change) => [name(change), change]));
}

function applied({ edits, textDocument }: TextDocumentEdit): string {
  const text = readFileSync(fileURLToPath(textDocument.uri), "utf8");
  const document = TextDocument.create(textDocument.uri, "typescript", 1, text);
  return TextDocument.applyEdits(document, edits as AnnotatedTextEdit[]);
}

test("all findings of a rule are fixed in open and closed files, by one edit that asks first", async (t) => {
  const { client, folder } = await start(t);
  await client.edit(folder.uri("user.ts"), "100", "200");
  const uri = folder.uri("user.ts");
  const actions = await client.actions(uri, client.range(uri, `Error("a name cannot be empty`));
  const action = actions.find((each) => each.title === title);
  assert.ok(action?.command);
  assert.equal(action.edit, undefined);
  const asked: WorkspaceEdit[] = [];
  client.whenAskedToApply = async (edit) => asked.push(edit) > 0;
  const summary = await client.request("workspace/executeCommand", action.command);
  assert.deepEqual(summary, { findings: 3, files: 2, applied: true });

  const [edit, ...more] = asked;
  assert.deepEqual(more, []);
  const byName = changes(edit!, folder);
  assert.deepEqual(Object.keys(byName).sort(), ["closed.ts", "user.ts"]);
  assert.equal(byName["user.ts"]!.textDocument.version, 2);
  assert.equal(byName["closed.ts"]!.textDocument.version, null);
  const closed = applied(byName["closed.ts"]!);
  assert.match(closed, /^import \{ AppError \} from ".\/errors.js";\n\n.*throw new AppError\("closed"/);
  const all = Object.values(byName).flatMap(({ edits }) => edits as AnnotatedTextEdit[]);
  const [id, ...others] = new Set(all.map(({ annotationId }) => annotationId));
  assert.deepEqual(others, []);
  assert.equal(edit!.changeAnnotations?.[id!]?.needsConfirmation, true);
  // What the person took was sent for the versions that they see.
  await client.apply({ documentChanges: [byName["user.ts"]!] });
  assert.equal(client.text(uri).match(/new AppError/g)?.length, 2);
});

test("closed files are read anew: what is on the disk counts, not what was known of it", async (t) => {
  const { client, folder } = await start(t);
  const closed = { uri: folder.uri("closed.ts"), type: 2 };
  assert.deepEqual(await fixAll(client), { findings: 3, files: 2, applied: true });
  folder.write("closed.ts", sound);
  await client.notify("workspace/didChangeWatchedFiles", { changes: [closed] });
  assert.deepEqual(await fixAll(client), { findings: 2, files: 1, applied: true });
});

test("a text that changed meanwhile is not edited, nor is any other", async (t) => {
  const { client, folder } = await start(t);
  await client.pull(folder.uri("user.ts"));
  // Nobody tells the server of it, as when a file changes in the moment before it is edited.
  await client.request("resilint/audit", {});
  folder.write("closed.ts", `// one line more\n${bare}`);
  const { applied } = await fixAll(client);
  assert.equal(applied, false);
  assert.deepEqual(client.received.filter(({ method }) => method === "workspace/applyEdit"), []);
  const { params } = await client.message(({ method }) => method === "window/showMessage");
  assert.match(params.message, /closed\.ts changed while its fixes were prepared\. Nothing was changed; try again\.$/);
});

test("what the person refuses is not counted as done", async (t) => {
  const { client } = await start(t);
  client.whenAskedToApply = async () => false;
  assert.deepEqual(await fixAll(client), { findings: 3, files: 2, applied: false });
});

test("where there is nothing to fix, that is said", async (t) => {
  const { client } = await start(t);
  assert.deepEqual(await fixAll(client, "floating-promise"), { findings: 0, files: 0, applied: false });
  const { params } = await client.message(({ method }) => method === "window/showMessage");
  assert.equal(params.message, "There is nothing to fix: no finding of `floating-promise` has a fix.");
  await assert.rejects(client.request("workspace/executeCommand", { command: "resilint.fixWorkspace" }), /which rule/);
});

test("it shows how far it is, and can be stopped there", async (t) => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`many/${i}.ts`, bare]));
  const folder = userProject(t, many);
  const client = await Client.start(t, { folders: [folder] });
  const running = fixAll(client);
  running.catch(() => {});
  const isReport = ({ method, params }: Message): boolean => method === "$/progress" && params.value.kind === "report";
  const { params } = await client.message(isReport);
  assert.match(params.value.message, /^\d+\/303 files$/);
  await client.notify("window/workDoneProgress/cancel", { token: params.token });
  await assert.rejects(running, { code: -32800 });
  const last = client.received.filter(({ method }) => method === "$/progress").at(-1);
  assert.equal(last?.params.value.kind, "end");
  assert.deepEqual(client.received.filter(({ method }) => method === "workspace/applyEdit"), []);
});

test("a client without annotations gets a plain edit, and one that takes no edits no such action", async (t) => {
  const plain = { ...pulling, workspace: { ...pulling.workspace, workspaceEdit: { documentChanges: true } } };
  const first = await start(t, plain);
  await fixAll(first.client);
  const { params } = await first.client.message(({ method }) => method === "workspace/applyEdit");
  assert.equal(params.edit.changeAnnotations, undefined);
  assert.ok(Object.values(changes(params.edit, first.folder)).every(({ edits }) => !("annotationId" in edits[0]!)));

  for (const missing of ["applyEdit", "workspaceEdit"]) {
    const { client, folder } = await start(t, without(missing));
    assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, ["resilint.audit"]);
    const uri = folder.uri("user.ts");
    const actions = await client.actions(uri, client.range(uri, `Error("a name cannot be empty`));
    assert.ok(actions.length > 0);
    assert.ok(actions.every((action) => action.title !== title));
  }
});
