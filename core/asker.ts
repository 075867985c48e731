/** Hands every question on to the answers; the contexts of rules and facts add what is theirs. */
import type { Callee } from "./callee.ts";
import type { Call, Plain, Questions } from "./context.ts";
import type { Place } from "./finding.ts";
import type { FunctionNode } from "./functions.ts";
import type { Promised } from "./promises.ts";
import type { Answers } from "./questions.ts";
import type { Reference } from "./references.ts";
import type { Settings } from "./settings.ts";
import type { Shape } from "./shapes.ts";
import type { Survey } from "./survey.ts";
import type { Asking, Node, SourceFile, Symbol, Type } from "./ts.ts";

export class Asker implements Questions {
  protected readonly answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  type(node: Node): Asking<Type> {
    return this.answers.type(node);
  }

  declaration(symbol: Symbol): Asking<Node | undefined> {
    return this.answers.declaration(symbol);
  }

  declarationOf(name: Node): Asking<Node | undefined> {
    return this.answers.declarationOf(name);
  }

  callee(call: Call): Asking<Callee> {
    return this.answers.callee(call);
  }

  functionValue(expression: Node): Asking<Callee> {
    return this.answers.functionValue(expression);
  }

  promised(value: Node): Asking<Promised> {
    return this.answers.promised(value);
  }

  listsPromises(value: Node): Asking<boolean> {
    return this.answers.listsPromises(value);
  }

  givesPromise(value: Node): Asking<boolean> {
    return this.answers.givesPromise(value);
  }

  kept<T extends Plain>(node: Node, what: string, ask: () => Asking<T>): Asking<T> {
    return this.answers.kept(node, what, ask);
  }

  shape(value: Node): Asking<Shape | undefined> {
    return this.answers.shape(value);
  }

  shapeWanted(argument: Node): Asking<Shape | undefined> {
    return this.answers.shapeWanted(argument);
  }

  references(fn: FunctionNode): Asking<readonly Reference[] | undefined> {
    return this.answers.references(fn);
  }

  sourceFile(file: string): Asking<SourceFile | undefined> {
    return this.answers.sourceFile(file);
  }

  survey<Part, Result>(survey: Survey<Part, Result>): Result {
    return this.answers.survey(survey);
  }

  majorVersion(file: string, name: string): number | undefined {
    return this.answers.majorVersion(file, name);
  }

  packagesUsed(file: string): ReadonlySet<string> {
    return this.answers.packagesUsed(file);
  }

  dependsOn(file: string, name: string): boolean {
    return this.answers.dependsOn(file, name);
  }

  commands(file: string): string {
    return this.answers.commands(file);
  }

  packageFolder(file: string): string {
    return this.answers.packageFolder(file);
  }

  relativePath(node: Node): string {
    return this.answers.relativePath(node);
  }

  sharesProgram(node: Node, file: string): boolean {
    return this.answers.sharesProgram(node, file);
  }

  place(node: Node, message: string): Place {
    return this.answers.place(node, message);
  }

  settingsFor(node: Node): Settings {
    return this.answers.settingsFor(node);
  }
}
