/** Fixes that add files: a wrapper that the project does not have yet. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ClientCapabilities, CreateFile, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { Client, pulling } from "./client.ts";
import { TestFolder } from "./workspace.ts";

const store = `import { Client } from "minio";

const store = new Client({ endPoint: "store", accessKey: "", secretKey: "" });

export const load = () => store.getObject("a", "b");
export const size = () => store.statObject("a", "b");
`;
const types = `export declare class TypedClient {
  getObject(bucket: string, name: string): Promise<string>;
  statObject(bucket: string, name: string): Promise<string>;
}
export declare class Client extends TypedClient {
  constructor(options: object);
}
`;
const added = "src/resilience/timeout.ts";
const inFile = "Fix all `missing-timeout` in this file";

async function start(t: TestContext, workspaceEdit: object, textDocument = pulling.textDocument) {
  const folder = new TestFolder(t, {
    "package.json": '{"type":"module"}',
    "node_modules/minio/package.json": '{"name":"minio","version":"8.0.5","types":"index.d.ts"}',
    "node_modules/minio/index.d.ts": types,
    "src/store.ts": store,
    "src/closed.ts": store,
  });
  const capabilities: ClientCapabilities = {
    ...pulling,
    textDocument: { ...textDocument },
    workspace: { ...pulling.workspace, workspaceEdit },
  };
  const client = await Client.start(t, { folders: [folder], capabilities });
  const uri = folder.uri("src/store.ts");
  await client.open(uri, store);
  const actions = await client.actions(uri, client.range(uri, "store.getObject"));
  return { folder, client, uri, actions };
}

function names(edit: WorkspaceEdit | undefined, folder: TestFolder): string[] {
  return (edit?.documentChanges as (CreateFile | TextDocumentEdit)[]).map((change) =>
    "kind" in change
      ? `${change.kind} ${change.uri.replace(`${folder.uri()}/`, "")}`
      : `${change.textDocument.version} ${change.textDocument.uri.replace(`${folder.uri()}/`, "")}`,
  );
}

test("the file is made, then filled, in the same edit as the fix", async (t) => {
  const { folder, client, actions } = await start(t, pulling.workspace!.workspaceEdit!);
  const fix = actions.find(({ title }) => title.includes("withTimeout"));
  assert.match(fix!.title, /added as src\/resilience\/timeout\.ts$/);
  const { edit } = await client.resolve(fix!);
  const changes = names(edit, folder);
  assert.equal(changes[0], `create ${added}`);
  assert.ok(changes.includes(`null ${added}`));
  assert.equal(changes.at(-1), "1 src/store.ts");
  for (const change of edit!.documentChanges!) {
    if ("kind" in change && change.kind === "create") assert.deepEqual(change.options, { ignoreIfExists: true });
  }
});

test("in the whole workspace it is made once; where it is there already it stays as it is", async (t) => {
  const { folder, client } = await start(t, pulling.workspace!.workspaceEdit!);
  const edits: WorkspaceEdit[] = [];
  client.whenAskedToApply = async (edit) => edits.push(edit) > 0;
  const fixAll = () =>
    client.request("workspace/executeCommand", { command: "resilint.fixWorkspace", arguments: ["missing-timeout"] });
  await fixAll();
  folder.write(added, "export function withTimeout<T>(work: () => T, _: number): T { return work(); }\n");
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri(added), type: 1 }] });
  await fixAll();
  const [first, second] = edits.map((edit) => names(edit, folder));
  assert.equal(first!.filter((name) => name === `create ${added}`).length, 1);
  assert.deepEqual(first!.filter((name) => name.endsWith("closed.ts") || name.endsWith("store.ts")).sort(), [
    "1 src/store.ts",
    "null src/closed.ts",
  ]);
  assert.ok(!second!.some((name) => name.endsWith(added)), "nothing is written into a file that is there");
});

test("an editor that cannot make files is told so, and fixes of many leave such fixes out", async (t) => {
  const { client, actions } = await start(t, { documentChanges: true });
  const fix = actions.find(({ title }) => title.includes("withTimeout"));
  await assert.rejects(client.resolve(fix!), {
    message: /^it adds the file .*resilience\/timeout\.ts, and this editor lets no fix add files; .*--fix-suggestions/,
  });
  const all = client.resolve(actions.find(({ title }) => title === inFile)!);
  await assert.rejects(all, { message: "nothing of it can be done in this editor" });
});

test("an editor that gets whole actions is not offered what it cannot do; the log says why", async (t) => {
  const { client, actions } = await start(t, { documentChanges: true }, { diagnostic: {} });
  assert.ok(actions.length > 0);
  assert.ok(actions.every(({ title }) => !title.includes("withTimeout")));
  await client.message(({ method, params }) => method === "window/logMessage" && /is not offered/.test(params.message));
});

test("a call to a service can be protected where somebody asks for it", async (t) => {
  const { folder, client, uri, actions } = await start(t, pulling.workspace!.workspaceEdit!);
  assert.ok(!actions.some(({ kind }) => kind?.startsWith("refactor")), "a light bulb that follows the cursor asks for nothing");
  const offered = await client.actions(uri, client.range(uri, "store.getObject"), ["refactor"]);
  assert.deepEqual(
    offered.map(({ title, kind }) => [title, kind]),
    [
      ["Stop asking while the service keeps failing with `circuitBreaker`, added as src/resilience/breaker.ts", "refactor.rewrite.resilint"],
      ["Have at most 10 under way at once with `bulkhead`, added as src/resilience/bulkhead.ts", "refactor.rewrite.resilint"],
    ],
  );
  const { edit } = await client.resolve(offered[0]!);
  assert.equal(names(edit, folder)[0], "create src/resilience/breaker.ts");
});
