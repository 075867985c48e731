/** The `return` that is missing behind a settlement. */
import { indentAt } from "../../core/fix/scan.ts";
import { type Callable, isFunction, returnsValue } from "../../core/functions.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import type { Fix } from "../../core/rule.ts";
import { type Node, is } from "../../core/ts.ts";
import { type Event, runsIn } from "./settlers.ts";

export function returning({ at, kind, name }: Event): readonly Fix[] {
  const statement = at.parent;
  const run = runsIn(at) as Callable;
  if (!is.isExpressionStatement(statement) || functionOf(at) !== run) return [];
  const { parent } = statement;
  const givesValue = returnsValue(run);
  const isLast = !is.isBlock(parent) || parent.statements.at(-1) === statement;
  const isList = is.isBlock(parent) || is.isCaseClause(parent) || is.isDefaultClause(parent);
  // What such functions hand back means nothing to who calls them; an answer's own object may not fit what is declared.
  const isVoid = !run.type || /^(void|any)$/.test(run.type.getText());
  const mayReturnCall = kind === "response" ? givesValue && !run.type : isVoid;
  const title = `Return after ${kind === "response" ? "the answer" : `\`${name.text}\``}`;
  if (isLast && mayReturnCall) {
    return [{ title, safety: "suggestion", write: (writer) => writer.insertBefore(statement, "return ") }];
  }
  if (givesValue || !allowsBareReturn(run)) return [];
  const last = isList ? (parent.statements.at(-1) as Node) : statement;
  const { eol, semicolon, indent: step } = layoutOf(at.getSourceFile());
  const { text } = at.getSourceFile();
  const line = eol + indentAt(text, isList ? last.getStart() : parent.getStart());
  return [
    {
      title,
      safety: "suggestion",
      write(writer) {
        if (isList) return writer.insertAfter(last, `${line}return${semicolon}`);
        writer.insertBefore(statement, `{${line}${step}`);
        return writer.insertAfter(statement, `${line}${step}return${semicolon}${line}}`);
      },
    },
  ];
}

function functionOf(node: Node): Node {
  let at = node.parent;
  while (!isFunction(at)) at = at.parent;
  return at;
}

function allowsBareReturn({ type }: Callable): boolean {
  return !type || /^(void|any|unknown|undefined|Promise<(void|any|unknown|undefined)>)$/.test(type.getText());
}
