/** What the features share: the connection, and what is known of the client, the workspace and its files. */
import { ErrorCodes, LSPErrorCodes, ResponseError, TextDocuments } from "vscode-languageserver/node";
import { Emitter, type ClientCapabilities, type Connection } from "vscode-languageserver/node";
import type { InitializeParams, ServerCapabilities } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Notice } from "../core/finding.ts";
import { Engine, Superseded, type EngineState } from "./engine/engine.ts";
import { initializationOptions, openFolders, type InitializationOptions } from "./protocol/from.ts";
import type { Watching } from "./progress.ts";
import { Reports } from "./reports.ts";
import { Workspace } from "./workspace.ts";

/** One thing that the server can do. It says what to announce to the client. */
export type Feature = (server: Server) => Partial<ServerCapabilities>;

/** Work that a client starts by name. */
export type Command = (args: readonly unknown[], watching: Watching) => Promise<unknown>;

export class Server {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly options: InitializationOptions;
  readonly documents = new TextDocuments(TextDocument);
  readonly workspace = new Workspace();
  readonly engine: Engine;
  readonly reports: Reports;
  readonly commands = new Map<string, Command>();
  /** Everything that must be known before the first question to the engine is known. */
  readonly ready: Promise<void>;
  /** What makes it so. */
  readonly startUp: (() => Promise<void>)[] = [];
  readonly onInitialized = new Emitter<void>();
  readonly onNotice = new Emitter<Notice>();
  readonly onState = new Emitter<EngineState>();
  readonly onFolders = new Emitter<void>();
  /** Files that changed on disk. */
  readonly onDisk = new Emitter<readonly string[]>();
  /** What is shown may have changed although nobody typed: the settings, the disk, or an audit. */
  readonly onRefresh = new Emitter<void>();

  constructor(connection: Connection, params: InitializeParams, workerUrl: URL) {
    this.connection = connection;
    this.client = params.capabilities;
    this.options = initializationOptions(params.initializationOptions);
    this.workspace.setFolders(openFolders(params));
    const { compilerPath } = this.options;
    this.engine = new Engine({
      workerUrl,
      open: (folder) => {
        const { rules: levels } = this.workspace.settings(folder);
        return compilerPath === undefined ? { levels } : { levels, compilerPath };
      },
      onNotice: (notice) => this.onNotice.fire(notice),
      onState: (state) => this.onState.fire(state),
      onOutput: (text) => connection.console.log(text.trimEnd()),
    });
    const initialized = new Promise<void>((resolve) => this.onInitialized.event(resolve));
    this.ready = initialized.then(() => this.#start());
    this.reports = new Reports(this.engine, this.workspace, this.ready);
  }

  get pulls(): boolean {
    return this.client.textDocument?.diagnostic !== undefined;
  }

  /** Whether an edit may add files to the workspace. */
  get createsFiles(): boolean {
    const { documentChanges, resourceOperations } = this.client.workspace?.workspaceEdit ?? {};
    return documentChanges === true && resourceOperations?.includes("create") === true;
  }

  /** Whether the client takes edits of many files from us, and refuses those for another version of a text. */
  get editsWorkspace(): boolean {
    const { applyEdit, workspaceEdit } = this.client.workspace ?? {};
    return applyEdit === true && workspaceEdit?.documentChanges === true;
  }

  /** The version of an open document; null for what is not open. */
  readonly versionOf = (uri: string): number | null => this.documents.get(uri)?.version ?? null;

  /** For work that nobody awaits: what goes wrong is logged and ends nothing. */
  inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof Superseded)) this.connection.console.error(describe(error));
    });
  }

  /** An answer, or the protocol's words for why there is none. A crash is logged and answered; the server lives on. */
  async answer<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (error instanceof Superseded) throw superseded();
      this.connection.console.error(describe(error));
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
  }

  async #start(): Promise<void> {
    for (const step of this.startUp) {
      await step().catch((error: unknown) => this.connection.console.error(describe(error)));
    }
  }
}

/** The text changed under the question. The client is told to ask again. */
function superseded(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, "the text changed", { retriggerRequest: true });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
