/** Hovering over a flagged place shows the whole finding with a link to its rule. */
import type { Position } from "../../core/finding.ts";
import { touches } from "../positions.ts";
import { hover } from "../protocol/to.ts";
import type { Feature } from "../server.ts";

export const hovers: Feature = (server) => {
  const { connection, reports, workspace } = server;
  connection.onHover(({ textDocument, position }) => server.answer(show(textDocument.uri, position)));
  return { hoverProvider: true };

  async function show(uri: string, position: Position) {
    const file = workspace.file(uri);
    if (file === undefined || !workspace.isOpen(file)) return null;
    const at = { start: position, end: position };
    return hover((await reports.of(file)).filter(({ range }) => touches(range, at)));
  }
};
