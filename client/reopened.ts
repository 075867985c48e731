/**
 * Mends a fault of the language client: a file whose tab is closed and opened again while its diagnostics are being asked for
 * is forgotten when the answer comes, and what is typed from then on changes nothing on the screen. So after such an
 * answer the diagnostics are asked for once more, which makes the client watch the file again.
 */
import { TabInputText, window, type Disposable, type Uri } from "vscode";
import { DocumentDiagnosticRequest, type DiagnosticProviderMiddleware } from "vscode-languageclient/node";
import type { LanguageClient } from "vscode-languageclient/node";

export class ReopenedFiles implements Disposable {
  /** Files whose tab was closed since their last answer. */
  readonly #left = new Set<string>();
  readonly #listener = window.tabGroups.onDidChangeTabs(({ closed }) => {
    for (const { input } of closed) if (input instanceof TabInputText) this.#left.add(input.uri.toString());
  });

  /** What is to be done around each question for diagnostics. */
  middleware(client: () => LanguageClient): DiagnosticProviderMiddleware {
    return {
      provideDiagnostics: async (document, previousResultId, token, next) => {
        try {
          return await next(document, previousResultId, token);
        } finally {
          const uri = "uri" in document ? document.uri : document;
          // Later, because the client forgets the file only after it has taken the answer.
          if (this.#left.delete(uri.toString()) && hasTab(uri)) setImmediate(() => askAgain(client()));
        }
      },
    };
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

function hasTab(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
}

function askAgain(client: LanguageClient): void {
  const document = window.activeTextEditor?.document;
  const feature = client.getFeature(DocumentDiagnosticRequest.method);
  if (document) feature.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
}
