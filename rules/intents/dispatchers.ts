/** How undici's own functions fulfil an intent: by what they are sent through, which is an option of the call. */
import type { RuleContext } from "../../core/context.ts";
import type { Fix } from "../../core/rule.ts";
import type { Asking } from "../../core/ts.ts";
import type { OperationCall } from "../operations/operation.ts";
import { placeOf, write } from "../operations/place.ts";
import { type Intent, wordsOf } from "./intent.ts";

/**
 * Undici knows itself what may be tried again: methods that may be repeated, statuses and lost connections that may pass.
 * It composes with what all calls go through, a proxy say; and the last answer comes back as it would have. That of older
 * versions may be Node's own, which is of another make.
 */
export function* throughDispatcher(intent: Intent, operation: OperationCall, ctx: RuleContext): Asking<Fix | undefined> {
  const { call, entry } = operation;
  if (intent.kind !== "retry" || entry.package !== "undici" || operation.operation.containers) return undefined;
  const version = ctx.majorVersion(call.getSourceFile().fileName, "undici") ?? 0;
  if (version < 8 || /\bdispatcher\b/.test(call.getText())) return undefined;
  // What is streamed into a pipeline cannot be sent twice.
  if (/\b(?:pipeline|stream)$/.test(call.expression.getText())) return undefined;
  const place = yield* placeOf(operation, ctx);
  return place && {
    title: `${wordsOf(intent)} with undici's \`retry\``,
    safety: "suggestion",
    write(writer) {
      const current = writer.importName("getGlobalDispatcher", "undici");
      const retry = `${writer.importName("interceptors", "undici")}.retry({ maxRetries: 2, throwOnError: false })`;
      write(writer, place, [{ option: "dispatcher", value: `${current}().compose(${retry})` }]);
    },
  };
}
