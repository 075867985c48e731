/** Where an expression needs parentheses, and where a statement that begins with one needs a semicolon before it. */
import { type Node, SyntaxKind, is } from "../ts.ts";

/** What is written before and after an expression. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

/** How `node` becomes `await node` where it stands. */
export function aroundAwait(node: Node): Around {
  const inner = binds(node, unary) ? { before: "", after: "" } : { before: "(", after: ")" };
  if (node.parent.kind === SyntaxKind.ShorthandPropertyAssignment) {
    return { before: `${node.getText()}: await `, after: "" };
  }
  if (!isOperand(node)) return { before: `await ${inner.before}`, after: inner.after };
  return { before: `${separator(node)}(await ${inner.before}`, after: `${inner.after})` };
}

/** How `node` becomes `node` followed by `suffix`, which begins with a dot. */
export function aroundChain(node: Node, suffix: string): Around {
  if (binds(node, leftHandSide)) return { before: "", after: suffix };
  return { before: `${separator(node)}(`, after: `)${suffix}` };
}

const leftHandSide: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.ThisKeyword,
  SyntaxKind.SuperKeyword,
  SyntaxKind.CallExpression,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.ElementAccessExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.TaggedTemplateExpression,
  SyntaxKind.TemplateExpression,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ClassExpression,
  SyntaxKind.MetaProperty,
  SyntaxKind.NullKeyword,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.JsxElement,
  SyntaxKind.JsxFragment,
  SyntaxKind.JsxSelfClosingElement,
  SyntaxKind.NewExpression,
]);

const unary: ReadonlySet<SyntaxKind> = new Set([
  ...leftHandSide,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.AwaitExpression,
  SyntaxKind.VoidExpression,
  SyntaxKind.TypeOfExpression,
  SyntaxKind.DeleteExpression,
  SyntaxKind.PrefixUnaryExpression,
  SyntaxKind.PostfixUnaryExpression,
  SyntaxKind.TypeAssertionExpression,
]);

function binds(node: Node, kinds: ReadonlySet<SyntaxKind>): boolean {
  // Without its arguments, `new A` takes what follows for part of the class.
  if (kinds === leftHandSide && is.isNewExpression(node)) return node.arguments !== undefined;
  return kinds.has(node.kind);
}

/** Does `node` stand where its parent binds tighter than `await` does? */
function isOperand(node: Node): boolean {
  const { parent } = node;
  if (is.isPropertyAccessExpression(parent) || is.isElementAccessExpression(parent)) return parent.expression === node;
  if (is.isCallExpression(parent) || is.isNewExpression(parent)) return parent.expression === node;
  if (is.isTaggedTemplateExpression(parent)) return parent.tag === node;
  if (is.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === SyntaxKind.AsteriskAsteriskToken;
  }
  return is.isNonNullExpression(parent) || is.isExpressionWithTypeArguments(parent) || is.isDecorator(parent);
}

/** A semicolon where the statement before would otherwise call what begins with a parenthesis. */
function separator(node: Node): string {
  const start = node.getStart();
  let at = node;
  while (at.parent && !is.isExpressionStatement(at.parent) && at.parent.getStart() === start) at = at.parent;
  const statement = at.parent;
  if (!statement || !is.isExpressionStatement(statement) || statement.getStart() !== start) return "";
  const { statements = [] } = statement.parent as { readonly statements?: readonly Node[] };
  const before = statements[statements.indexOf(statement) - 1];
  return before && runsOn(before) ? ";" : "";
}

const open: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ExpressionStatement,
  SyntaxKind.VariableStatement,
  SyntaxKind.ReturnStatement,
  SyntaxKind.ThrowStatement,
  SyntaxKind.ExportAssignment,
  SyntaxKind.TypeAliasDeclaration,
]);

/** Is this a statement that only a line break ends? */
function runsOn(statement: Node): boolean {
  if (is.isIfStatement(statement)) return runsOn(statement.elseStatement ?? statement.thenStatement);
  if (
    is.isForStatement(statement) ||
    is.isForInStatement(statement) ||
    is.isForOfStatement(statement) ||
    is.isWhileStatement(statement) ||
    is.isLabeledStatement(statement)
  ) {
    return runsOn(statement.statement);
  }
  return open.has(statement.kind) && !statement.getText().endsWith(";");
}
