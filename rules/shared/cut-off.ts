/** Work that the end of the process cuts off: nobody is left to hear how it fails. */
import { isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";
import { perFile } from "./per-file.ts";

const exits = perFile(({ text }) => text.includes("process.exit("));

/** Does `process.exit()` follow in the same block, with nothing that waits in between? */
export function isCutOff(call: Node): boolean {
  if (!exits(call.getSourceFile())) return false;
  let statement = call;
  while (statement.parent && !is.isExpressionStatement(statement) && !isFunction(statement)) statement = statement.parent;
  const block = statement.parent;
  if (!is.isExpressionStatement(statement) || !block || !is.isBlock(block)) return false;
  for (const next of block.statements.slice(block.statements.indexOf(statement) + 1)) {
    const text = next.getText();
    if (/^process\.exit\(/.test(text)) return true;
    if (!is.isExpressionStatement(next) || /\bawait\b/.test(text)) return false;
  }
  return false;
}
