/** Who is called: from a function value to the functions that it may stand for. */
import { type Callee, type Origin, packageOf, unknownCallee } from "./callee.ts";
import { type FunctionNode, hasModifier, isClass, isFunction } from "./functions.ts";
import type { Answers } from "./questions.ts";
import { type Asking, type Node, type Symbol, SyntaxKind, TypeFlags, is } from "./ts.ts";
import { untypedImport, untypedMember } from "./untyped.ts";
import { nameNode, skipWrapping } from "./values.ts";

/** How many names are followed to find what a function value stands for. */
const farthest = 12;

export class Callees {
  readonly #answers: Answers;

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  *functionValue(expression: Node): Asking<Callee> {
    return yield* this.#functionValue(expression, 0);
  }

  /** `depth` counts the names followed so far: they may lead in a circle. */
  *#functionValue(expression: Node, depth: number): Asking<Callee> {
    if (depth > farthest) return unknownCallee;
    const value = skipWrapping(expression);
    if (isFunction(value)) return { kind: "functions", functions: [value], open: false };
    const name = nameNode(value);
    if (!name) return unknownCallee;
    const known = this.#answers.memory.of(value).callee;
    if (known) return known;
    const callee = yield* this.#named(name, value, depth);
    // Where the names grew too many on the way to here, they may not from here on.
    if (depth === 0 || callee.kind !== "unknown") this.#answers.memory.keepCallee(value, callee);
    return callee;
  }

  *#named(name: Node, value: Node, depth: number): Asking<Callee> {
    const symbol = yield* this.#answers.symbol(name);
    if (!symbol || symbol.declarations.length === 0) return untypedImport(value) ?? unknownCallee;
    if (isForwarding(symbol.name) && is.isPropertyAccessExpression(value)) {
      const parent = yield* symbol.getParent.gen();
      if (parent && functionInterfaces.has(parent.name)) return yield* this.#functionValue(value.expression, depth + 1);
    }
    // `super.save` is what the class above has, whoever overrides it.
    const above = isOfSuper(value) ? yield* this.#answers.declaration(symbol) : undefined;
    if (above && isFunction(above) && above.body) return closed(above);
    const callee = yield* this.#symbolCallee(symbol, depth);
    return is.isPropertyAccessExpression(value) ? yield* this.#onReceiver(callee, value.expression) : callee;
  }

  /** In version 25.0 of Node's typings all emitters share their members: which of them it is, only the receiver tells. */
  *#onReceiver(callee: Callee, receiver: Node): Asking<Callee> {
    if (callee.kind !== "library" || callee.origin.container !== "InternalEventEmitter") return callee;
    const symbol = yield* (yield* this.#answers.type(receiver)).getSymbol.gen();
    const path = symbol?.declarations[0]?.path;
    if (!symbol || path === undefined || packageOf(path) !== "node") return callee;
    const { module } = yield* this.#origin(symbol, path);
    return { kind: "library", origin: { ...callee.origin, container: symbol.name, ...(module !== undefined && { module }) } };
  }

  *#symbolCallee(symbol: Symbol, depth: number): Asking<Callee> {
    const handle = symbol.valueDeclaration ?? symbol.declarations[0];
    if (!handle) return unknownCallee;
    if (!this.#answers.world.isSource(handle.path)) {
      const isKnown = !this.#isBeyond(handle.path) && !this.#isTyping(handle.path);
      return isKnown ? { kind: "library", origin: yield* this.#origin(symbol, handle.path) } : unknownCallee;
    }
    for (const each of symbol.declarations) {
      const node = yield* each.resolve.gen(this.#answers.world.projectOf(each.path));
      // `exports.save = async () => …`, in JavaScript; what is assigned to twice is either.
      if (node && is.isBinaryExpression(node)) {
        return symbol.declarations.length === 1 ? yield* this.#functionValue(node.right, depth + 1) : unknownCallee;
      }
      const callee = node && (yield* this.#declared(node, depth));
      if (callee) return callee;
    }
    return unknownCallee;
  }

  /** The code of a sibling package, where the folder of a package alone is looked at: it is ours, and is not seen. */
  #isBeyond(path: string): boolean {
    return !/\/node_modules\/|\.d\.[\w.]*ts$/.test(path) && this.#answers.world.relativePath(path) === path;
  }

  /** Typings that the project has written for a module of its own: what it does stands in JavaScript, which is not looked up. */
  #isTyping(path: string): boolean {
    return this.#answers.world.isSource(path.replace(/\.d\.([cm]?)ts$/, ".$1js"));
  }

  /** What calling the thing that `declaration` declares runs; undefined for an overload without a body. */
  *#declared(declaration: Node, depth: number): Asking<Callee | undefined> {
    if (is.isParameterDeclaration(declaration)) return { kind: "parameter", parameter: declaration };
    if (isClass(declaration)) return constructorOf(declaration);
    if (is.isMethodDeclaration(declaration) || is.isMethodSignatureDeclaration(declaration)) return yield* this.#method(declaration);
    if (isFunction(declaration)) return declaration.body ? closed(declaration) : undefined;
    if (is.isPropertySignatureDeclaration(declaration)) return yield* this.#method(declaration);
    if (is.isBindingElement(declaration)) return yield* this.#destructured(declaration, depth);
    if (is.isShorthandPropertyAssignment(declaration)) return yield* this.#functionValue(declaration.name, depth + 1);
    const holds =
      (is.isVariableDeclaration(declaration) && (isConst(declaration) || isSetOnce(declaration))) ||
      is.isPropertyAssignment(declaration) ||
      is.isPropertyDeclaration(declaration);
    const initializer = holds ? (declaration as { initializer?: Node }).initializer : undefined;
    return initializer ? yield* this.#functionValue(initializer, depth + 1) : unknownCallee;
  }

  /** A method, and whatever overrides or implements it in this workspace. */
  *#method(declaration: Node & { readonly name: Node; readonly body?: Node | undefined }): Asking<Callee> {
    const own = isFunction(declaration) && declaration.body ? [declaration] : [];
    const owner = declaration.parent;
    const alone =
      hasModifier(declaration, SyntaxKind.StaticKeyword) ||
      hasModifier(declaration, SyntaxKind.PrivateKeyword) ||
      declaration.name.kind === SyntaxKind.PrivateIdentifier ||
      is.isObjectLiteralExpression(owner);
    if (alone) return own.length > 0 ? { kind: "functions", functions: own, open: false } : unknownCallee;
    const name = declaration.name.getText();
    const others: FunctionNode[] = [];
    for (const each of yield* this.#answers.subclasses(owner)) {
      const member = (each as { members?: readonly Node[] }).members?.find(
        (candidate) => isFunction(candidate) && candidate.body && (candidate as { name?: Node }).name?.getText() === name,
      );
      if (member) others.push(member as FunctionNode);
    }
    const functions = [...own, ...others];
    return functions.length > 0 ? { kind: "functions", functions, open: own.length === 0 } : unknownCallee;
  }

  /** `const { save } = store`: the property that the name was taken from. */
  *#destructured(element: Node, depth: number): Asking<Callee> {
    if (!is.isBindingElement(element) || !is.isObjectBindingPattern(element.parent)) return unknownCallee;
    const holder = element.parent.parent;
    const name = element.propertyName ?? element.name;
    if (!is.isVariableDeclaration(holder) || !holder.initializer || !name || !is.isIdentifier(name)) return unknownCallee;
    const type = yield* this.#answers.type(holder.initializer);
    const property = yield* type.getProperty.gen(name.text);
    if (property) return yield* this.#symbolCallee(property, depth + 1);
    const isAny = (type.flags & TypeFlags.Any) !== 0;
    return (isAny ? untypedMember(holder.initializer, name.text) : undefined) ?? unknownCallee;
  }

  *#origin(symbol: Symbol, path: string): Asking<Origin> {
    const parent = yield* symbol.getParent.gen();
    const pack = packageOf(path);
    const container = parent?.name;
    const ambient = container?.startsWith('"') && !container.includes("/node_modules/") ? container.slice(1, -1) : undefined;
    const file = pack === "node" ? /\/@types\/node\/(?:ts[\d.]+\/)?(.+?)\.d\.ts$/.exec(path)?.[1] : undefined;
    const module = (ambient ?? file)?.replace(/^node:/, "");
    const global = (container === undefined || container === "__global") && (pack === "node" || pack === "lib");
    const named = container !== undefined && container !== "__global" && !container.startsWith('"');
    return {
      package: pack,
      ...(module !== undefined && { module }),
      ...(named && { container }),
      member: symbol.name,
      ...(global && { global: true as const }),
    };
  }
}

