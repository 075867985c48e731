/** Reports what rejected, beside whatever is done with the results. */
import type { Questions } from "../../core/context.ts";
import { layoutOf } from "../../core/fix/layout.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { type Reporting, reportingAt } from "../reporting/reporting.ts";
import { mentions } from "../shared/mentions.ts";

export function* fixesFor(call: CallExpression, work: string, ctx: Questions): Asking<readonly Fix[]> {
  const awaited = outOf(call);
  if (!awaited) return [];
  const { parent } = awaited;
  const reporting = yield* reportingAt(awaited, `${work} failed`, ctx);
  const write = is.isExpressionStatement(parent)
    ? loopOver(parent, awaited, reporting)
    : (loopBehind(awaited, reporting) ?? loopBefore(awaited, reporting));
  return write ? [{ title: "Report each rejection", safety: "suggestion", write }] : [];
}

/** The `await` before a call. */
function outOf(call: Node): Node | undefined {
  return is.isAwaitExpression(call.parent) ? call.parent : undefined;
}

/** `await Promise.allSettled(…);` becomes the list of a loop. */
function loopOver(statement: Node, awaited: Node, reporting: Reporting): Fix["write"] | undefined {
  const { head, body } = loopAt(statement, reporting);
  return (writer) => {
    writer.insertBefore(statement, head);
    writer.replaceSpan({ start: awaited.end, end: statement.end }, body);
  };
}

/** `const results = await Promise.allSettled(…);` is followed by a loop. */
function loopBehind(awaited: Node, reporting: Reporting): Fix["write"] | undefined {
  const { parent } = awaited;
  if (!is.isVariableDeclaration(parent) || !is.isVariableDeclarationList(parent.parent)) return undefined;
  const { declarations, parent: statement } = parent.parent;
  const list = namesIn(parent.name);
  if (list === undefined || declarations.length > 1 || !is.isVariableStatement(statement)) return undefined;
  const { head, body, line } = loopAt(statement, reporting);
  return (writer) => writer.insertAfter(statement, `${line}${head}${list}${body}`);
}

/** `results`, or `[first, second]` of what is taken apart by names alone. */
function namesIn(name: Node): string | undefined {
  if (is.isIdentifier(name)) return name.text;
  if (!is.isArrayBindingPattern(name)) return undefined;
  const names = name.elements.map((each) => {
    if (!is.isBindingElement(each) || each.initializer || each.dotDotDotToken) return undefined;
    return each.name && is.isIdentifier(each.name) ? each.name.text : undefined;
  });
  return names.includes(undefined) ? undefined : `[${names.join(", ")}]`;
}

/** `const users = (await Promise.allSettled(…)).filter(…);` gives the results a name first. */
function loopBefore(awaited: Node, reporting: Reporting): Fix["write"] | undefined {
  const wrapped = is.isParenthesizedExpression(awaited.parent) ? awaited.parent : awaited;
  let statement = wrapped;
  while (!is.isBlock(statement.parent) && !is.isSourceFile(statement.parent)) statement = statement.parent;
  if (!is.isVariableStatement(statement) && !is.isReturnStatement(statement)) return undefined;
  const { text } = statement.getSourceFile();
  const before = text.slice(statement.getStart(), wrapped.getStart());
  // What comes before it would run after it.
  if (!/^(return|(const|let|var)\s+[\w$\s:<>[\],{}|.]*=)\s*$/.test(before)) return undefined;
  const name = ["results", "settled", "outcomes"].find((each) => !mentions(statement.parent, each));
  if (!name) return undefined;
  const { head, body, line } = loopAt(statement, reporting);
  const { semicolon } = layoutOf(statement.getSourceFile());
  const kept = `const ${name} = ${awaited.getText()}${semicolon}${line}`;
  return (writer) => {
    writer.insertBefore(statement, `${kept}${head}${name}${body}${line}`);
    writer.replace(wrapped, name);
  };
}

interface Loop {
  readonly head: string;
  readonly body: string;
  /** A line break, and the indentation of the statement. */
  readonly line: string;
}

function loopAt(statement: Node, { calling }: Reporting): Loop {
  const sourceFile = statement.getSourceFile();
  const { eol, indent, quote, semicolon } = layoutOf(sourceFile);
  const { text } = sourceFile;
  const own = text.slice(text.lastIndexOf("\n", statement.getStart() - 1) + 1);
  const line = eol + (/^[ \t]*/.exec(own)?.[0] ?? "");
  const name = ["result", "outcome", "settlement"].find((each) => !mentions(statement.parent, each)) ?? "eachResult";
  const rejected = `${name}.status === ${quote}rejected${quote}`;
  return {
    head: `for (const ${name} of `,
    body: `) {${line}${indent}if (${rejected}) ${calling(`${name}.reason`)}${semicolon}${line}}`,
    line,
  };
}
