/** How a file reports an error: the way it already does, so that what a fix writes fits the logger's own signature. */
import { enclosingFunction, isClass } from "../../core/functions.ts";
import { type CallExpression, type Node, type SourceFile, is } from "../../core/ts.ts";
import { perFile } from "./per-file.ts";

export interface Reporting {
  /** `logger.error` */
  readonly reporter: string;
  /** The text of a function that reports the error it is given. */
  readonly handler: string;
  /** The text of a call that reports the error of that name. */
  readonly calling: (error: string) => string;
}

/** How a failure of `work` is reported at `site`. */
export function reportingAt(site: Node, work: string): Reporting {
  const { callee, order } = loggingNear(site) ?? { callee: "console.error", order: ["error"] };
  const words = JSON.stringify(`${work} failed`);
  const calling = (error: string) => `${callee}(${order.map((each) => (each === "error" ? error : words)).join(", ")})`;
  return { reporter: callee, handler: `(error) => ${calling("error")}`, calling };
}

/** The call that reports an error, which stands under a name, with some words where the logger takes any. */
export function reportOf(site: Node, words: string, error: string): string {
  const { callee, order } = loggingNear(site) ?? { callee: "console.error", order: ["words", "error"] };
  const said = JSON.stringify(callee === "console.error" ? `${words}:` : words);
  return `${callee}(${order.map((each) => (each === "error" ? error : said)).join(", ")})`;
}

interface Shape {
  readonly callee: string;
  readonly order: readonly ("error" | "words")[];
}

const logger = /(?<![\w$.])((?:this\.)?_?(?:log|logger)|\w*[a-z]Logger|Logger)\.error\(/g;

interface LoggerUse extends Shape {
  readonly call: CallExpression;
  readonly logger: string;
}

const loggerUses = perFile((sourceFile): readonly LoggerUse[] =>
  [...sourceFile.text.matchAll(logger)].flatMap((match) => {
    const call = callAt(sourceFile, match.index);
    const order = call && orderOf(call);
    const callee = call?.expression.getText();
    return call && order && callee === `${match[1]}.error` ? [{ call, order, callee, logger: match[1] as string }] : [];
  }),
);

/** The first use of a logger in the file that can be repeated at `site`. */
function loggingNear(site: Node): Shape | undefined {
  const sourceFile = site.getSourceFile();
  return loggerUses(sourceFile).find(({ call, callee, logger }) =>
    callee.startsWith("this.") ? isSameThis(call, site) : isTopLevelName(sourceFile, logger),
  );
}

/** Which argument is the error, and whether words come with it. */
function orderOf(call: CallExpression): Shape["order"] | undefined {
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
