/** Long work that a person sees going on and can stop. */
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver/node";
import type { Server } from "./server.ts";

/** From where the work is watched: the request's own means of stopping it, and of showing it if it has any. */
export interface Watching {
  readonly token: CancellationToken;
  readonly workDoneToken?: string | number | undefined;
}

/** Work that was stopped is answered with the error `RequestCancelled`. */
export async function withProgress<T>(
  server: Server,
  title: string,
  { token, workDoneToken }: Watching,
  work: (progress: WorkDoneProgressReporter, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const progress = await progressFor(server, workDoneToken, () => abort.abort());
  progress.begin(title, 0, "", true);
  try {
    return await work(progress, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, "it was cancelled");
    throw error;
  } finally {
    progress.done();
  }
}

/** The client's own progress where it gave one, else one that the server starts, where the client can show it. */
async function progressFor({ client, connection }: Server, given: Watching["workDoneToken"], cancel: () => void) {
  const { window } = connection;
  if (given !== undefined || !client.window?.workDoneProgress) return window.attachWorkDoneProgress(given);
  const progress = await window.createWorkDoneProgress();
  progress.token.onCancellationRequested(cancel);
  return progress;
}
