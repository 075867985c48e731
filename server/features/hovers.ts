/** Hovering over a flagged place shows the whole finding with a link to its rule. */
import type { Position, Range } from "../../core/finding.ts";
import { hover } from "../protocol/to.ts";
import type { Feature } from "../server.ts";

export const hovers: Feature = (server) => {
  const { connection, reports, workspace } = server;
  connection.onHover(({ textDocument, position }) => server.answer(show(textDocument.uri, position)));
  return { hoverProvider: true };

  async function show(uri: string, position: Position) {
    const file = workspace.file(uri);
    if (file === undefined || !workspace.isOpen(file)) return null;
    return hover((await reports.of(file)).filter(({ range }) => contains(range, position)));
  }
};

function contains({ start, end }: Range, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
