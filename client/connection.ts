/** Holds the language server: starts it, stops it, starts it again after a crash, and says so when it cannot run. */
import { window, type ExtensionContext } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  TransportKind,
  type CloseHandlerResult,
} from "vscode-languageclient/node";
import { compilerFor } from "./compiler.ts";
import { CrashGuard } from "./crashes.ts";
import { applyTicked } from "./preview.ts";
import { statusNotification, type ServerStatus } from "./protocol.ts";
import { ReopenedFiles } from "./reopened.ts";
import type { StatusItem } from "./status.ts";

const languages = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/** Commands of ours that the server may put into code actions. */
const commandsForServer = ["resilint.openRule"];

export class ServerConnection {
  readonly #context: ExtensionContext;
  readonly #status: StatusItem;
  readonly #output = window.createOutputChannel("Resilint", { log: true });
  readonly #crashes = new CrashGuard();
  readonly #reopened = new ReopenedFiles();
  #client: LanguageClient | undefined;
  #offering = false;
  /** Starts and stops run one after the other, so that two quick restarts never leave two servers. */
  #turn: Promise<void> = Promise.resolve();

  constructor(context: ExtensionContext, status: StatusItem) {
    this.#context = context;
    this.#status = status;
    context.subscriptions.push(this.#output, this.#reopened);
  }

  /** The client, when the server is up. */
  get client(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  start(): Promise<void> {
    return this.#next(() => this.#start());
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  restart(): Promise<void> {
    this.#crashes.forget();
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  showOutput(): void {
    this.#output.show();
  }

  /** Says that the server is not running and why, with the two things a person can do about it. */
  fail(reason: string): void {
    this.#output.error(reason);
    this.#status.show({ state: "failed", message: reason });
    void this.#offerHelp(reason);
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(step);
    return this.#turn;
  }

  async #start(): Promise<void> {
    this.#status.show({ state: "starting" });
    const compiler = compilerFor(this.#context.extensionPath);
    if ("missing" in compiler) return this.fail(compiler.missing);
    const client = this.#createClient(compiler.path);
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      // Where the server ended by itself, that was answered when its connection closed.
      if (this.#crashes.any) return;
      this.fail(`Resilint could not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that died, or never came up, cannot say goodbye; there is nothing left to stop.
      this.#output.debug(`Stopping the server: ${String(error)}`);
    }
  }

  #createClient(compilerPath: string): LanguageClient {
    const module = this.#context.asAbsolutePath("dist/server/main.js");
    const client: LanguageClient = new QuietClient(
      "resilint",
      "Resilint",
      { module, transport: TransportKind.ipc },
      {
        documentSelector: languages.flatMap((language) => [
          { scheme: "file", language },
          { scheme: "untitled", language },
        ]),
        initializationOptions: { compilerPath, commands: commandsForServer },
        outputChannel: this.#output,
        errorHandler: {
          // A line that could not be sent or read is in the output; if the server is gone, `closed` follows.
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => this.#closed(),
        },
        initializationFailedHandler: () => false,
        middleware: { ...this.#reopened.middleware(() => client), workspace: { handleApplyEdit: applyTicked } },
      },
    );
    client.onNotification(statusNotification, (status: ServerStatus) => this.#heard(status));
    return client;
  }

  #heard(status: ServerStatus): void {
    if (status.state === "failed") return this.fail(status.message ?? "Resilint stopped working.");
    this.#status.show(status);
  }

  #closed(): CloseHandlerResult {
    if (this.#crashes.mayRestart()) {
      this.#status.show({ state: "starting" });
      return { action: CloseAction.Restart, message: "The server ended by itself. Starting it again.", handled: true };
    }
    const reason = "The Resilint server keeps crashing and was stopped. Its output says why.";
    this.fail(reason);
    return { action: CloseAction.DoNotRestart, message: reason, handled: true };
  }

  async #offerHelp(reason: string): Promise<void> {
    // One message is enough until it is answered, however often the same thing is tried.
    if (this.#offering) return;
    this.#offering = true;
    const answer = await window.showErrorMessage(reason, "Restart", "Show Output");
    this.#offering = false;
    if (answer === "Restart") await this.restart();
    if (answer === "Show Output") this.showOutput();
  }
}

/** Writes what went wrong to the output alone: a person is told once, by us, and with what can be done about it. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
