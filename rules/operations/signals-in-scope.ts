/** The abort signal that a function was given, and how the function writes it. */
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import { type Node, is } from "../../core/ts.ts";

export interface SignalInScope {
  /** `signal`, `options.signal` */
  readonly text: string;
  /** It may be missing. */
  readonly optional: boolean;
  /** The parameter that brings it. */
  readonly parameter: Node;
}

const names = /^(abort)?signal$/i;

/** The signal that the function around a call was given; callbacks that are part of its work see it too. */
export function signalInScope(call: Node): SignalInScope | undefined {
  for (let fn = enclosingFunction(call); isFunction(fn); fn = enclosingFunction(fn)) {
    const found = signalOf(fn);
    if (found) return found;
    // A function with a name, or one that is kept, runs at a time of its own.
    if (!is.isArrowFunction(fn) || !is.isCallExpression(fn.parent) || isListener(fn.parent)) return undefined;
  }
  return undefined;
}

/** The signal among a function's parameters. */
export function signalOf(fn: FunctionNode): SignalInScope | undefined {
  if (!isFunction(fn)) return undefined;
  for (const parameter of fn.parameters) {
    const { name, type, questionToken, initializer } = parameter;
    const written = type?.getText() ?? "";
    if (is.isObjectBindingPattern(name)) {
      const element = name.elements.find((each) => !each.dotDotDotToken && names.test((each.propertyName ?? each.name)?.getText() ?? ""));
      const bound = element?.name;
      if (bound && is.isIdentifier(bound)) return { text: bound.text, optional: true, parameter };
      continue;
    }
    if (!is.isIdentifier(name)) continue;
    if (/^AbortSignal( \| (undefined|null))?$/.test(written)) {
      return { text: name.text, optional: questionToken !== undefined || initializer !== undefined || written !== "AbortSignal", parameter };
    }
    const property = /[{;,]\s*(?:readonly\s+)?(\w*[sS]ignal)(\?)?\s*:\s*AbortSignal\b/.exec(written);
    if (!property || !names.test(property[1] ?? "")) continue;
    const access = questionToken ? `${name.text}?.${property[1]}` : `${name.text}.${property[1]}`;
    return { text: access, optional: questionToken !== undefined || property[2] === "?", parameter };
  }
  return undefined;
}

function isListener(call: Node): boolean {
  return is.isCallExpression(call) && /(^|\.)(on|once|addListener|addEventListener|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick)$/.test(call.expression.getText());
}
