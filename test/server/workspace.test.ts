import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, pulling } from "./client.ts";
import { TestFolder, user, userProject } from "./workspace.ts";

const refresh = "workspace/diagnostic/refresh";

test("each folder has its own project and its own settings", async (t) => {
  const one = userProject(t);
  const two = userProject(t);
  const settings = { [one.uri()]: { rules: { "raw-error": "error" } }, [two.uri()]: { rules: { "raw-error": "off" } } };
  const client = await Client.start(t, { folders: [one, two], settings });
  await client.open(one.uri("user.ts"), user);
  await client.open(two.uri("user.ts"), user);
  assert.deepEqual((await client.pull(one.uri("user.ts"))).map(({ severity }) => severity), [1, 1]);
  assert.deepEqual(await client.pull(two.uri("user.ts")), []);
});

test("a folder within a folder is one of its own, and is audited once", async (t) => {
  const outer = userProject(t, { "inner/tsconfig.json": "{}", "inner/package.json": "{}", "inner/user.ts": user });
  const inner = Object.assign(Object.create(outer) as TestFolder, { path: `${outer.path}/inner` });
  const settings = { [inner.uri()]: { rules: { "raw-error": "off" } } };
  const client = await Client.start(t, { folders: [outer, inner], settings });
  const { files, findings } = await client.request<any>("resilint/audit", {});
  assert.deepEqual({ files, findings }, { files: 4, findings: { error: 0, warning: 2, info: 0 } });
});

test("folders come and go", async (t) => {
  const one = userProject(t);
  const two = userProject(t);
  const settings = { [two.uri()]: { rules: { "raw-error": "error" } } };
  const client = await Client.start(t, { folders: [one], settings });
  await client.open(two.uri("user.ts"), user);
  assert.deepEqual((await client.pull(two.uri("user.ts"))).map(({ severity }) => severity), [2, 2]);
  const change = (added: TestFolder[], removed: TestFolder[]) => {
    const folders = (list: TestFolder[]) => list.map((folder) => ({ uri: folder.uri(), name: folder.path }));
    client.received.length = 0;
    const event = { added: folders(added), removed: folders(removed) };
    return client.notify("workspace/didChangeWorkspaceFolders", { event });
  };
  await change([two], [one]);
  await client.message(({ method }) => method === "workspace/configuration");
  await client.message(({ method }) => method === refresh);
  assert.deepEqual((await client.pull(two.uri("user.ts"))).map(({ severity }) => severity), [1, 1]);
  assert.equal((await client.request<any>("resilint/audit", {})).files, 3);
  await change([], [two]);
  await client.message(({ method }) => method === refresh);
  assert.equal((await client.request<any>("resilint/audit", {})).files, 0);
});

test("changed settings count at once, and wrong ones count as not set", async (t) => {
  const folder = userProject(t);
  const settings: Record<string, unknown> = {};
  const client = await Client.start(t, { folders: [folder], settings });
  await client.open(folder.uri("user.ts"), user);
  const found = async (setting: unknown): Promise<unknown[]> => {
    settings[folder.uri()] = setting;
    client.received.length = 0;
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.message(({ method }) => method === refresh);
    return (await client.pull(folder.uri("user.ts"))).map(({ severity }) => severity);
  };
  assert.deepEqual(await found({ rules: { "raw-error": "error" } }), [1, 1]);
  assert.deepEqual(await found({ rules: { "raw-error": "off" } }), []);
  assert.deepEqual(await found({ rules: { "raw-error": "loud" } }), [2, 2]);
  assert.deepEqual(await found({ enable: false }), []);
  assert.deepEqual(await found("nonsense"), [2, 2]);
});

test("a client that cannot be asked for its settings sends them", async (t) => {
  const folder = userProject(t);
  const capabilities = { textDocument: { diagnostic: {} } };
  const initializationOptions = { settings: { rules: { "raw-error": "error" } } };
  const client = await Client.start(t, { folders: [folder], capabilities, initializationOptions });
  await client.open(folder.uri("user.ts"), user);
  assert.deepEqual((await client.pull(folder.uri("user.ts"))).map(({ severity }) => severity), [1, 1]);
  const sent = { resilint: { rules: { "raw-error": "off" } } };
  await client.notify("workspace/didChangeConfiguration", { settings: sent });
  assert.deepEqual(await client.pull(folder.uri("user.ts")), []);
});

test("the project's settings file is read again when it changes", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  await client.open(folder.uri("user.ts"), user);
  assert.equal((await client.pull(folder.uri("user.ts"))).length, 2);
  folder.write("resilint.config.json", `{ "rules": { "raw-error": "off" } }`);
  await changed(client, folder, "resilint.config.json");
  assert.deepEqual(await client.pull(folder.uri("user.ts")), []);

  folder.write("resilint.config.json", `{ "rules": { "raw-eror": "off" } }`);
  await changed(client, folder, "resilint.config.json");
  assert.equal((await client.pull(folder.uri("user.ts"))).length, 2);
  const { params } = await client.message(({ method }) => method === "window/showMessage");
  assert.match(params.message, /resilint\.config\.json:1:14: .*raw-eror.*raw-error/);
});

test("a file that changes on disk counts for the open ones", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder] });
  await client.open(folder.uri("user.ts"), user);
  const [finding] = await client.pull(folder.uri("user.ts"));
  assert.match(String(finding?.message), /`AppError`/);
  const registration = client.received.find(({ method }) => method === "client/registerCapability");
  assert.match(JSON.stringify(registration?.params), /"workspace\/didChangeWatchedFiles".*\*\*\/\*\.\{ts,/);
  folder.write("errors.ts", folder.read("errors.ts").replaceAll("AppError", "ServiceError"));
  await changed(client, folder, "errors.ts");
  assert.match(String((await client.pull(folder.uri("user.ts")))[0]?.message), /`ServiceError`/);
});

test("clients without pulling are told, again after each pause in typing, and when a document closes", async (t) => {
  const folder = userProject(t);
  const client = await Client.start(t, { folders: [folder], capabilities: { ...pulling, textDocument: {} } });
  const uri = folder.uri("user.ts");
  const told = (count: number, version?: number) =>
    client.message(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" &&
        params.uri === uri && params.version === version && params.diagnostics.length === count,
    );
  await client.open(uri, user);
  await told(2, 1);
  await client.edit(uri, "name cannot be empty", "name must not be empty");
  await client.edit(uri, `throw new Error("a name must not be empty")`, "return");
  await told(1, 3);
  const published = client.received.filter(({ method }) => method === "textDocument/publishDiagnostics");
  assert.deepEqual(published.map(({ params }) => params.version), [1, 3], "nothing is said of a text in between");
  await client.close(uri);
  await told(0);
});

/** Tells the server of a change on disk and waits until it asks for a refresh. */
async function changed(client: Client, folder: TestFolder, name: string): Promise<void> {
  client.received.length = 0;
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri(name), type: 2 }] });
  await client.message(({ method }) => method === refresh);
}
