/** A language client over stdio that does nothing by itself: each test says what it sends, and looks at what comes. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestContext } from "node:test";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  type Range,
  type TextDocumentEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TestFolder } from "./workspace.ts";

export const serverPath = fileURLToPath(new URL("../../server/main.js", import.meta.url));

/** As a modern editor announces itself. */
export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
  },
  workspace: {
    configuration: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    workspaceFolders: true,
  },
  window: { workDoneProgress: true },
};

export interface StartOptions {
  readonly folders: readonly TestFolder[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The answer to `workspace/configuration`, by the folder's URI; "" for what is outside all folders. */
  readonly settings?: Record<string, unknown>;
}

export interface Message {
  readonly method: string;
  readonly params: any;
}

export class Client {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly settings: Record<string, unknown>;
  /** Every notification and request that the server sent, in order. */
  readonly received: Message[] = [];
  initialized!: InitializeResult;
  /** What is done with an edit that the server asks for. */
  whenAskedToApply: (edit: WorkspaceEdit) => Promise<boolean> = async () => true;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  private constructor(options: StartOptions) {
    this.settings = options.settings ?? {};
    this.process = spawn(process.execPath, [serverPath, "--stdio"]);
    this.process.stderr.pipe(process.stderr);
    const { stdin, stdout } = this.process;
    const reader = new StreamMessageReader(stdout);
    // The reader's timer for half messages rewinds itself for ever: a server killed in the middle of one would keep this
    // process alive.
    reader.partialMessageTimeout = 0;
    this.connection = createMessageConnection(reader, new StreamMessageWriter(stdin));
    this.connection.onNotification((method, params) => this.#receive(method, params));
    this.connection.onUnhandledProgress((params) => this.#receive("$/progress", params));
    this.connection.onRequest(async (method, params: any) => {
      this.#receive(method, params);
      if (method === "workspace/applyEdit") return { applied: await this.whenAskedToApply(params.edit) };
      if (method !== "workspace/configuration") return null;
      return params.items.map(({ scopeUri = "" }: { scopeUri?: string }) => this.settings[scopeUri] ?? null);
    });
    this.connection.listen();
  }

  /** A server that is ready for requests. The test's end stops it. */
  static async start(t: TestContext, options: StartOptions): Promise<Client> {
    const client = new Client(options);
    t.after(() => client.kill());
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? pulling,
      workspaceFolders: options.folders.map((folder) => ({ uri: folder.uri(), name: folder.path })),
      initializationOptions: options.initializationOptions,
    };
    client.initialized = await client.request("initialize", params);
    await client.notify("initialized", {});
    return client;
  }

  request<T>(method: string, params?: unknown): Promise<T> {
    return params === undefined ? this.connection.sendRequest(method) : this.connection.sendRequest(method, params);
  }

  notify(method: string, params?: unknown): Promise<void> {
    const { connection } = this;
    return params === undefined ? connection.sendNotification(method) : connection.sendNotification(method, params);
  }

  async open(uri: string, text: string, languageId = "typescript"): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.#documents.set(uri, document);
    await this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the first occurrence of `from`, as typing would: by an incremental change. */
  async edit(uri: string, from: string, to: string): Promise<void> {
    const document = this.#document(uri);
    const at = document.getText().indexOf(from);
    if (at < 0) throw new Error(`${uri} does not contain ${from}`);
    await this.change(uri, [{ range: rangeAt(document, at, from.length), newText: to }]);
  }

  async change(uri: string, edits: readonly { range: Range; newText: string }[]): Promise<void> {
    const document = this.#document(uri);
    const version = document.version + 1;
    // From the end to the start: each range is one of the text before any of them.
    const sorted = [...edits].sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start));
    const contentChanges = sorted.map(({ range, newText }) => ({ range, text: newText }));
    TextDocument.update(document, contentChanges, version);
    await this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  version(uri: string): number {
    return this.#document(uri).version;
  }

  /** Where `text` stands in an open document. */
  range(uri: string, text: string): Range {
    const document = this.#document(uri);
    const at = document.getText().indexOf(text);
    if (at < 0) throw new Error(`${uri} does not contain ${text}`);
    return rangeAt(document, at, text.length);
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
  }

  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.report(uri);
    if (report.kind !== "full") throw new Error("nothing was said to be unchanged from");
    return report.items;
  }

  pullWorkspace(previousResultIds: readonly { uri: string; value: string }[] = []): Promise<WorkspaceDiagnosticReport> {
    return this.request("workspace/diagnostic", { previousResultIds });
  }

  actions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], only };
    return this.request("textDocument/codeAction", { textDocument: { uri }, range, context });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.request("codeAction/resolve", action);
  }

  /** As an editor does it: edits for another version than the present one are refused. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    for (const { textDocument, edits } of (edit?.documentChanges ?? []) as TextDocumentEdit[]) {
      const isStale = textDocument.version !== this.version(textDocument.uri);
      if (isStale) throw new Error(`an edit of ${textDocument.uri} is for version ${textDocument.version}`);
      await this.change(textDocument.uri, edits as { range: Range; newText: string }[]);
    }
  }

  /** The first message that fits, among those received and those to come. */
  async message(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.received.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Shuts the server down as the protocol wants it and returns its exit code. */
  async stop(): Promise<number> {
    await this.request("shutdown");
    const exited = once(this.process, "exit");
    await this.notify("exit");
    const [code] = await exited;
    return code as number;
  }

  async kill(): Promise<void> {
    this.connection.dispose();
    const { process } = this;
    if (process.exitCode === null && process.signalCode === null) {
      const exited = once(process, "exit");
      process.kill("SIGKILL");
      await exited;
    }
    // Whatever was still on its way is of no interest, and must not keep the test's process.
    for (const stream of [process.stdin, process.stdout, process.stderr]) stream.destroy();
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  #receive(method: string, params: unknown): void {
    this.received.push({ method, params });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

function rangeAt(document: TextDocument, at: number, length: number): Range {
  return { start: document.positionAt(at), end: document.positionAt(at + length) };
}
