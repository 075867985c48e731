/** What a function takes, as its signature declares it. */
import { type Asking, type Expression, type Node, type Project, type Symbol, type Type, TypeFlags, is } from "./ts.ts";
import type { World } from "./world.ts";

/** Plain data. Of overloads, the first. */
export interface Shape {
  readonly parameters: readonly ShapeParameter[];
  /** Its result is declared as `void`, or as nothing in particular. */
  readonly givesNothing: boolean;
}

export interface ShapeParameter {
  readonly name: string;
  /** What is declared for it: an error, `any` or `unknown`, or something else. */
  readonly kind: "error" | "any" | "unknown" | "other";
  /** Nothing may be given for it. Not known where the program does not check for null. */
  readonly nullable: boolean;
  /** It may be left out. Looked up only behind a parameter that may be an error. */
  readonly optional: boolean;
}

/** What calling a value takes. */
export function* shapeOf(value: Node, world: World): Asking<Shape | undefined> {
  const project = world.home(value);
  return yield* shapeOfType(yield* project.checker.getTypeAtLocation.gen(value), project);
}

/** What the place of an argument wants of the function that is given there. */
export function* shapeWanted(argument: Node, world: World): Asking<Shape | undefined> {
  const project = world.home(argument);
  const type = yield* project.checker.getContextualType.gen(argument as Expression);
  return type && (yield* shapeOfType(type, project));
}

const nothing = TypeFlags.Void | TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Undefined;

function* shapeOfType(type: Type, project: Project): Asking<Shape | undefined> {
  for (const each of yield* membersOf(type)) {
    const [signature] = yield* each.getCallSignatures.gen();
    if (!signature) continue;
    const parameters: ShapeParameter[] = [];
    for (const parameter of yield* signature.getParameters.gen()) {
      const follows = parameters[0] !== undefined && parameters[0].kind !== "other";
      const optional = follows && (yield* isOptional(parameter, project));
      parameters.push({ ...(yield* parameterOf(parameter, project)), optional });
    }
    const result = yield* signature.getReturnType.gen();
    return { parameters, givesNothing: (result.flags & nothing) !== 0 };
  }
  return undefined;
}

function* isOptional({ valueDeclaration }: Symbol, project: Project): Asking<boolean> {
  const declaration = valueDeclaration && (yield* valueDeclaration.resolve.gen(project));
  if (!declaration || !is.isParameterDeclaration(declaration)) return false;
  return (declaration.questionToken ?? declaration.initializer ?? declaration.dotDotDotToken) !== undefined;
}

function* parameterOf(symbol: Symbol, { checker }: Project): Asking<Omit<ShapeParameter, "optional">> {
  const members = yield* membersOf(yield* checker.getTypeOfSymbol.gen(symbol));
  const present = members.filter(({ flags }) => (flags & (TypeFlags.Null | TypeFlags.Undefined)) === 0);
  let kind: ShapeParameter["kind"] = present.length > 0 ? "error" : "other";
  for (const each of present) if (kind === "error") kind = yield* kindOf(each);
  return { name: symbol.name, kind, nullable: present.length < members.length };
}

function* kindOf(type: Type): Asking<ShapeParameter["kind"]> {
  if (type.flags & TypeFlags.Any) return "any";
  if (type.flags & TypeFlags.Unknown) return "unknown";
  if (!(type.flags & (TypeFlags.Object | TypeFlags.Intersection))) return "other";
  const isError = (yield* type.getProperty.gen("stack")) && (yield* type.getProperty.gen("message"));
  return isError ? "error" : "other";
}

function* membersOf(type: Type): Asking<readonly Type[]> {
  return type.isUnionType() ? yield* type.getTypes.gen() : [type];
}
