/** The package as it would be installed: what is in it, that nothing else is, and that it runs with nothing beside it. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import type { DocumentDiagnosticReport } from "vscode-languageserver/node";
import { readZip, unzip, type ZipEntry } from "./zip.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const megabyte = 1024 * 1024;

/** Four fifths of it is the compiler. */
const largest = 14 * megabyte;

const compiler = process.platform === "win32" ? "tsc.exe" : "tsc";

const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/assets\/icon\.png$/,
  /^extension\/docs\/walkthrough\/[a-z]+\.md$/,
  /^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^extension\/dist\/client\/extension\.cjs$/,
  /^extension\/dist\/server\/(main|engine\/worker|shared\/[\w-]+)\.js$/,
  /^extension\/dist\/compiler\/(tsc(\.exe|\.sig)?|lib\.[\w.]+\.d\.ts|lib\.d\.ts|LICENSE|NOTICE\.txt)$/,
];

const required = [
  "extension/package.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/assets/icon.png",
  "extension/dist/THIRD-PARTY-NOTICES.txt",
  "extension/dist/client/extension.cjs",
  "extension/dist/server/main.js",
  "extension/dist/server/engine/worker.js",
  `extension/dist/compiler/${compiler}`,
  "extension/dist/compiler/lib.es5.d.ts",
];

describe("the extension's package", () => {
  const work = mkdtempSync(join(tmpdir(), "resilint-package-"));
  let vsix = "";
  let entries: ZipEntry[] = [];

  before(() => {
    vsix = process.env.RESILINT_VSIX ?? build();
    entries = readZip(vsix);
  });
  after(() => rmSync(work, { recursive: true, force: true }));

  it("holds what runs and what its page shows", () => {
    const names = new Set(entries.map((entry) => entry.name));
    assert.deepEqual(required.filter((name) => !names.has(name)), []);
  });

  it("holds nothing else", () => {
    const others = entries.filter((entry) => !allowed.some((pattern) => pattern.test(entry.name)));
    assert.deepEqual(others.map((entry) => entry.name), []);
  });

  it("is made for one platform and small enough for it", () => {
    assert.match(text("extension.vsixmanifest"), new RegExp(`TargetPlatform="${process.platform}-${process.arch}"`));
    assert.ok(statSync(vsix).size < largest, `${(statSync(vsix).size / megabyte).toFixed(1)} MB`);
  });

  it("lets the compiler be run", { skip: process.platform === "win32" }, () => {
    assert.equal(entry(`extension/dist/compiler/${compiler}`).mode & 0o111, 0o111);
  });

  it("names every file that its manifest needs", () => {
    const manifest = JSON.parse(text("extension/package.json"));
    const media = manifest.contributes.walkthroughs[0].steps.map((step: any) => step.media.markdown);
    for (const file of [manifest.main, manifest.icon, ...media]) entry(join("extension", file).replaceAll("\\", "/"));
  });

  it("gives the licence of every package whose code it carries", () => {
    const notices = text("extension/dist/THIRD-PARTY-NOTICES.txt");
    for (const name of ["typescript", "vscode-languageclient", "vscode-languageserver", "jsonc-parser"]) {
      assert.match(notices, new RegExp(`^${name} \\d`, "m"));
    }
  });

  it("has a server that finds faults with nothing beside it but what was unpacked", async () => {
    const home = join(work, "unpacked");
    unzip(vsix, home);
    const report = await diagnose(join(home, "extension/dist"), join(root, "test/vscode/fixture/api"), "src/orders.ts");
    assert.equal(report.kind, "full");
    assert.ok(report.items.some((item) => item.code === "floating-promise"));
  });

  function build(): string {
    const made = execFileSync(process.execPath, ["scripts/package.mjs", "--out", work], { cwd: root, encoding: "utf8" });
    return made.trim().split("\n").at(-1) ?? "";
  }

  function entry(name: string): ZipEntry {
    const found = entries.find((each) => each.name === name);
    assert.ok(found, `${name} is missing`);
    return found;
  }

  function text(name: string): string {
    return entry(name).read().toString("utf8");
  }
});

/** Starts a packaged server, opens one file with it, and returns what it says of the file. */
async function diagnose(dist: string, folder: string, path: string): Promise<DocumentDiagnosticReport> {
  const server = spawn(process.execPath, [join(dist, "server/main.js"), "--stdio"], { cwd: dist });
  const reader = new StreamMessageReader(server.stdout);
  const connection = createMessageConnection(reader, new StreamMessageWriter(server.stdin));
  connection.listen();
  try {
    const uri = pathToFileURL(join(folder, path)).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { textDocument: { diagnostic: {} } },
      initializationOptions: { compilerPath: join(dist, "compiler", compiler), commands: [] },
    });
    await connection.sendNotification("initialized", {});
    const document = { uri, languageId: "typescript", version: 1, text: readFileSync(join(folder, path), "utf8") };
    await connection.sendNotification("textDocument/didOpen", { textDocument: document });
    return await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  } finally {
    connection.dispose();
    server.kill();
  }
}
