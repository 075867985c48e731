/** Answers the questions of rules and facts out of the compiler, once each as long as the program stays the same. */
import { calleeKey } from "./alike.ts";
import type { Callee } from "./callee.ts";
import { Callees } from "./callees.ts";
import type { Compiler } from "./compiler.ts";
import type { Call, Plain, Questions } from "./context.ts";
import type { Place } from "./finding.ts";
import type { FunctionNode } from "./functions.ts";
import type { Memory } from "./memory.ts";
import { getOrMake } from "./maps.ts";
import { type Promised, Promises, nothingToAwait } from "./promises.ts";
import { type Reference, findReferences, findSubclasses, knownReferences, lookUp, toLookUp } from "./references.ts";
import type { Settings } from "./settings.ts";
import { Once } from "./together.ts";
import type { Survey } from "./survey.ts";
import { type Shape, shapeOf, shapeWanted } from "./shapes.ts";
import { rangeOf } from "./text.ts";
import { type Asking, type Node, type Project, type SourceFile, type Symbol, SymbolFlags, type Type, is } from "./ts.ts";
import type { World } from "./world.ts";

export class Answers implements Questions {
  readonly world: World;
  readonly memory: Memory;
  readonly #settings: (file: string) => Settings;
  readonly #callees = new Callees(this);
  readonly #promises: Promises;
  readonly #symbols = new Once<Node, Symbol | undefined>();
  /** What an imported name stands for, by its alias. */
  readonly #aliased = new Once<Symbol, Symbol>();
  readonly #references = new Map<FunctionNode, { readonly value: readonly Reference[] | undefined }>();
  readonly #wanted = new Set<FunctionNode>();
  /** By what calls of a file have in common (core/alike.ts): whether they give no promise. */
  /** By the file in which calls mean the same, or by the project. */
  readonly #alike = new Map<SourceFile | Project, Once<string, boolean>>();
  readonly #subclasses = new Map<Node, readonly Node[]>();

  constructor(world: World, memory: Memory, settings: (file: string) => Settings) {
    this.world = world;
    this.memory = memory;
    this.#promises = new Promises(world, memory);
    this.#settings = settings;
  }

  type(node: Node): Asking<Type> {
    return this.#promises.type(node);
  }

  symbol(name: Node): Asking<Symbol | undefined> {
    return this.#symbols.of(name, () => this.#symbol(name));
  }

  *#symbol(name: Node): Asking<Symbol | undefined> {
    const { checker } = this.world.home(name);
    const shorthand = is.isShorthandPropertyAssignment(name.parent) && name.parent.name === name;
    const found = shorthand
      ? yield* checker.getShorthandAssignmentValueSymbol.gen(name.parent)
      : yield* checker.getSymbolAtLocation.gen(name);
    if (!found) return undefined;
    const isAlias = (found.flags & SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? yield* this.#aliased.of(found, () => checker.getAliasedSymbol.gen(found)) : found;
    return symbol.declarations.length > 0 ? symbol : undefined;
  }

  *declaration(symbol: Symbol): Asking<Node | undefined> {
    const handle = symbol.valueDeclaration ?? symbol.declarations[0];
    if (!handle || isBuiltIn(handle.path)) return undefined;
    return yield* handle.resolve.gen(this.world.projectOf(handle.path));
  }

  *declarationOf(name: Node): Asking<Node | undefined> {
    const { declaration } = this.memory.of(name);
    if (declaration !== undefined) return declaration ?? undefined;
    const symbol = yield* this.symbol(name);
    const found = symbol && (yield* this.declaration(symbol));
    this.memory.keepDeclaration(name, found);
    return found;
  }

  callee(call: Call): Asking<Callee> {
    return this.#callees.functionValue(is.isTaggedTemplateExpression(call) ? call.tag : call.expression);
  }

  functionValue(expression: Node): Asking<Callee> {
    return this.#callees.functionValue(expression);
  }

  *promised(value: Node): Asking<Promised> {
    const known = this.memory.of(value);
    return (known.promised ??= (yield* this.#givesNoPromise(value)) ? nothingToAwait : yield* this.#promises.promised(value));
  }

  /** What the callee alone tells, for all calls of the file that mean the same one. */
  *#givesNoPromise(value: Node): Asking<boolean> {
    const isCall = is.isCallExpression(value) || is.isNewExpression(value);
    const shared = isCall ? calleeKey(value) : undefined;
    if (!isCall || !shared) return false;
    const within = shared.isGlobal ? this.world.home(value) : value.getSourceFile();
    const alike = getOrMake(this.#alike, within, () => new Once());
    return yield* alike.of(shared.key, () => this.#promises.calleeGivesNoPromise(value));
  }

  listsPromises(value: Node): Asking<boolean> {
    return this.#promises.listsPromises(value);
  }

  givesPromise(value: Node): Asking<boolean> {
    return this.#promises.givesPromise(value);
  }

  kept<T extends Plain>(node: Node, what: string, ask: () => Asking<T>): Asking<T> {
    return this.memory.kept(node, what, ask);
  }

  *shape(value: Node): Asking<Shape | undefined> {
    const known = this.memory.of(value);
    if (known.shape === undefined) known.shape = (yield* shapeOf(value, this.world)) ?? null;
    return known.shape ?? undefined;
  }

  *shapeWanted(argument: Node): Asking<Shape | undefined> {
    const known = this.memory.of(argument);
    if (known.shapeWanted === undefined) known.shapeWanted = (yield* shapeWanted(argument, this.world)) ?? null;
    return known.shapeWanted ?? undefined;
  }

  references(fn: FunctionNode): Asking<readonly Reference[] | undefined> {
    return findReferences(fn, this);
  }

  /** Where a function is used, once that is worked out; otherwise it will be by the next `solveReferences`. */
  settledReferences(fn: FunctionNode): { readonly value: readonly Reference[] | undefined } | undefined {
    const known = this.#references.get(fn);
    if (!known) this.#wanted.add(fn);
    return known;
  }

  solveReferences(compiler: Compiler): void {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    if (wanted.length === 0) return;
    const names = toLookUp(wanted, this);
    this.world.sourceFiles([...new Set([...names.values()].flat())]);
    compiler.batch([...names].map(([name, files]) => lookUp(name, files, this)));
    for (const fn of wanted) this.#references.set(fn, { value: knownReferences(fn, this) });
  }

  *sourceFile(file: string): Asking<SourceFile | undefined> {
    return yield* this.world.sourceFile(file);
  }

  survey<Part, Result>(survey: Survey<Part, Result>): Result {
    return this.world.surveys.take(survey, this.world);
  }

  packagesUsed(file: string): ReadonlySet<string> {
    return this.world.packagesUsed(file);
  }

  majorVersion(file: string, name: string): number | undefined {
    return this.world.manifests.majorVersion(file, name);
  }

  dependsOn(file: string, name: string): boolean {
    return this.world.manifests.dependsOn(file, name);
  }

  commands(file: string): string {
    return this.world.manifests.commands(file);
  }

  packageFolder(file: string): string {
    return this.world.manifests.folder(file);
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
}

/** The language's own declarations: nobody reads their bodies, and the trees of some are larger than those of a program. */
function isBuiltIn(path: string): boolean {
  return /\/lib\.[\w.]+\.d\.ts$/.test(path) && path.includes("typescript");
}
