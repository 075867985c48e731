/** Places in a text, as the protocol counts them. */
import type { Position, Range } from "../core/finding.ts";

/** Whether two ranges share a place, be it only where one ends and the other begins. */
export function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
