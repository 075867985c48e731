/** Answers the questions of rules and facts out of the compiler, once each as long as the program stays the same. */
import { type Callee, type Origin, packageOf, unknownCallee } from "./callee.ts";
import type { Call, Questions } from "./context.ts";
import type { Place } from "./finding.ts";
import { type FunctionNode, hasModifier, isClass, isFunction } from "./functions.ts";
import { type Reference, findReferences, findSubclasses } from "./references.ts";
import { getOrMake } from "./maps.ts";
import type { Memory } from "./memory.ts";
import type { Settings } from "./settings.ts";
import type { Survey } from "./survey.ts";
import { rangeOf } from "./text.ts";
import {
  type Asking,
  type Checker,
  type Node,
  type Project,
  SignatureKind,
  type SourceFile,
  type Symbol,
  SymbolFlags,
  SyntaxKind,
  type Type,
  TypeFlags,
  is,
} from "./ts.ts";
import type { World } from "./world.ts";

const neverThenable =
  TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Never |
  TypeFlags.String | TypeFlags.Number | TypeFlags.Boolean | TypeFlags.BigInt | TypeFlags.ESSymbol |
  TypeFlags.StringLiteral | TypeFlags.NumberLiteral | TypeFlags.BooleanLiteral | TypeFlags.BigIntLiteral | TypeFlags.Enum;

/** How many names are followed to find what a function value stands for. */
const farthest = 12;

export class Answers implements Questions {
  readonly world: World;
  readonly memory: Memory;
  readonly #settings: (file: string) => Settings;
  readonly #symbols = new Map<Node, Symbol | undefined>();
  readonly #thenable = new Map<Project, Map<number, boolean>>();
  readonly #promiseless = new WeakMap<Type, boolean>();
  readonly #subclasses = new Map<Node, readonly Node[]>();
  readonly #packages = new Map<ReadonlySet<string>, Map<string, boolean>>();
  /** The project in which a type was asked for: what is asked of a type goes back there. */
  readonly #typeHomes = new WeakMap<Type, Project>();

  constructor(world: World, memory: Memory, settings: (file: string) => Settings) {
    this.world = world;
    this.memory = memory;
    this.#settings = settings;
  }

  *type(node: Node): Asking<Type> {
    const project = this.#home(node);
    const type = yield* project.checker.getTypeAtLocation.gen(node);
    this.#typeHomes.set(type, project);
    return type;
  }

  *symbol(name: Node): Asking<Symbol | undefined> {
    if (this.#symbols.has(name)) return this.#symbols.get(name);
    const checker = this.#checker(name);
    const shorthand = is.isShorthandPropertyAssignment(name.parent) && name.parent.name === name;
    const found = shorthand
      ? yield* checker.getShorthandAssignmentValueSymbol.gen(name.parent)
      : yield* checker.getSymbolAtLocation.gen(name);
    const symbol = found && found.flags & SymbolFlags.Alias ? yield* checker.getAliasedSymbol.gen(found) : found;
    const known = symbol && symbol.declarations.length > 0 ? symbol : undefined;
    this.#symbols.set(name, known);
    return known;
  }

  *declaration(symbol: Symbol): Asking<Node | undefined> {
    const handle = symbol.valueDeclaration ?? symbol.declarations[0];
    return handle && (yield* handle.resolve.gen(this.world.projectOf(handle.path)));
  }

  *callee(call: Call): Asking<Callee> {
    return yield* this.functionValue(is.isTaggedTemplateExpression(call) ? call.tag : call.expression);
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
    const known = this.memory.callee(value);
    if (known) return known;
    const callee = yield* this.#named(name, value, depth);
    this.memory.keepCallee(value, callee);
    return callee;
  }

  *#named(name: Node, value: Node, depth: number): Asking<Callee> {
    const symbol = yield* this.symbol(name);
    if (!symbol) return untypedImport(value) ?? unknownCallee;
    if (isForwarding(symbol.name) && is.isPropertyAccessExpression(value)) {
      const parent = yield* symbol.getParent.gen();
      if (parent && functionInterfaces.has(parent.name)) return yield* this.#functionValue(value.expression, depth + 1);
    }
    return yield* this.#symbolCallee(symbol, depth);
  }

