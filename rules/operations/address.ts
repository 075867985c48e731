/** Where an operation goes, as far as its address is written out. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { constantOf, plain, textOf } from "./values.ts";

export interface Start {
  readonly text: string;
  /** It is the whole text. */
  readonly whole: boolean;
}

/** What an address begins with, constants followed; undefined where nothing of it is written out. */
export function* startOf(address: Node, ctx: Questions, depth = 0): Asking<Start | undefined> {
  const value = plain(address);
  const text = textOf(value);
  if (text !== undefined) return { text, whole: true };
  if (depth > 4) return undefined;
  if (is.isTemplateExpression(value)) {
    const { head, templateSpans } = value;
    const [span] = templateSpans;
    if (head.text !== "" || !span) return { text: head.text, whole: false };
    const first = yield* startOf(span.expression, ctx, depth + 1);
    return first && { text: first.text + span.literal.text, whole: first.whole && templateSpans.length === 1 };
  }
  if (is.isBinaryExpression(value) && value.operatorToken.kind === SyntaxKind.PlusToken) {
    const left = yield* startOf(value.left, ctx, depth + 1);
    return left && { ...left, whole: false };
  }
  if (is.isNewExpression(value) && value.expression.getText() === "URL") {
    const base = value.arguments?.at(-1);
    return base ? yield* startOf(base, ctx, depth + 1) : undefined;
  }
  if (is.isObjectLiteralExpression(value)) return yield* startOfOptions(value.properties, ctx, depth);
  const constant = yield* constantOf(value, ctx);
  return constant && (yield* startOf(constant, ctx, depth + 1));
}

/** `{ url: "https://api.example.com" }`, `{ host: "api.example.com" }` */
function* startOfOptions(properties: readonly Node[], ctx: Questions, depth: number): Asking<Start | undefined> {
  for (const property of properties) {
    if (!is.isPropertyAssignment(property)) continue;
    const name = property.name.getText();
    if (name === "url") return yield* startOf(property.initializer, ctx, depth + 1);
    if (name !== "host" && name !== "hostname") continue;
    const host = yield* startOf(property.initializer, ctx, depth + 1);
    return host && { ...host, text: `//${host.text}` };
  }
  return undefined;
}
