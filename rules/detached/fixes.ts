/** Ways out for a callback that throws where nobody catches: reject the promise around it, or report the failure. */
import type { Questions } from "../../core/context.ts";
import type { Fix } from "../../core/rule.ts";
import { type Callable, enclosingFunction } from "../../core/functions.ts";
import { type Asking, type Node, type ThrowStatement, is } from "../../core/ts.ts";
import type { Writer } from "../../core/writer.ts";
import type { Source } from "../facts/scene.ts";
import { reportingAt } from "../reporting/reporting.ts";
import type { Beyond } from "../shared/beyond.ts";
import { guardBody, mayGuard } from "../shared/guarded-body.ts";
import { rejecterOf } from "../shared/promise-maker.ts";

export function* detachedFixes(
  callback: Callable, around: Beyond, failing: readonly Source[], name: string, ctx: Questions,
): Asking<readonly Fix[]> {
  if (around.kind === "catch") {
    if (!mayGuard(callback)) return [];
    const { calling, reporter } = yield* reportingAt(callback, `${name} failed`, ctx);
    const write = (writer: Writer) => guardBody(writer, callback, calling("error"));
    return [{ title: `Report its failure with \`${reporter}\``, safety: "suggestion", write }];
  }
  const rejecter = rejecterOf(around.executor);
  if (!rejecter || isHidden(rejecter.name, callback, around.executor)) return [];
  const throws = failing.map(({ at }) => at);
  if (throws.every((each) => mayBeReplaced(each))) {
    const write = (writer: Writer) => {
      rejecter.take(writer);
      for (const each of throws) if (is.isThrowStatement(each)) rejectInstead(writer, each, rejecter.name, callback);
    };
    return [{ title: "Reject instead", safety: "suggestion", write }];
  }
  if (!mayGuard(callback)) return [];
  const write = (writer: Writer) => {
    rejecter.take(writer);
    guardBody(writer, callback, `${rejecter.name}(error)`);
  };
  return [{ title: "Reject with what it throws", safety: "suggestion", write }];
}

/** Whether a function on the way down to the callback has a parameter of that name. */
function isHidden(name: string, callback: Callable, executor: Callable): boolean {
  for (let at: Node = callback; at !== executor; at = enclosingFunction(at)) {
    if ((at as Callable).parameters.some((each) => each.name.getText() === name)) return true;
  }
  return false;
}

function mayBeReplaced(node: Node): node is ThrowStatement {
  if (!is.isThrowStatement(node)) return false;
  return /^throw\s+$/.test(node.getSourceFile().text.slice(node.getStart(), node.expression.getStart()));
}

function rejectInstead(writer: Writer, statement: ThrowStatement, reject: string, { body }: Callable): void {
  const isLast = body !== undefined && is.isBlock(body) && body.statements.at(-1) === statement;
  const span = { start: statement.getStart(), end: statement.expression.getStart() };
  writer.replaceSpan(span, `${isLast ? "" : "return "}${reject}(`);
  writer.insertAfter(statement.expression, ")");
}
