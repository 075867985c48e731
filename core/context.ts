/**
 * What rules and facts may ask. Every question is a generator: written one after another, sent in batches.
 *
 * Answers are kept for as long as the program stays the same, so asking twice costs nothing. Those that are no things of
 * the compiler's own are kept over edits as well: prefer `promised` or `kept` to `type`.
 */
import type { Callee } from "./callee.ts";
import type { Fact } from "./fact.ts";
import type { FunctionNode } from "./functions.ts";
import type { Place } from "./finding.ts";
import type { Promised } from "./promises.ts";
import type { Reference } from "./references.ts";
import type { Settings } from "./settings.ts";
import type { Shape } from "./shapes.ts";
import type { Survey } from "./survey.ts";
import type { Asking, CallExpression, NewExpression, Node, SourceFile, Symbol, TaggedTemplateExpression, Type } from "./ts.ts";

export type Call = CallExpression | NewExpression | TaggedTemplateExpression;

/** What outlives a program. */
export type Plain = boolean | string | readonly string[] | undefined;

export interface Questions {
  type(node: Node): Asking<Type>;
  /** The node that declares a symbol first, wherever it stands; undefined for what the language itself declares. */
  declaration(symbol: Symbol): Asking<Node | undefined>;
  /** The node that declares what a name stands for; undefined for what the language itself declares. */
  declarationOf(name: Node): Asking<Node | undefined>;
  callee(call: Call): Asking<Callee>;
  /** What a function value stands for: a name, a property, a literal. */
  functionValue(expression: Node): Asking<Callee>;
  /** What a value is to whoever could await it. */
  promised(value: Node): Asking<Promised>;
  /** Whether a value is a list of promises. */
  listsPromises(value: Node): Asking<boolean>;
  /** Whether calling a value gives something that may be a promise, by its type. */
  givesPromise(value: Node): Asking<boolean>;
  /**
   * What `ask` finds out about a node, asked once for each name of `what` and kept over edits that cannot change it: the way
   * to ask the types that `type` gives. Nothing of the compiler's own may be kept.
   */
  kept<T extends Plain>(node: Node, what: string, ask: () => Asking<T>): Asking<T>;
  /** What calling a value takes, by its declared type. */
  shape(value: Node): Asking<Shape | undefined>;
  /** What the place of an argument wants of the function that is given there, by the callee's declared type. */
  shapeWanted(argument: Node): Asking<Shape | undefined>;
  /** Where the name of a function is used in the workspace; undefined where it has no name to look for. */
  references(fn: FunctionNode): Asking<readonly Reference[] | undefined>;
  /** The tree of a file of the workspace. */
  sourceFile(file: string): Asking<SourceFile | undefined>;
  /** What the whole workspace's text says, by a survey. */
  survey<Part, Result>(survey: Survey<Part, Result>): Result;
  /** The packages of which the program that owns a file holds any file; the same object for all files of a program. */
  packagesUsed(file: string): ReadonlySet<string>;
  /** The major version of a package that a file sees; undefined where it is not installed. */
  majorVersion(file: string, name: string): number | undefined;
  /** Whether the package that a file belongs to lists another one among those that it needs at run time. */
  dependsOn(file: string, name: string): boolean;
  /** The commands that the package of a file names in its `scripts`, one a line. */
  commands(file: string): string;
  /** The folder of the nearest package.json at or above a file: files of one package belong together. */
  packageFolder(file: string): string;
  /** The path of a node's file inside its workspace folder. */
  relativePath(node: Node): string;
  /** Whether the program that owns a node's file holds another file too, so that one can import the other. */
  sharesProgram(node: Node, file: string): boolean;
  place(node: Node, message: string): Place;
  settingsFor(node: Node): Settings;
}

export interface FactContext extends Questions {
  /** What is known so far of a fact of a function. The engine comes back here when that changes. */
  read<V>(fact: Fact<V>, fn: FunctionNode): V;
}

export interface RuleContext extends Questions {
  readonly settings: Settings;
  /** The options of this rule, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
  /** A fact of a function, worked out to the end. */
  fact<V>(fact: Fact<V>, fn: FunctionNode): Asking<V>;
}
