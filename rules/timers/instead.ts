/** A signal in place of a race, where the race does nothing that the signal would not do. */
import type { RuleContext } from "../../core/context.ts";
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import type { Fix } from "../../core/rule.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { placeOf, write } from "../operations/place.ts";
import { combined } from "../operations/remedies.ts";
import { type RacingTimer, elementsOfRace } from "./race.ts";
import type { Work } from "./work.ts";

/**
 * With a race around it, nobody could say which of two timers fires first and with whose error. So the race goes, and
 * only where its error is a bare one that nobody can tell from others.
 */
export function* instead(
  race: CallExpression, element: Node, { call, operation, option }: Work, timer: RacingTimer, ctx: RuleContext,
): Asking<readonly Fix[]> {
  const { delay } = timer;
  if (!operation || option === undefined || !delay || !isSimple(delay)) return [];
  const others = (elementsOfRace(race) ?? []).filter((each) => each !== element);
  const [other] = others;
  if (!other || others.length > 1 || !isMadeIn(other, timer) || !failsBarely(timer)) return [];
  const { text } = race.getSourceFile();
  const before = { start: race.getStart(), end: element.getStart() };
  const after = { start: element.end, end: race.end };
  if (/\/[/*]/.test(text.slice(before.start, before.end) + text.slice(after.start, after.end))) return [];
  const place = yield* placeOf(operation, ctx);
  if (!place) return [];
  const amount = `AbortSignal.timeout(${delay.getText()})`;
  return [{
    title: `Hand it \`${amount}\` in place of the race`,
    safety: "suggestion",
    write(writer) {
      writer.replaceSpan(before, "");
      write(writer, place, [{ option, value: combined(call, amount) }]);
      writer.replaceSpan(after, "");
    },
  }];
}

/** A time that can be written elsewhere as it stands. */
function isSimple(delay: Node): boolean {
  return is.isNumericLiteral(delay) || is.isIdentifier(delay) || is.isPropertyAccessExpression(delay);
}

/** The timer stands in the race itself and keeps no handle, so that nothing of it is left when the race goes. */
function isMadeIn(element: Node, { made, helper, set }: RacingTimer): boolean {
  const value = skipWrapping(element);
  if (helper) return value === helper;
  return value === made && (is.isArrowFunction(set.parent) || is.isExpressionStatement(set.parent));
}

/** `reject` alone, or one `reject(new Error(…))` and nothing else. */
function failsBarely({ set }: RacingTimer): boolean {
  const [callback, , reason] = set.arguments;
  const executor = enclosingFunction(set);
  const reject = isFunction(executor) ? executor.parameters[1]?.name.getText() : undefined;
  if (!callback || reject === undefined) return false;
  if (is.isIdentifier(callback)) return callback.text === reject && (!reason || isBareError(reason));
  if (!isFunction(callback) || !callback.body) return false;
  const [only, ...more] = is.isBlock(callback.body) ? callback.body.statements : [callback.body];
  const call = only && is.isExpressionStatement(only) ? only.expression : only;
  if (!call || more.length > 0 || !is.isCallExpression(call) || call.expression.getText() !== reject) return false;
  const [error] = call.arguments;
  return !error || isBareError(error);
}

function isBareError(error: Node): boolean {
  if (is.isStringLiteral(error)) return true;
  return is.isNewExpression(error) && error.expression.getText() === "Error" && (error.arguments?.length ?? 0) < 2;
}
