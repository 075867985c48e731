/**
 * Who is called, where the name alone does not say: `const save = useCallback(…)`, `const save = handle("save")` and
 * `const { save } = useStore()`, where `handle` and `useStore` are functions of the workspace.
 */
import { type Callee, unknownCallee } from "../../core/callee.ts";
import { type FunctionNode, isAsync, isFunction, isGenerator, returnedValues } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Asking, type CallExpression, type Node, is } from "../../core/ts.ts";
import { handsBackItsArgument, handsBackItsResult } from "../catalog/wrapping.ts";
import { isSaidTo } from "../shared/tags.ts";
import type { Scene } from "./scene.ts";

const depth = 4;

/** What a function value stands for, seen through wrappers and through objects that functions hand back. */
export function* valueThrough(value: Node, scene: Scene, left = depth): Asking<Callee> {
  const callee = yield* scene.ctx.functionValue(value);
  if (callee.kind !== "unknown" || left === 0) return callee;
  const plain = skipWrapping(value);
  if (is.isCallExpression(plain)) return yield* wrapped(plain, scene, left - 1);
  const declaration = yield* declarationOf(plain, scene);
  if (declaration && is.isVariableDeclaration(declaration) && declaration.initializer) {
    const made = skipWrapping(declaration.initializer);
    return is.isCallExpression(made) ? yield* wrapped(made, scene, left - 1) : unknownCallee;
  }
  const taken = yield* takenFrom(plain, declaration, scene);
  return taken ? yield* propertyOf(taken.call, taken.name, scene, left - 1) : unknownCallee;
}

function* declarationOf(value: Node, scene: Scene): Asking<Node | undefined> {
  return is.isIdentifier(value) ? yield* scene.ctx.declarationOf(value) : undefined;
}

function* wrapped(call: CallExpression, scene: Scene, left: number): Asking<Callee> {
  const callee = yield* scene.ctx.callee(call);
  const [first] = call.arguments;
  if (callee.kind === "functions") {
    const isCaught = callee.functions.some((fn) => isSaidTo("catch", fn, scene.ctx));
    return isCaught ? unknownCallee : madeBy(callee.functions);
  }
  if (callee.kind !== "library" || !first) return unknownCallee;
  if (handsBackItsArgument(callee.origin)) return yield* valueThrough(first, scene, left);
  const isMemo = handsBackItsResult(callee.origin) && is.isArrowFunction(first) && !is.isBlock(first.body);
  return isMemo ? yield* valueThrough(first.body, scene, left) : unknownCallee;
}

/** `const onSave = handle("save")` where `handle` hands back a function that is written out in it. */
function madeBy(makers: readonly FunctionNode[]): Callee {
  const made = makers.map((maker) => returned(maker));
  const functions = made.flat().filter((value) => isFunction(value));
  const isAll = functions.length > 0 && made.every((values) => values.length > 0 && values.every((value) => isFunction(value)));
  return isAll ? { kind: "functions", functions, open: false } : unknownCallee;
}

/** The call that made the object out of which a function is taken, by `const { save } = make()` or by `made.save`. */
function* takenFrom(
  value: Node, declaration: Node | undefined, scene: Scene,
): Asking<{ readonly call: CallExpression; readonly name: string } | undefined> {
  if (declaration && is.isBindingElement(declaration) && is.isObjectBindingPattern(declaration.parent)) {
    const holder = declaration.parent.parent;
    const made = is.isVariableDeclaration(holder) && holder.initializer ? skipWrapping(holder.initializer) : undefined;
    const name = (declaration.propertyName ?? declaration.name)?.getText();
    return made && name && is.isCallExpression(made) ? { call: made, name } : undefined;
  }
  if (!is.isPropertyAccessExpression(value)) return undefined;
  const holder = yield* declarationOf(value.expression, scene);
  const made = holder && is.isVariableDeclaration(holder) && holder.initializer ? skipWrapping(holder.initializer) : undefined;
  return made && is.isCallExpression(made) ? { call: made, name: value.name.text } : undefined;
}

/** A property of the object that a function of the workspace hands back; unknown where it hands back several. */
function* propertyOf(call: CallExpression, name: string, scene: Scene, left: number): Asking<Callee> {
  const callee = yield* scene.ctx.callee(call);
  if (callee.kind !== "functions" || callee.functions.length !== 1) return unknownCallee;
  const literals = callee.functions.flatMap((fn) => returned(fn).filter((value) => is.isObjectLiteralExpression(value)));
  const [literal] = literals;
  if (!literal || literals.length > 1) return unknownCallee;
  for (const property of literal.properties) {
    if (is.isSpreadAssignment(property) || !property.name || property.name.getText() !== name) continue;
    if (is.isMethodDeclaration(property)) return { kind: "functions", functions: [property], open: false };
    if (is.isShorthandPropertyAssignment(property)) return yield* valueThrough(property.name, scene, left);
    if (is.isPropertyAssignment(property)) return yield* valueThrough(property.initializer, scene, left);
  }
  return unknownCallee;
}

/** What a call of the function is, as far as it is written out there. */
function returned(fn: FunctionNode): Node[] {
  return isAsync(fn) || isGenerator(fn) ? [] : returnedValues(fn).map(skipWrapping);
}
