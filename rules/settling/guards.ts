/** Names by which code asks whether it has settled already. */
import { type Node, is } from "../../core/ts.ts";

const words = [
  "headersSent", "writableEnded", "finished", "closed", "destroyed", "aborted", "called", "settled", "resolved",
  "rejected", "done", "isDone", "isSettled", "completed?", "responded", "answered", "replied", "sent", "ended",
  "once", "fired", "timedOut", "didTimeout", "cancel+ed", "handled", "stopped", "exited", "errored",
];

const guard = new RegExp(
  `^_?(${words.join("|")})$|^(is|has|was|already|did)(Called|Settled|Resolved|Rejected|Done|Finished|Closed|Sent|Ended|` +
    "Aborted|Replied|Responded|Completed?|Errored|Failed|Handled)$",
);

/** `settler` is a name that stands for what settles, whatever it is called. */
export function guardsIn(run: Node, settler: string): readonly Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && node.text !== settler && guard.test(node.text)) found.push(node);
    node.forEachChild(look);
  };
  look(run);
  return found;
}
