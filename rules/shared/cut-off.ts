/** Work that the end of the process cuts off: nobody is left to hear how it fails. */
import { isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import { perFile } from "./per-file.ts";
import { endsProcess, following } from "./walk.ts";

const exits = perFile(({ text }) => text.includes("process.exit("));

/** Does `process.exit()` follow in the same block, with nothing that waits in between? */
export function isCutOff(call: Node): boolean {
  if (!exits(call.getSourceFile())) return false;
  let statement = call;
  while (statement.parent && !is.isExpressionStatement(statement) && !isFunction(statement)) statement = statement.parent;
  const block = statement.parent;
  if (!is.isExpressionStatement(statement) || !block || !is.isBlock(block)) return false;
  for (const next of following(statement, block.statements)) {
    if (!is.isExpressionStatement(next)) return false;
    if (endsProcess(next.expression)) return true;
    if (/\bawait\b/.test(next.getText())) return false;
  }
  return false;
}
