/** What becomes of the handle of a timer: whether somebody clears it when there is nothing left to wait for. */
import type { Questions } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import {
  type Asking,
  type CallExpression,
  type Node,
  NodeFlags,
  SyntaxKind,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";
import { riskyAwaits } from "./risky.ts";

export type Fate =
  /** Nobody clears the timer; without a name, its handle is not even kept. */
  | { readonly kind: "never"; readonly declaration?: VariableDeclaration }
  /** It is cleared, but not when one of these fails. */
  | ClearedOnSuccess
  | { readonly kind: "sound" };

interface ClearedOnSuccess {
  readonly kind: "success";
  readonly declaration: VariableDeclaration;
  readonly clears: readonly CallExpression[];
  readonly failing: readonly Node[];
}

const sound: Fate = { kind: "sound" };

export function* fateOf(set: CallExpression, ctx: Questions): Asking<Fate> {
  const handle = yield* handleOf(set, ctx);
  if (handle === "lost") return { kind: "never" };
  if (handle === "safe") return sound;
  const scope = scopeOf(handle);
  if (!scope) return sound;
  const clears: Clear[] = [];
  for (const use of usesOf(handle.name, scope)) {
    const clear = clearedBy(use);
    if (clear) clears.push({ call: clear, when: whenOf(clear, scope) });
    else if (!isHarmless(use, set)) return sound;
  }
  return judge(handle, set, clears);
}

interface Clear {
  readonly call: CallExpression;
  readonly when: "always" | "success" | "failure";
}

function judge(declaration: VariableDeclaration, set: CallExpression, clears: readonly Clear[]): Fate {
  if (clears.length === 0) return { kind: "never", declaration };
  if (clears.some(({ when }) => when !== "success")) return sound;
  const calls = clears.map(({ call }) => call);
  const failing = riskyAwaits(set, calls);
  return failing.length > 0 ? { kind: "success", declaration, clears: calls, failing } : sound;
}

/** Where the handle goes. Safe is what others may clear, and what does not keep the process alive. */
function* handleOf(set: CallExpression, ctx: Questions): Asking<VariableDeclaration | "lost" | "safe"> {
  let value: Node = set;
  while (skipWrapping(value.parent) === skipWrapping(value) || is.isVoidExpression(value.parent)) value = value.parent;
  const { parent } = value;
  if (is.isExpressionStatement(parent) || isExecutor(parent)) return "lost";
  if (is.isVariableDeclaration(parent) && is.isIdentifier(parent.name)) {
    return parent.parent.flags & NodeFlags.Using & ~NodeFlags.Const ? "safe" : parent;
  }
  if (!is.isBinaryExpression(parent) || parent.operatorToken.kind !== SyntaxKind.EqualsToken) return "safe";
  const statement = skipWrapping(parent.parent) === parent ? parent.parent.parent : parent.parent;
  if (!is.isIdentifier(parent.left) || !(is.isExpressionStatement(statement) || isExecutor(statement))) return "safe";
  const declaration = yield* ctx.declarationOf(parent.left);
  const isVariable = declaration && is.isVariableDeclaration(declaration) && is.isIdentifier(declaration.name);
  return isVariable ? declaration : "safe";
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`: what the executor returns is thrown away. */
function isExecutor(node: Node): boolean {
  if (!is.isArrowFunction(node) || is.isBlock(node.body)) return false;
  return is.isNewExpression(node.parent) && node.parent.expression.getText() === "Promise";
}

/** The block in which a local variable can be used. */
function scopeOf(declaration: VariableDeclaration): Node | undefined {
  const statement = declaration.parent.parent;
  if (!is.isVariableStatement(statement) || is.isSourceFile(enclosingFunction(declaration))) return undefined;
  return declaration.parent.flags & NodeFlags.BlockScoped ? statement.parent : enclosingFunction(declaration);
}

function clearedBy(use: Node): CallExpression | undefined {
  let value = use;
  while (skipWrapping(value.parent) === use) value = value.parent;
  const { parent } = value;
  const isClear = is.isCallExpression(parent) && /(^|\.)clearTimeout$/.test(parent.expression.getText());
  return isClear && parent.expression !== value ? parent : undefined;
}

/** Set, or looked at: neither ends the timer nor hands it to anybody. */
function isHarmless(use: Node, set: CallExpression): boolean {
  const { parent } = use;
  if (is.isBinaryExpression(parent)) {
    if (parent.operatorToken.kind !== SyntaxKind.EqualsToken) return isComparison(parent.operatorToken.kind);
    return parent.left === use && (parent.right === set || /^(undefined|null)$/.test(parent.right.getText()));
  }
  if (is.isIfStatement(parent)) return parent.expression === use;
  return is.isPrefixUnaryExpression(parent);
}

function isComparison(kind: SyntaxKind): boolean {
  return (
    kind === SyntaxKind.EqualsEqualsToken || kind === SyntaxKind.EqualsEqualsEqualsToken ||
    kind === SyntaxKind.ExclamationEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === SyntaxKind.AmpersandAmpersandToken
  );
}

/** When a timer is cleared: always, or only when the work succeeds, or fails. What others call may always be. */
function whenOf(clear: CallExpression, scope: Node): Clear["when"] {
  for (let at: Node = clear; at !== scope; at = at.parent) {
    const { parent } = at;
    if (is.isTryStatement(parent) && parent.finallyBlock === at) return "always";
    if (is.isCatchClause(parent)) return "failure";
    if (isFunction(at) && at !== scope) return whenCalled(at);
  }
  return "success";
}

/** When a function is called that is given to a promise. */
function whenCalled(handler: Node): Clear["when"] {
  const { parent } = handler;
  if (!is.isCallExpression(parent) || !is.isPropertyAccessExpression(parent.expression)) return "always";
  const { name, expression } = parent.expression;
  if (name.text === "catch" || (name.text === "then" && parent.arguments[1] === handler)) return "failure";
  return name.text === "then" && !/\.catch\s*\(/.test(expression.getText()) ? "success" : "always";
}
