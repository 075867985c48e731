import type { RuleContext } from "../../core/context.ts";
import { isFunction } from "../../core/functions.ts";
import { type Report, type Verdict, defineRule, met } from "../../core/rule.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Node, SyntaxKind, type Type, TypeFlags, is } from "../../core/ts.ts";
import { isWatched } from "../shared/paths.ts";
import { rejectsWith } from "../shared/rejecting.ts";

export default defineRule({
  id: "thrown-literal",
  family: "errors",
  category: "defect",
  since: "0.1.0",
  summary: "a text, a number or nothing at all thrown in place of an error",
  explain: `
Whoever catches takes what was thrown for an error: reads its \`message\`, logs its \`stack\`, asks for its class. A text or
a number has none of these, so that the handler answers \`undefined\`, and a log says neither what failed nor where.
\`null\` and \`undefined\` make the handler itself throw, and so does a rejection without a reason. A plain object may have
a message and still has no stack (risk). After \`abort("text")\` every operation that it stops rejects with that text (risk).

Throw an \`Error\`, or the project's own, with the text as its message.

**Leave it alone** in tests of what catches; nothing is reported there. What is thrown again as it was caught, and values
whose type does not tell, are left alone as well.

Where this differs from typescript-eslint's \`only-throw-error\` and \`prefer-promise-reject-errors\`, on purpose: instances
of classes are silent, for routers throw responses and redirects and renderers throw promises; \`any\` and \`unknown\` are
silent; and the reason of an abort counts too.
`,
  examples: [
    {
      title: "The handler answers `undefined`",
      bad: `export function reserve(seats: number) {
  if (seats === 0) throw "sold out";
                         ~~~~~~~~~~
  return seats - 1;
}
`,
      good: `export function reserve(seats: number) {
  if (seats === 0) throw new Error("sold out");
  return seats - 1;
}
`,
    },
    {
      title: "A rejection without a reason",
      bad: `export function opened(socket: WebSocket) {
  return new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("close", () => reject());
                                           ~~~~~~~~
  });
}
`,
    },
  ],
  check: {
    ThrowStatement: (node, ctx) => (isWatched(ctx.relativePath(node)) ? undefined : judge(node.expression, "thrown", ctx)),
    CallExpression(call, ctx) {
      if (isWatched(ctx.relativePath(call))) return undefined;
      const [reason] = call.arguments;
      if (rejectsWith(call)) return reason ? judge(reason, "rejected with", ctx) : rejectedWithNothing(call);
      return reason && isAbort(call) ? judgeAbort(call, reason, ctx) : undefined;
    },
  },
});

type How = "thrown" | "rejected with" | "aborted with";

function* judge(value: Node, how: How, ctx: RuleContext): Asking<Verdict> {
  const thrown = skipWrapping(value);
  if (is.isSpreadElement(thrown)) return undefined;
  if (is.isNewExpression(thrown)) return met(thrown);
  const kind = writtenKind(thrown) ?? (yield* typedKind(thrown, ctx));
  return kind === undefined ? met(thrown) : report(thrown, kind, how);
}

function report(at: Node, kind: string, how: How): Report {
  return {
    at,
    message: how === "thrown" ? `${kind} is thrown here, and no error` : `this is ${how} ${kind}, and with no error`,
    why: "whoever catches it finds no message, no stack and no class: handlers answer `undefined`, and logs do not say where it failed",
    // Who aborts with a text, or throws an object with a message in it, may well have somebody who knows.
    ...((how === "aborted with" || kind === plain) && { category: "risk" as const }),
    remedy: how === "aborted with" ? "give an `Error` with that text as the reason" : "make an `Error` of it, or one of the project's own",
  };
}

function rejectedWithNothing(call: CallExpression): Report {
  return {
    at: call,
    message: "this is rejected with nothing, and with no error",
    why: "a handler that reads `message` off `undefined` throws itself, and what went wrong is lost",
    remedy: "reject with an `Error` that says what failed",
  };
}

const plain = "a plain object";

/** What is written out in the code. */
function writtenKind(value: Node): string | undefined {
  if (is.isStringLiteral(value) || is.isNoSubstitutionTemplateLiteral(value) || is.isTemplateExpression(value)) return "a text";
  if (is.isNumericLiteral(value)) return "a number";
  if (value.kind === SyntaxKind.NullKeyword) return "`null`";
  if (value.kind === SyntaxKind.TrueKeyword || value.kind === SyntaxKind.FalseKeyword) return "a yes or no";
  if (is.isIdentifier(value) && value.text === "undefined") return "`undefined`";
  if (is.isObjectLiteralExpression(value)) return plain;
  return undefined;
}

const text = TypeFlags.String | TypeFlags.StringLiteral;
const number = TypeFlags.Number | TypeFlags.NumberLiteral | TypeFlags.BigInt | TypeFlags.BigIntLiteral;
const nothing = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;

/** What its type says it is; undefined for all that may be an error. */
function typedKind(value: Node, ctx: RuleContext): Asking<string | undefined> {
  return ctx.kept(value, "kind", function* () {
    const type = yield* ctx.type(value);
    const parts: readonly Type[] = type.isUnionType() ? yield* type.getTypes.gen() : [type];
    if (parts.length > 0 && parts.every(({ flags }) => flags & (text | nothing)) && parts.some(({ flags }) => flags & text)) return "a text";
    return parts.length > 0 && parts.every(({ flags }) => flags & number) ? "a number" : undefined;
  });
}

function isAbort({ expression }: CallExpression): boolean {
  return is.isPropertyAccessExpression(expression) && expression.name.text === "abort";
}

function* judgeAbort(call: CallExpression, reason: Node, ctx: RuleContext): Asking<Verdict> {
  const written = skipWrapping(reason);
  if (is.isNewExpression(written) || isFunction(written)) return undefined;
  const callee = yield* ctx.callee(call);
  const { package: from, container } = callee.kind === "library" ? callee.origin : { package: "", container: "" };
  // The signal's own is declared in a type without a name.
  const isOwn = container === "AbortController" || /^AbortSignal\b/.test(call.expression.getText());
  return isOwn && (from === "lib" || from === "node") ? yield* judge(reason, "aborted with", ctx) : undefined;
}
