/** `stream.on("data", async …)`: the stream flows on while the listener waits. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction, returnsOf } from "../../core/functions.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { addsListener } from "../catalog/boundaries/taker.ts";
import { mayAwait } from "../shared/floating.ts";

/** By syntax alone: a listener for the chunks of a stream. */
export function listensToData(call: CallExpression): boolean {
  const { expression } = call;
  if (!is.isPropertyAccessExpression(expression) || !addsListener.includes(expression.name.text)) return false;
  const [event, listener] = call.arguments;
  return event !== undefined && listener !== undefined && is.isStringLiteral(event) && event.text === "data";
}

/** Whether what is listened to is a stream of Node's kind: other emitters may use the name for anything. */
export function* isOnReadable({ expression }: CallExpression, ctx: RuleContext): Asking<boolean> {
  if (!is.isPropertyAccessExpression(expression)) return false;
  const stream = expression.expression;
  return yield* ctx.kept(stream, "readable", function* () {
    const type = yield* (yield* ctx.type(stream)).getNonNullableType.gen();
    return (yield* type.getProperty.gen("readableFlowing")) !== undefined;
  });
}

/** The same as a loop that waits, where nothing else is done with the stream and the function around it can wait. */
export function waitingLoop(call: CallExpression): readonly Fix[] {
  const { expression, parent } = call;
  const [, listener] = call.arguments;
  if (!is.isExpressionStatement(parent) || !is.isPropertyAccessExpression(expression) || !listener) return [];
  const stream = expression.expression;
  const around = enclosingFunction(call);
  if (!is.isIdentifier(stream) || !is.isArrowFunction(listener) || !is.isBlock(listener.body)) return [];
  if (!isFunction(around) || is.isCallExpression(around.parent) || !mayAwait(call)) return [];
  const [chunk, ...more] = listener.parameters;
  const { body } = listener;
  if (more.length > 0 || chunk?.initializer || chunk?.dotDotDotToken) return [];
  // In a loop `return` would leave the function around it.
  if (returnsOf(listener).length > 0) return [];
  if (isUsedElsewhere(stream.text, around, stream)) return [];
  const head = `for await (const ${chunk?.name.getText() ?? "_chunk"} of ${stream.text}) `;
  const { text } = call.getSourceFile();
  const dropped = text.slice(call.getStart(), body.getStart()) + text.slice(body.end, parent.end);
  if (/\/[/*]/.test(dropped)) return [];
  return [{
    title: "Read it by `for await`, one chunk after the other",
    safety: "suggestion",
    write(writer) {
      writer.replaceSpan({ start: call.getStart(), end: body.getStart() }, head);
      writer.replaceSpan({ start: body.end, end: parent.end }, "");
    },
  }];
}

/** Who listens for its end or its errors, or pipes it on, counts on its flowing. */
function isUsedElsewhere(name: string, scope: Node, use: Node): boolean {
  let found = false;
  const look = (node: Node): void => {
    if (is.isIdentifier(node) && node.text === name && node !== use && !isDeclared(node)) found = true;
    node.forEachChild(look);
  };
  look(scope);
  return found;
}

function isDeclared({ parent }: Node): boolean {
  return is.isVariableDeclaration(parent) || is.isParameterDeclaration(parent);
}