function isOfSuper(value: Node): boolean {
  return is.isPropertyAccessExpression(value) && value.expression.kind === SyntaxKind.SuperKeyword;
}

const functionInterfaces: ReadonlySet<string> = new Set(["Function", "CallableFunction", "NewableFunction"]);

function isForwarding(name: string): boolean {
  return name === "call" || name === "apply" || name === "bind";
}

function closed(fn: FunctionNode): Callee {
  return { kind: "functions", functions: [fn], open: false };
}

function constructorOf(declaration: Node): Callee {
  const members = (declaration as { members?: readonly Node[] }).members ?? [];
  const own = members.find((member) => member.kind === SyntaxKind.Constructor && (member as { body?: Node }).body);
  return own ? closed(own as FunctionNode) : unknownCallee;
}

/** `let save = async () => …`, which nobody in its file replaces. */
function isSetOnce({ name, initializer }: { readonly name: Node; readonly initializer?: Node }): boolean {
  if (!initializer || !is.isIdentifier(name) || !isFunction(skipWrapping(initializer))) return false;
  const sourceFile = name.getSourceFile();
  let names = assigned.get(sourceFile);
  if (!names) assigned.set(sourceFile, (names = assignedIn(sourceFile)));
  return !names.has(name.text);
}

const assigned = new WeakMap<Node, ReadonlySet<string>>();

/** The names that are assigned to anywhere in a file. */
function assignedIn(sourceFile: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    if (is.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && is.isIdentifier(node.left)) names.add(node.left.text);
    node.forEachChild(look);
  };
  look(sourceFile);
  return names;
}

function isAssignment(kind: SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

function isConst(declaration: Node): boolean {
  const text = declaration.parent.getText();
  return text.startsWith("const") || text.startsWith("using") || text.startsWith("await using");
}
