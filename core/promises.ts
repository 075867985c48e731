/** What a value is to whoever could await it. */
import type { Call } from "./context.ts";
import { packageOf } from "./callee.ts";
import { getOrMake } from "./maps.ts";
import type { Memory } from "./memory.ts";
import { Once, all } from "./together.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, ObjectFlags, type Project, SignatureKind, type Type, TypeFlags, is } from "./ts.ts";
import type { World } from "./world.ts";

/** Plain data and nothing of the compiler's, so that it can be kept over edits. */
export interface Promised {
  /** `await` waits for it: a promise, or anything with a `then`. */
  readonly thenable: boolean;
  /** Its type is `any`. */
  readonly any: boolean;
  /** It is one of several types, `undefined` among them. */
  readonly union: boolean;
  /** The name of its type, and the package that declares that. Of thenables alone. */
  readonly type?: { readonly name: string; readonly package: string };
  /** The method that takes a rejection handler, once it is known to be there. Absent where it may be something else. */
  readonly handledBy?: "catch" | "then";
}

export const nothingToAwait: Promised = { thenable: false, any: false, union: false };

const neverThenable =
  TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Never |
  TypeFlags.String | TypeFlags.Number | TypeFlags.Boolean | TypeFlags.BigInt | TypeFlags.ESSymbol |
  TypeFlags.StringLiteral | TypeFlags.NumberLiteral | TypeFlags.BooleanLiteral | TypeFlags.BigIntLiteral | TypeFlags.Enum;

/** What cannot be looked into before its type arguments are known. */
const opaque = TypeFlags.AnyOrUnknown | TypeFlags.Instantiable | TypeFlags.Intersection;

const fewResults = 3;

export class Promises {
  readonly #world: World;
  readonly #memory: Memory;
  readonly #thenable = new Map<Project, Once<number, boolean>>();
  /** By the kind of signature: a class that may also be called has both. */
  readonly #returned = new Map<SignatureKind, Once<Type, readonly Type[]>>();
  readonly #promiseless = new Map<SignatureKind, Once<Type, boolean>>();
  readonly #members = new Map<Type, Once<string, Type | undefined>>();
  /** The project in which a type was asked for: what is asked of a type goes back there. */
  readonly #typeHomes = new WeakMap<Type, Project>();

  constructor(world: World, memory: Memory) {
    this.#world = world;
    this.#memory = memory;
  }

  *type(node: Node): Asking<Type> {
    const project = this.#world.home(node);
    return this.#at(project, yield* project.checker.getTypeAtLocation.gen(node));
  }

  listsPromises(node: Node): Asking<boolean> {
    return this.#memory.kept(node, "lists promises", () => this.#listsPromises(node));
  }