  *isThenable(type: Type): Asking<boolean> {
    if (type.flags & neverThenable) return false;
    const project = this.#typeHomes.get(type);
    if (!project) return false;
    const known = getOrMake(this.#thenable, project, () => new Map());
    const answer = known.get(type.id);
    if (answer !== undefined) return answer;
    const thenable = type.isUnionType()
      ? yield* this.#anyThenable(yield* type.getTypes.gen(), project)
      : (yield* project.checker.getPropertyOfType.gen(type, "then")) !== undefined;
    known.set(type.id, thenable);
    return thenable;
  }

  *returnsNoPromise(call: Call): Asking<boolean> {
    if (is.isTaggedTemplateExpression(call)) return false;
    const isGivenFunctions = call.arguments?.some((each) => isFunction(skipWrapping(each))) ?? false;
    if (!isGivenFunctions && !is.isIdentifier(call.expression)) return false;
    const type = yield* this.type(call.expression);
    const project = this.#home(call);
    const kind = is.isNewExpression(call) ? SignatureKind.Construct : SignatureKind.Call;
    const known = this.#promiseless.get(type);
    if (known !== undefined) return known;
    const signatures = yield* project.checker.getSignaturesOfType.gen(type, kind);
    let promiseless = signatures.length > 0;
    for (const signature of signatures) {
      const returned = yield* project.checker.getReturnTypeOfSignature.gen(signature);
      if (yield* this.#mayBePromise(returned, project)) promiseless = false;
    }
    this.#promiseless.set(type, promiseless);
    return promiseless;
  }

  /** What depends on the arguments, or on nothing that is known, may turn out to be a promise. */
  *#mayBePromise(type: Type, project: Project): Asking<boolean> {
    if (type.flags & (TypeFlags.AnyOrUnknown | TypeFlags.Instantiable | TypeFlags.Intersection)) return true;
    if (type.isUnionType()) {
      for (const each of yield* type.getTypes.gen()) if (yield* this.#mayBePromise(each, project)) return true;
      return false;
    }
    this.#typeHomes.set(type, project);
    return yield* this.isThenable(type);
  }

  *references(fn: FunctionNode): Asking<readonly Reference[] | undefined> {
    return yield* findReferences(fn, this);
  }

  *sourceFile(file: string): Asking<SourceFile | undefined> {
    return yield* this.world.sourceFile(file);
  }

  survey<Part, Result>(survey: Survey<Part, Result>): Result {
    return this.world.surveys.take(survey, this.world);
  }

  usesPackage(file: string, name: string): boolean {
    const members = this.world.programFiles(file);
    const known = getOrMake(this.#packages, members, () => new Map());
    let uses = known.get(name);
    if (uses === undefined) {
      uses = false;
      const typings = `/node_modules/@types/${name.replace(/^@/, "").replace("/", "__")}/`;
      for (const member of members) {
        if (!member.includes(`/node_modules/${name}/`) && !member.includes(typings)) continue;
        uses = true;
        break;
      }
      known.set(name, uses);
    }
    return uses;
  }

  majorVersion(file: string, name: string): number | undefined {
    return this.world.majorVersion(file, name);
  }

  packageFolder(file: string): string {
    return this.world.packageFolder(file);
  }

  relativePath(node: Node): string {
    return this.world.relativePath(node.getSourceFile().fileName);
  }

  sharesProgram(node: Node, file: string): boolean {
    return this.world.programFiles(node.getSourceFile().fileName).has(file);
  }

  place(node: Node, message: string): Place {
    const sourceFile = node.getSourceFile();
    return { file: sourceFile.fileName, range: rangeOf(sourceFile, node.getStart(), node.end), message };
  }

  settingsFor(node: Node): Settings {
    return this.#settings(node.getSourceFile().fileName);
  }

  /** Classes of the workspace that extend or implement `declaration`, at any depth. */
  *subclasses(declaration: Node): Asking<readonly Node[]> {
    const known = this.#subclasses.get(declaration);
    if (known) return known;
    const found = yield* findSubclasses(declaration, this);
    this.#subclasses.set(declaration, found);
    return found;
  }

  *#anyThenable(types: readonly Type[], project: Project): Asking<boolean> {
    for (const each of types) {
      this.#typeHomes.set(each, project);
      if (yield* this.isThenable(each)) return true;
    }
    return false;
  }

  *#symbolCallee(symbol: Symbol, depth: number): Asking<Callee> {
    const handle = symbol.valueDeclaration ?? symbol.declarations[0];
    if (!handle) return unknownCallee;
    if (!this.world.isSource(handle.path)) return { kind: "library", origin: yield* this.#origin(symbol, handle.path) };
    for (const each of symbol.declarations) {
      const node = yield* each.resolve.gen(this.world.projectOf(each.path));
      const callee = node && (yield* this.#declared(node, depth));
      if (callee) return callee;
    }
    return unknownCallee;
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
      (is.isVariableDeclaration(declaration) && isConst(declaration)) ||
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
    for (const each of yield* this.subclasses(owner)) {
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
    const type = yield* this.type(holder.initializer);
    const property = yield* type.getProperty.gen(name.text);
    return property ? yield* this.#symbolCallee(property, depth + 1) : unknownCallee;
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

  #home(node: Node): Project {
    const path = node.getSourceFile().fileName;
    const project = this.world.projectOf(path);
    if (!project) throw new Error(`no project holds ${path}`);
    return project;
  }

  #checker(node: Node): Checker {
    return this.#home(node).checker;
  }
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

/** Parentheses, casts, `!` and `satisfies` say nothing of the value. */
export function skipWrapping(node: Node): Node {
  let at = node;
  while (
    is.isParenthesizedExpression(at) || is.isNonNullExpression(at) || is.isAsExpression(at) ||
    is.isSatisfiesExpression(at) || is.isTypeAssertion(at)
  ) {
    at = at.expression;
  }
  return at;
}

/** The node that names what an expression stands for, if one does. */
export function nameNode(expression: Node): Node | undefined {
  if (is.isIdentifier(expression)) return expression;
  if (is.isPropertyAccessExpression(expression)) return expression.name;
  if (is.isElementAccessExpression(expression) && is.isStringLiteral(expression.argumentExpression)) {
    return expression.argumentExpression;
  }
  return undefined;
}

function isConst(declaration: Node): boolean {
  const text = declaration.parent.getText();
  return text.startsWith("const") || text.startsWith("using") || text.startsWith("await using");
}

/** `axios.get(…)` where axios is not installed: the import says what the types cannot. */
function untypedImport(value: Node): Callee | undefined {
  const members: string[] = [];
  let root = value;
  while (is.isPropertyAccessExpression(root)) {
    members.unshift(root.name.text);
    root = root.expression;
  }
  if (!is.isIdentifier(root)) return undefined;
  const name = root.text;
  for (const statement of root.getSourceFile().statements) {
    if (!is.isImportDeclaration(statement) || !is.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const imported = importedAs(statement, name);
    if (imported === undefined || from.startsWith(".")) continue;
    const path = [...(imported === "*" ? [] : [imported]), ...members];
    const pack = from.split("/").slice(0, from.startsWith("@") ? 2 : 1).join("/");
    const member = path.at(-1) ?? "*";
    const container = path.length > 1 ? { container: path.slice(0, -1).join(".") } : {};
    return { kind: "library", origin: { package: pack, ...container, member, untyped: true } };
  }
  return undefined;
}

/** The exported name behind a local one: `default`, `*` for a namespace, or the name itself. */
function importedAs(statement: Node, local: string): string | undefined {
  if (!is.isImportDeclaration(statement)) return undefined;
  const clause = statement.importClause;
  if (clause?.name?.text === local) return "default";
  const bindings = clause?.namedBindings;
  if (!bindings) return undefined;
  if (is.isNamespaceImport(bindings)) return bindings.name.text === local ? "*" : undefined;
  const element = bindings.elements.find((each) => each.name.text === local);
  return element && (element.propertyName ?? element.name).getText();
}
