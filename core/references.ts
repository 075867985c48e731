/**
 * Who uses a function, and who extends a class: found by name in the text first, so that only the few files that
 * mention the name are parsed, then made certain by asking what each mention stands for.
 */
import type { Call } from "./context.ts";
import { type FunctionNode, hasModifier, isClass, isFunction } from "./functions.ts";
import { heirs } from "./heirs.ts";
import { getOrMake } from "./maps.ts";
import type { Answers } from "./questions.ts";
import { nodesOf } from "./table.ts";
import { all } from "./together.ts";
import { type Asking, type Identifier, type Node, type SourceFile, SyntaxKind, is } from "./ts.ts";

export interface Reference {
  readonly node: Node;
  /** The call that the reference is the callee of; absent where the function is handed on as a value. */
  readonly call?: Call;
}

/** What the mentions of a name in a file stand for: by function, where it is used there. */
export type Uses = ReadonlyMap<FunctionNode, readonly Reference[]>;

export function* findReferences(fn: FunctionNode, answers: Answers): Asking<readonly Reference[] | undefined> {
  const name = nameOfFunction(fn);
  if (!name) return undefined;
  yield* lookUp(name.text, filesNaming(name, answers), answers);
  return knownReferences(fn, answers);
}

/** What has to be looked up for the references of many functions: files by name, each name once. */
export function toLookUp(functions: readonly FunctionNode[], answers: Answers): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, Set<string>>();
  for (const fn of functions) {
    const name = nameOfFunction(fn);
    if (!name) continue;
    const files = getOrMake(wanted, name.text, () => new Set<string>());
    const known = answers.memory.uses(name.text);
    for (const file of filesNaming(name, answers)) if (!known.has(file)) files.add(file);
  }
  return new Map([...wanted].map(([name, files]) => [name, [...files]]));
}

/** The references of a function whose name was looked up. */
export function knownReferences(fn: FunctionNode, answers: Answers): readonly Reference[] | undefined {
  const name = nameOfFunction(fn);
  if (!name) return undefined;
  const uses = answers.memory.uses(name.text);
  return filesNaming(name, answers).flatMap((file) => uses.get(file)?.get(fn) ?? []);
}

function filesNaming(name: Identifier, answers: Answers): readonly string[] {
  return isLocal(name) ? [name.getSourceFile().fileName] : answers.world.mentioning(name.text);
}

export function* lookUp(name: string, files: readonly string[], answers: Answers): Asking<void> {
  const known = answers.memory.uses(name);
  const missing = files.filter((file) => !known.has(file));
  const found = yield* all(...missing.map((file) => usesIn(file, name, answers)));
  missing.forEach((file, index) => known.set(file, found[index] as Uses));
}

const unused: Uses = new Map();

function* usesIn(file: string, name: string, answers: Answers): Asking<Uses> {
  const candidates = (yield* mentions(name, [file], answers)).filter((each) => !isImportOrExport(each));
  const unknown = candidates.map(mentionedValue).filter((value) => !answers.memory.of(value).callee);
  // Asked together. The answers are in the memory then.
  yield* all(...unknown.map((value) => answers.functionValue(value)));
  const uses = new Map<FunctionNode, Reference[]>();
  for (const node of candidates) {
    const value = mentionedValue(node);
    const callee = answers.memory.of(value).callee ?? (yield* answers.functionValue(value));
    if (callee.kind !== "functions") continue;
    const call = callOf(node);
    for (const fn of callee.functions) {
      if (nameOfFunction(fn) !== node) getOrMake(uses, fn, () => []).push(call ? { node, call } : { node });
    }
  }
  return uses.size > 0 ? uses : unused;
}

/** `seen` ends the search where broken code has classes extend each other in a circle. */
export function* findSubclasses(declaration: Node, answers: Answers, seen = new Set([declaration])): Asking<readonly Node[]> {
  const name = (declaration as { name?: Node }).name;
  if (!name || !is.isIdentifier(name)) return [];
  const found: Node[] = [];
  const files = answers.survey(heirs).get(name.text) ?? [];
  for (const mention of yield* mentions(name.text, files, answers)) {
    // What a class extends is an expression; what it implements, and what an interface extends, is a type.
    const heritage = mention.parent.parent;
    if (!heritage || !is.isHeritageClause(heritage)) continue;
    const subclass = heritage.parent;
    if (!isClass(subclass) && !is.isInterfaceDeclaration(subclass)) continue;
    const symbol = yield* answers.symbol(mention);
    const base = symbol && (yield* answers.declaration(symbol));
    if (base !== declaration && !sameDeclaration(symbol?.declarations, declaration)) continue;
    if (seen.has(subclass)) continue;
    seen.add(subclass);
    if (isClass(subclass)) found.push(subclass);
    found.push(...(yield* findSubclasses(subclass, answers, seen)));
  }
  return found;
}

