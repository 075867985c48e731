/** What a function is told by its caller, each with a number: its parameters, and the options that it takes out of them. */
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import { getOrMake } from "../../core/maps.ts";
import { type Node, type ParameterDeclaration, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { escaped } from "../shared/mentions.ts";

export interface Input {
  readonly parameter: ParameterDeclaration;
  /** Where the parameter stands among the others. */
  readonly position: number;
  /** The option of `{ strict = false }`, or of `options.strict`; absent for the parameter itself. */
  readonly option?: string;
  /** What the body calls it. */
  readonly name: string;
  /** What it is where nothing is given. */
  readonly fallback: Node | undefined;
}

const known = new WeakMap<FunctionNode, readonly Input[]>();

/** The parameters come first, each at its own position. */
export function inputsOf(fn: FunctionNode): readonly Input[] {
  return getOrMake(known, fn, () => {
    const parameters = isFunction(fn) ? fn.parameters : [];
    const own = parameters.map((parameter, position): Input => {
      return { parameter, position, name: parameter.name.getText(), fallback: parameter.initializer };
    });
    return [...own, ...own.flatMap((input) => optionsOf(input, fn))];
  });
}

/** The number of the input that a value is; negative where it is none. */
export function inputNamed(value: Node, fn: FunctionNode): number {
  if (!is.isIdentifier(value) && !is.isPropertyAccessExpression(value)) return -1;
  const name = value.getText().replace("?.", ".");
  return inputsOf(fn).findIndex((input) => input.name === name);
}

/** What a call gives for an input: undefined where it gives nothing, null where it cannot be told. */
export function givenFor({ parameter, option }: Input, argument: Node | undefined | null): Node | undefined | null {
  if (parameter.dotDotDotToken || argument === null) return null;
  if (option === undefined) return argument;
  const given = argument ?? parameter.initializer;
  // Options that are not given have none, where the body can do without them.
  if (!given) return is.isIdentifier(parameter.name) ? undefined : null;
  const holder = skipWrapping(given);
  if (!is.isObjectLiteralExpression(holder)) return null;
  for (const property of holder.properties) {
    if (is.isSpreadAssignment(property) || (property.name && is.isComputedPropertyName(property.name))) return null;
    if (property.name?.getText().replace(/^["']|["']$/g, "") !== option) continue;
    return is.isPropertyAssignment(property) ? skipWrapping(property.initializer) : null;
  }
  return undefined;
}

function optionsOf({ parameter, position, name }: Input, fn: FunctionNode): readonly Input[] {
  if (parameter.dotDotDotToken) return [];
  if (is.isObjectBindingPattern(parameter.name)) {
    return parameter.name.elements.flatMap((element) => {
      const { name: local, propertyName, dotDotDotToken, initializer: fallback } = element;
      if (dotDotDotToken || !local || !is.isIdentifier(local)) return [];
      return [{ parameter, position, option: (propertyName ?? local).getText(), name: local.text, fallback }];
    });
  }
  const body = isFunction(fn) ? fn.body?.getText() : undefined;
  const read = body?.matchAll(new RegExp(`(?<![\\w$.])${escaped(name)}\\??\\.(\\w+)\\b(?!\\s*\\()`, "g")) ?? [];
  const options = new Set([...read].map(([, option]) => option as string));
  return [...options].map((option) => ({ parameter, position, option, name: `${name}.${option}`, fallback: undefined }));
}