  *#listsPromises(node: Node): Asking<boolean> {
    const element = yield* (yield* this.type(node)).getNumberIndexType.gen();
    return element !== undefined && (yield* element.getProperty.gen("then")) !== undefined;
  }

  givesPromise(value: Node): Asking<boolean> {
    return this.#memory.kept(value, "gives a promise", () => this.#givesPromise(value));
  }

  *isThenable(type: Type): Asking<boolean> {
    if (type.flags & neverThenable) return false;
    const project = this.#typeHomes.get(type);
    if (!project) return false;
    const known = getOrMake(this.#thenable, project, () => new Once());
    return yield* known.of(type.id, () => this.#hasThen(type, project));
  }

  *#hasThen(type: Type, project: Project): Asking<boolean> {
    if (type.isUnionType()) return yield* this.#anyThenable(yield* type.getTypes.gen(), project);
    return (yield* project.checker.getPropertyOfType.gen(type, "then")) !== undefined;
  }

  /**
   * Whether the callee's signatures alone rule out that a call hands back a promise. This is asked before the type of the call,
   * which has all of its arguments checked. False where only the type can tell.
   */
  *returnsNoPromise(call: Call): Asking<boolean> {
    if (is.isTaggedTemplateExpression(call) || isLink(call)) return false;
    const declared = yield* this.#declared(call.expression);
    return yield* this.#arePromiseless(declared ?? [yield* this.type(call.expression)], call);
  }

  /** The same as far as the callee tells whatever the calls in it are given: true for all calls whose callee is this one. */
  *calleeGivesNoPromise(call: Call): Asking<boolean> {
    if (is.isTaggedTemplateExpression(call) || isLink(call)) return false;
    const declared = yield* this.#declared(call.expression);
    if (!declared && holdsCall(call.expression)) return false;
    return yield* this.#arePromiseless(declared ?? [yield* this.type(call.expression)], call);
  }

  *#arePromiseless(callees: readonly Type[], call: Call): Asking<boolean> {
    const kind = is.isNewExpression(call) ? SignatureKind.Construct : SignatureKind.Call;
    for (const callee of callees) if (!(yield* this.#isPromiseless(callee, kind))) return false;
    return true;
  }

  /** What a value is, whatever else is known of calls like it. */
  *promised(node: Node): Asking<Promised> {
    const isCall = is.isCallExpression(node) || is.isNewExpression(node) || is.isTaggedTemplateExpression(node);
    if (isCall && (yield* this.returnsNoPromise(node))) return nothingToAwait;
    const type = yield* this.type(node);
    const union = type.isUnionType();
    if (!(yield* this.isThenable(type))) return { thenable: false, any: (type.flags & TypeFlags.Any) !== 0, union };
    const symbol = yield* type.getSymbol.gen();
    const path = symbol?.declarations[0]?.path;
    const value = union ? yield* type.getNonNullableType.gen() : type;
    const handledBy = value.isUnionType() ? undefined : (yield* value.getProperty.gen("catch")) ? "catch" : "then";
    return {
      ...{ thenable: true, any: false, union },
      ...(symbol && path !== undefined && { type: { name: symbol.name, package: packageOf(path) } }),
      ...(handledBy && { handledBy }),
    };
  }

  *#givesPromise(value: Node): Asking<boolean> {
    const type = yield* this.type(value);
    if (type.flags & TypeFlags.Any) return true;
    for (const signature of yield* type.getCallSignatures.gen()) {
      if (yield* givenPromise(yield* signature.getReturnType.gen())) return true;
    }
    return false;
  }

  /**
   * The types of a callee such as `expect(value).toBe`, by what the functions on the way are declared to return. The type of
   * the expression itself would have the arguments of the calls in it checked. Undefined where arguments have a say in it.
   */
  *#declared(callee: Node): Asking<readonly Type[] | undefined> {
    if (is.isCallExpression(callee)) return callee.questionDotToken ? undefined : yield* this.#declaredResults(callee.expression);
    if (!is.isPropertyAccessExpression(callee) || callee.questionDotToken || !holdsCall(callee.expression)) return undefined;
    const holders = (yield* this.#declared(callee.expression)) ?? [];
    if (!holders.every(isPlainObject)) return undefined;
    const members = new Set<Type>();
    for (const holder of holders) {
      const member = yield* this.#member(holder, callee.name.text);
      // An overload whose result has no such member is not the one that is meant.
      if (member) members.add(member);
    }
    return members.size > 0 ? [...members] : undefined;
  }

  *#declaredResults(callee: Node): Asking<readonly Type[] | undefined> {
    const results = new Set<Type>();
    for (const each of (yield* this.#declared(callee)) ?? [yield* this.type(callee)]) {
      for (const result of yield* this.#returns(each, SignatureKind.Call)) results.add(result);
    }
    // Along a chain of calls with many overloads they would multiply.
    return results.size > 0 && results.size <= fewResults ? [...results] : undefined;
  }

  *#member(holder: Type, name: string): Asking<Type | undefined> {
    const members = getOrMake(this.#members, holder, () => new Once());
    return yield* members.of(name, () => this.#typeOfMember(holder, name));
  }

  *#typeOfMember(holder: Type, name: string): Asking<Type | undefined> {
    const project = this.#typeHomes.get(holder) as Project;
    const symbol = yield* project.checker.getPropertyOfType.gen(holder, name);
    return symbol && this.#at(project, yield* project.checker.getTypeOfSymbol.gen(symbol));
  }

  *#returns(callee: Type, kind: SignatureKind): Asking<readonly Type[]> {
    const known = getOrMake(this.#returned, kind, () => new Once());
    return yield* known.of(callee, () => this.#resultsOf(callee, kind));
  }

  *#resultsOf(callee: Type, kind: SignatureKind): Asking<readonly Type[]> {
    const project = this.#typeHomes.get(callee) as Project;
    const signatures = yield* project.checker.getSignaturesOfType.gen(callee, kind);
    const types = yield* all(...signatures.map((signature) => project.checker.getReturnTypeOfSignature.gen(signature)));
    return types.map((type) => this.#at(project, type));
  }

  *#isPromiseless(callee: Type, kind: SignatureKind): Asking<boolean> {
    const known = getOrMake(this.#promiseless, kind, () => new Once());
    return yield* known.of(callee, () => this.#givesNoPromise(callee, kind));
  }

  *#givesNoPromise(callee: Type, kind: SignatureKind): Asking<boolean> {
    const returned = yield* this.#returns(callee, kind);
    for (const each of returned) if (yield* this.#mayBePromise(each)) return false;
    return returned.length > 0;
  }

  /** What depends on the arguments, or on nothing that is known, may turn out to be a promise. */
  *#mayBePromise(type: Type): Asking<boolean> {
    if (type.isUnionType()) {
      const project = this.#typeHomes.get(type) as Project;
      for (const each of yield* type.getTypes.gen()) if (yield* this.#mayBePromise(this.#at(project, each))) return true;
      return false;
    }
    return (type.flags & opaque) !== 0 || isMapped(type) || (yield* this.isThenable(type));
  }

  *#anyThenable(types: readonly Type[], project: Project): Asking<boolean> {
    for (const each of types) if (yield* this.isThenable(this.#at(project, each))) return true;
    return false;
  }

  #at(project: Project, type: Type): Type {
    this.#typeHomes.set(type, project);
    return type;
  }
}

function* givenPromise(type: Type): Asking<boolean> {
  if (type.flags & TypeFlags.Any) return true;
  if (type.isUnionType()) {
    for (const member of yield* type.getTypes.gen()) if (yield* givenPromise(member)) return true;
    return false;
  }
  return (type.flags & TypeFlags.Object) !== 0 && (yield* type.getProperty.gen("then")) !== undefined;
}

/** `promise.then(…)` and the like, which hand back a promise nearly always: asking twice would be in vain. */
function isLink({ expression }: CallExpression | NewExpression): boolean {
  return is.isPropertyAccessExpression(expression) && /^(then|catch|finally)$/.test(expression.name.text);
}

function holdsCall(expression: Node): boolean {
  let at = expression;
  while (is.isPropertyAccessExpression(at)) at = at.expression;
  return is.isCallExpression(at);
}

/** Its properties are there whatever its type arguments are. */
function isPlainObject(type: Type): boolean {
  return (type.flags & TypeFlags.Object) !== 0 && !isMapped(type);
}

function isMapped(type: Type): boolean {
  return type.isObjectType() && (type.objectFlags & ObjectFlags.Mapped) !== 0;
}