/** An interface may be declared in several places: one of them being the declaration is enough. */
function sameDeclaration(handles: readonly { readonly path: string; readonly kind: SyntaxKind }[] | undefined, node: Node): boolean {
  const path = node.getSourceFile().path;
  return handles?.some((handle) => handle.path === path && handle.kind === node.kind) ?? false;
}

function* mentions(name: string, files: readonly string[], answers: Answers): Asking<readonly Identifier[]> {
  const sourceFiles = yield* all(...files.map((file) => answers.world.sourceFile(file)));
  return (sourceFiles as (SourceFile | undefined)[]).flatMap((each) => (each ? identifiers(each, name) : []));
}

interface Named {
  index?: ReadonlyMap<string, readonly Identifier[]>;
  asked: number;
}

const known = new WeakMap<SourceFile, Named>();

/** Who asks for a few names only, as after an edit, is answered by the text: an index makes every name a string. */
const namesWithoutIndex = 3;

const identifierKinds: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.Identifier]);

/** The identifiers of a file by their text. */
export function identifiers(sourceFile: SourceFile, name: string): readonly Identifier[] {
  const named = getOrMake(known, sourceFile, (): Named => ({ asked: 0 }));
  if (!named.index && named.asked++ < namesWithoutIndex) return identifiersIn(sourceFile, name);
  named.index ??= indexed(sourceFile);
  return named.index.get(name) ?? [];
}

function identifiersIn(sourceFile: SourceFile, name: string): readonly Identifier[] {
  const { text } = sourceFile;
  // A name that is written with escapes is another text than it stands for.
  const mayEnd = text.includes("\\u") ? undefined : (end: number) => text.startsWith(name, end - name.length);
  const nodes = nodesOf(sourceFile, identifierKinds, mayEnd) as readonly Identifier[];
  return nodes.filter((node) => node.text === name);
}

function indexed(sourceFile: SourceFile): ReadonlyMap<string, readonly Identifier[]> {
  const index = new Map<string, Identifier[]>();
  for (const node of nodesOf(sourceFile, identifierKinds) as readonly Identifier[]) {
    const same = index.get(node.text);
    if (same) same.push(node);
    else index.set(node.text, [node]);
  }
  return index;
}

/** Whether no other file can name this: a function inside a function, or one that its module does not export. */
function isLocal(name: Identifier): boolean {
  const declaration = name.parent;
  if (!is.isFunctionDeclaration(declaration) && !is.isVariableDeclaration(declaration)) return false;
  const statement = is.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const sourceFile = name.getSourceFile();
  if (statement.parent !== sourceFile) return true;
  if (sourceFile.externalModuleIndicator === undefined || hasModifier(statement, SyntaxKind.ExportKeyword)) return false;
  return !identifiers(sourceFile, name.text).some(({ parent }) => is.isExportSpecifier(parent) || is.isExportAssignment(parent));
}

/** The name that others know a function by. */
function nameOfFunction(fn: FunctionNode): Identifier | undefined {
  if (!isFunction(fn)) return undefined;
  const own = fn.kind === SyntaxKind.Constructor ? (fn.parent as { name?: Node }).name : (fn as { name?: Node }).name;
  if (own) return is.isIdentifier(own) ? own : undefined;
  const holder = fn.parent;
  const holds = is.isVariableDeclaration(holder) || is.isPropertyAssignment(holder) || is.isPropertyDeclaration(holder);
  return holds && is.isIdentifier(holder.name) ? holder.name : undefined;
}

function isImportOrExport(mention: Node): boolean {
  const { parent } = mention;
  return is.isImportSpecifier(parent) || is.isExportSpecifier(parent) || is.isImportClause(parent) || is.isNamespaceImport(parent);
}

/** The mention itself, or the property access that it is the name of. */
export function mentionedValue(mention: Node): Node {
  const { parent } = mention;
  return is.isPropertyAccessExpression(parent) && parent.name === mention ? parent : mention;
}

function callOf(mention: Node): Call | undefined {
  const value = mentionedValue(mention);
  const { parent } = value;
  const calls = is.isCallExpression(parent) || is.isNewExpression(parent);
  return calls && parent.expression === value ? parent : undefined;
}
