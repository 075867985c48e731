/** The language server's entry: `node main.js --stdio`, or `--node-ipc` below an editor. */
import { createConnection } from "vscode-languageserver/node";
import { audit } from "./features/audit.ts";
import { codeActions } from "./features/codeActions.ts";
import { commands } from "./features/commands.ts";
import { configuration } from "./features/configuration.ts";
import { documents } from "./features/documents.ts";
import { fixWorkspace } from "./features/fixWorkspace.ts";
import { folders } from "./features/folders.ts";
import { hovers } from "./features/hovers.ts";
import { life } from "./features/life.ts";
import { notices } from "./features/notices.ts";
import { pulledDiagnostics } from "./features/pulledDiagnostics.ts";
import { pushedDiagnostics } from "./features/pushedDiagnostics.ts";
import { status } from "./features/status.ts";
import { watchedFiles } from "./features/watchedFiles.ts";
import { workspaceDiagnostics } from "./features/workspaceDiagnostics.ts";
import { Server, type Feature } from "./server.ts";

/** In the order in which they hear of a change. */
const features: readonly Feature[] = [
  life,
  status,
  notices,
  folders,
  configuration,
  documents,
  watchedFiles,
  pulledDiagnostics,
  workspaceDiagnostics,
  pushedDiagnostics,
  codeActions,
  hovers,
  audit,
  fixWorkspace,
  commands,
];

const connection = createConnection();

connection.onInitialize((params) => {
  // Written relative to this file on purpose: the bundle keeps the layout.
  const workerUrl = new URL("./engine/worker.js", import.meta.url);
  const server = new Server(connection, params, workerUrl);
  const capabilities = features.map((feature) => feature(server));
  return { capabilities: merge(capabilities), serverInfo: { name: "resilint" } };
});

connection.listen();

/** Capabilities are objects within objects; two features may each know a part of one. */
function merge<T extends object>(parts: readonly T[]): T {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const known = whole[name];
    whole[name] = isObject(known) && isObject(value) ? merge([known, value]) : value;
  }
  return whole as T;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
