/** Where a failure of a loop goes: out of the function it stands in, along the calls that wait for that. */
import type { Questions } from "../../core/context.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import { isFunction } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import { type Top, topOf } from "../process/starts.ts";
import { reportingAt } from "../reporting/reporting.ts";
import type { Search } from "../shared/reached.ts";

/** A `catch` in the same function takes what fails at a place, whatever it makes of it. */
export function isCaught(place: Node): boolean {
  for (let at = place; at.parent && !isFunction(at); at = at.parent) {
    if (is.isTryStatement(at.parent) && at.parent.catchClause && at.parent.tryBlock === at) return true;
  }
  return false;
}

/** Callbacks and promises that nobody waits for are other rules' matter. */
export const leadingOut: Search<Top> = {
  *isDealtWith(site): Asking<boolean> {
    return isCaught(site) || !(is.isForOfStatement(site) || isAwaited(site));
  },
  *dealsWith(): Asking<boolean> {
    return true;
  },
  entranceAt: topOf,
};

/** Awaited as it is, or handed back as it is to who awaits it. */
function isAwaited(call: Node): boolean {
  const { parent } = call;
  if (is.isParenthesizedExpression(parent)) return isAwaited(parent);
  if (is.isForOfStatement(parent)) return parent.expression === call && parent.awaitModifier !== undefined;
  if (is.isArrowFunction(parent)) return parent.body === call;
  return is.isAwaitExpression(parent) || is.isReturnStatement(parent);
}

/** At a program's top level a loop is put into a `try`; the process still ends with code 1 when all else is done. */
export function* guardLoop(loop: Node, ctx: Questions): Asking<readonly Fix[]> {
  const sourceFile = loop.getSourceFile();
  const { text } = sourceFile;
  const inside = text.slice(loop.getStart(), loop.end);
  // What runs over several lines inside a template is text.
  if (!is.isSourceFile(loop.parent) || /`[^`]*\n[^`]*`/.test(inside)) return [];
  const { eol, indent, semicolon } = layoutOf(sourceFile);
  const { calling } = yield* reportingAt(loop, "the loop failed", ctx);
  const handling = [calling("error"), "process.exitCode = 1"];
  const lines = handling.map((line) => `${indent}${line}${semicolon}${eol}`).join("");
  return [{
    title: "Catch its failure and report it",
    safety: "suggestion",
    write(writer) {
      writer.insertBefore(loop, `try {${eol}${indent}`);
      for (const { index } of inside.matchAll(/\n(?=[^\r\n])/g)) {
        const at = loop.getStart() + index + 1;
        writer.replaceSpan({ start: at, end: at }, indent);
      }
      writer.insertAfter(loop, `${eol}} catch (error) {${eol}${lines}}`);
    },
  }];
}
