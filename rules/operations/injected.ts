/** What a container puts into a constructor: Nest's `@Inject(TOKEN)`, tsyringe's `@inject("token")`. */
import type { Questions } from "../../core/context.ts";
import { isFunction, returnedValues } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type Node, type ObjectLiteralExpression, type ParameterDeclaration, is } from "../../core/ts.ts";

/** The values that providers register for a parameter's token, as far as they are written out in the same program. */
export function* injected(parameter: ParameterDeclaration, ctx: Questions): Asking<readonly Node[]> {
  const token = tokenOf(parameter);
  if (token === undefined) return [];
  const found: Node[] = [];
  for (const file of ctx.survey(providing)) {
    if (!ctx.sharesProgram(parameter, file)) continue;
    const sourceFile = yield* ctx.sourceFile(file);
    if (sourceFile?.text.includes(token)) collect(sourceFile, token, found);
  }
  return found;
}

function tokenOf({ modifiers }: ParameterDeclaration): string | undefined {
  for (const modifier of modifiers ?? []) {
    const [, token] = /^@[Ii]nject\(\s*([\w$."']+)\s*\)$/.exec(modifier.getText()) ?? [];
    if (token !== undefined) return token;
  }
  return undefined;
}

/** The files that register something. */
const providing: Survey<true, readonly string[]> = {
  of: (text) => (/\bprovide\s*:|\bcontainer\.register/.test(text) ? true : undefined),
  merge: (parts) => [...parts.keys()].sort(),
};

function collect(scope: Node, token: string, found: Node[]): void {
  const look = (node: Node): void => {
    if (is.isObjectLiteralExpression(node) && valueOf(node, "provide")?.getText() === token) found.push(...provided(node));
    if (is.isCallExpression(node) && /\bcontainer\.register\w*$/.test(node.expression.getText())) {
      const [name, value] = node.arguments;
      if (name?.getText() === token && value) found.push(...(is.isObjectLiteralExpression(value) ? provided(value) : [value]));
    }
    node.forEachChild(look);
  };
  scope.forEachChild(look);
}

/** `{ useValue: … }`, `{ useFactory: () => … }` */
function provided(provider: ObjectLiteralExpression): readonly Node[] {
  const value = valueOf(provider, "useValue");
  if (value) return [value];
  const factory = valueOf(provider, "useFactory");
  return factory && isFunction(factory) ? returnedValues(factory) : [];
}

function valueOf(literal: ObjectLiteralExpression, name: string): Node | undefined {
  const property = literal.properties.find((each) => is.isPropertyAssignment(each) && each.name.getText() === name);
  return property && is.isPropertyAssignment(property) ? property.initializer : undefined;
}
