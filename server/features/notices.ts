/** Passes on what the engine noticed, each thing once: a broken settings file to the person, the rest to the log. */
import { MessageType, ShowMessageNotification } from "vscode-languageserver/node";
import type { Notice } from "../../core/finding.ts";
import type { Feature } from "../server.ts";

export const notices: Feature = (server) => {
  const { connection, onNotice } = server;
  onNotice.event((notice) => {
    const message = noticeLine(notice);
    if (notice.kind !== "config") return connection.console.warn(message);
    // As a notification: the connection's own method asks the person to choose something.
    const shown = connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    server.inBackground(shown);
  });
  return {};
};

export function noticeLine({ file, position, message }: Notice): string {
  if (file === undefined) return message;
  return position ? `${file}:${position.line + 1}:${position.character + 1}: ${message}` : `${file}: ${message}`;
}
