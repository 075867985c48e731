/** Passes on what the engine noticed, each thing once: a broken settings file to the person, the rest to the log. */
import type { Notice } from "../../core/finding.ts";
import type { Feature } from "../server.ts";

export const notices: Feature = ({ connection, onNotice }) => {
  onNotice.event((notice) => {
    if (notice.kind === "config") connection.window.showWarningMessage(noticeLine(notice));
    else connection.console.warn(noticeLine(notice));
  });
  return {};
};

export function noticeLine({ file, position, message }: Notice): string {
  if (file === undefined) return message;
  return position ? `${file}:${position.line + 1}:${position.character + 1}: ${message}` : `${file}: ${message}`;
}
