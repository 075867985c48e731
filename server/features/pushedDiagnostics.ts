/** Diagnostics for clients that cannot ask for them: sent a moment after the last keystroke. */
import type { Finding } from "../../core/finding.ts";
import { diagnostic, resultId } from "../protocol/to.ts";
import type { Feature } from "../server.ts";

/** How long nobody must have typed, in milliseconds. */
const pause = 150;

export const pushedDiagnostics: Feature = (server) => {
  if (server.pulls) return {};
  const { connection, documents, onRefresh, reports, workspace } = server;
  /** What the client was last told of each file, as a result id. */
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  documents.onDidChangeContent(soon);
  documents.onDidClose(soon);
  onRefresh.event(soon);
  return {};

  /** An edit of one document can change what is found in the others. */
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => server.inBackground(tellAll()), pause);
  }

  async function tellAll(): Promise<void> {
    for (const { uri, version } of documents.all()) {
      const file = workspace.file(uri);
      if (file !== undefined) tell(uri, await reports.of(file), version);
    }
    const closed = new Map([...reports.closed()].map(([file, findings]) => [workspace.uri(file), findings]));
    for (const uri of told.keys()) if (!closed.has(uri) && !documents.get(uri)) tell(uri, []);
    for (const [uri, findings] of closed) tell(uri, findings);
  }

  function tell(uri: string, findings: readonly Finding[], version?: number): void {
    const diagnostics = findings.map((finding) => diagnostic(finding, workspace.uri));
    const id = `${version} ${resultId(diagnostics)}`;
    if (told.get(uri) === id) return;
    if (version === undefined && diagnostics.length === 0) told.delete(uri);
    else told.set(uri, id);
    const params = { uri, diagnostics };
    server.inBackground(connection.sendDiagnostics(version === undefined ? params : { ...params, version }));
  }
};
