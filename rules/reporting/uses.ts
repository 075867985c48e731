/** The logger that a file uses for errors already, in the order of arguments that it takes there. */
import { enclosingFunction, isClass } from "../../core/functions.ts";
import { type CallExpression, type Node, type SourceFile, is } from "../../core/ts.ts";
import { perFile } from "../shared/per-file.ts";
import type { Reporter } from "./reporting.ts";

/** The first use of a logger in the file that can be repeated at `site`. */
export function usedLogger(site: Node): Reporter | undefined {
  const sourceFile = site.getSourceFile();
  return loggerUses(sourceFile).find(({ call, callee, logger }) =>
    callee.startsWith("this.") ? isSameThis(call, site) : isTopLevelName(sourceFile, logger),
  );
}

/** What stands before `.error(`. */
const logger = /(?<![\w$.])((?:this\.)?_?(?:log|logger)|\w*[a-z]Logger|Logger)$/;
const longestName = 60;

interface LoggerUse extends Reporter {
  readonly call: CallExpression;
  readonly logger: string;
}

const loggerUses = perFile((sourceFile): readonly LoggerUse[] =>
  [...sourceFile.text.matchAll(/\.error\(/g)].flatMap(({ index }) => {
    const name = logger.exec(sourceFile.text.slice(Math.max(0, index - longestName), index))?.[1];
    const call = name === undefined ? undefined : callAt(sourceFile, index - name.length);
    const order = call && orderOf(call);
    const callee = call?.expression.getText();
    return call && order && name !== undefined && callee === `${name}.error` ? [{ call, order, callee, logger: name }] : [];
  }),
);

/** Which argument is the error, and whether words come with it. */
function orderOf(call: CallExpression): Reporter["order"] | undefined {
  const [first, second, third] = call.arguments;
  if (!first || third || is.isObjectLiteralExpression(first)) return undefined;
  const isError = (node: Node | undefined) => node !== undefined && is.isIdentifier(node) && /^(e|err|error|\w+Err(or)?)$/.test(node.text);
  const isWords = (node: Node | undefined) =>
    node !== undefined && (is.isStringLiteral(node) || is.isTemplateExpression(node) || is.isNoSubstitutionTemplateLiteral(node));
  if (isError(first)) return isWords(second) ? ["error", "words"] : second ? undefined : ["error"];
  return isWords(first) && isError(second) ? ["words", "error"] : undefined;
}

function callAt(sourceFile: SourceFile, at: number): CallExpression | undefined {
  let found: CallExpression | undefined;
  const look = (node: Node): void => {
    if (node.pos > at || node.end <= at || found) return;
    if (is.isCallExpression(node) && node.getStart() === at && is.isPropertyAccessExpression(node.expression)) {
      found = node;
      if (node.expression.name.text === "error") return;
      found = undefined;
    }
    node.forEachChild(look);
  };
  sourceFile.forEachChild(look);
  return found;
}

function isTopLevelName(sourceFile: SourceFile, name: string): boolean {
  return sourceFile.statements.some((statement) => {
    if (is.isVariableStatement(statement)) return statement.declarationList.declarations.some((each) => each.name.getText() === name);
    if (!is.isImportDeclaration(statement) || !statement.importClause) return false;
    return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(statement.importClause.getText());
  });
}

/** Does `this` mean the same object at both places? */
function isSameThis(a: Node, b: Node): boolean {
  const owner = ownerOf(a);
  return owner !== undefined && owner === ownerOf(b);
}

function ownerOf(node: Node): Node | undefined {
  let fn: Node = enclosingFunction(node);
  while (is.isArrowFunction(fn)) fn = enclosingFunction(fn);
  return !is.isSourceFile(fn) && isClass(fn.parent) ? fn.parent : undefined;
}
