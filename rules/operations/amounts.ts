/** Reading how long a timeout is, where the code says so outright. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { constantOf, plain } from "./values.ts";

/** The longest time that a timer of Node.js can count, in milliseconds: 24.8 days. Any longer one ends after 1 ms. */
export const longest = 2 ** 31 - 1;

/** The number that an expression stands for, constants followed; `false` where it says so. */
export function* amount(expression: Node, ctx: Questions, depth = 0): Asking<number | false | undefined> {
  const value = plain(expression);
  if (depth > 6) return undefined;
  if (is.isNumericLiteral(value)) return Number(value.text);
  if (value.kind === SyntaxKind.FalseKeyword) return false;
  const text = value.getText();
  if (text === "Infinity" || text === "Number.POSITIVE_INFINITY") return Infinity;
  if (text === "Number.MAX_SAFE_INTEGER") return Number.MAX_SAFE_INTEGER;
  if (text === "Number.MAX_VALUE") return Number.MAX_VALUE;
  if (is.isBinaryExpression(value)) {
    const left = yield* amount(value.left, ctx, depth + 1);
    const right = yield* amount(value.right, ctx, depth + 1);
    if (typeof left !== "number" || typeof right !== "number") return undefined;
    return compute(value.operatorToken.kind, left, right);
  }
  const isName = is.isIdentifier(value) || is.isPropertyAccessExpression(value);
  const constant = isName ? yield* constantOf(value, ctx) : undefined;
  return constant && (yield* amount(constant, ctx, depth + 1));
}

function compute(operator: SyntaxKind, left: number, right: number): number | undefined {
  switch (operator) {
    case SyntaxKind.AsteriskToken:
      return left * right;
    case SyntaxKind.PlusToken:
      return left + right;
    case SyntaxKind.MinusToken:
      return left - right;
    case SyntaxKind.SlashToken:
      return left / right;
    case SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    default:
      return undefined;
  }
}
