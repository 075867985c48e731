/** A language client that does what an editor does while somebody types. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type MessageConnection,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { root } from "../test/harness/paths.ts";

export class BenchClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  readonly #uri: string;
  #version = 1;
  #resultId: string | undefined;

  private constructor(file: string) {
    this.#uri = pathToFileURL(file).href;
    this.#process = spawn(process.execPath, [join(root, "build/server/main.js"), "--stdio"]);
    this.#process.stderr.pipe(process.stderr);
    const { stdin, stdout } = this.#process;
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
    this.#connection.onRequest(() => null);
    // Whoever waits for an answer of a server that ended is told so.
    this.#connection.onClose(() => this.#connection.dispose());
    this.#connection.listen();
  }

  /** A server on a folder with one document open. */
  static async open(folder: string, file: string, text: string): Promise<BenchClient> {
    const client = new BenchClient(file);
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true, workspaceFolders: true } },
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: folder }],
    };
    await client.#connection.sendRequest("initialize", params);
    await client.#connection.sendNotification("initialized", {});
    const languageId = file.endsWith("x") ? "typescriptreact" : "typescript";
    const textDocument = { uri: client.#uri, languageId, version: client.#version, text };
    await client.#connection.sendNotification("textDocument/didOpen", { textDocument });
    return client;
  }

  /** Sends an edit, without waiting for what it leads to. */
  change(change: TextDocumentContentChangeEvent): Promise<void> {
    const textDocument = { uri: this.#uri, version: ++this.#version };
    return this.#connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: [change] });
  }

  /** What is found now; undefined where the server says that nothing changed. */
  async pull(): Promise<readonly Diagnostic[] | undefined> {
    const params = { textDocument: { uri: this.#uri }, previousResultId: this.#resultId };
    const report = await this.#connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", params);
    this.#resultId = report.resultId;
    return report.kind === "full" ? report.items : undefined;
  }

  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    const exited = exitCode === null && signalCode === null ? once(this.#process, "exit") : undefined;
    this.#process.kill();
    await exited;
  }
}
