/**
 * Who uses a function, and who extends a class: found by name in the text first, so that only the few files that
 * mention the name are parsed, then made certain by asking what each mention stands for.
 */
import type { Callee } from "./callee.ts";
import type { Call } from "./context.ts";
import { type FunctionNode, hasModifier, isClass, isFunction } from "./functions.ts";
import type { Answers } from "./questions.ts";
import { type Asking, type Identifier, type Node, type SourceFile, SyntaxKind, all, is } from "./ts.ts";

export interface Reference {
  readonly node: Node;
  /** The call that the reference is the callee of; absent where the function is handed on as a value. */
  readonly call?: Call;
}

export function* findReferences(fn: FunctionNode, answers: Answers): Asking<readonly Reference[] | undefined> {
  const name = nameOfFunction(fn);
  if (!name) return undefined;
  const files = isLocal(name) ? [name.getSourceFile().fileName] : answers.world.mentioning(name.text);
  const known = answers.memory.references(fn, files);
  if (known) return known;
  const candidates = (yield* mentions(name.text, files, answers)).filter((each) => each !== name && !isImportOrExport(each));
  const callees = yield* all(...candidates.map((each) => answers.functionValue(mentionedValue(each))));
  const references = candidates.flatMap((node, index): Reference[] => {
    const callee = callees[index] as Callee;
    if (callee.kind !== "functions" || !callee.functions.includes(fn)) return [];
    const call = callOf(node);
    return [call ? { node, call } : { node }];
  });
  answers.memory.keepReferences(fn, files, references);
  return references;
}

/** `seen` ends the search where broken code has classes extend each other in a circle. */
export function* findSubclasses(declaration: Node, answers: Answers, seen = new Set([declaration])): Asking<readonly Node[]> {
  const name = (declaration as { name?: Node }).name;
  if (!name || !is.isIdentifier(name)) return [];
  const found: Node[] = [];
  for (const mention of yield* mentions(name.text, answers.world.mentioning(name.text), answers)) {
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

const known = new WeakMap<SourceFile, ReadonlyMap<string, readonly Identifier[]>>();

/** The identifiers of a file by their text: one walk of a tree serves all names. */
function identifiers(sourceFile: SourceFile, name: string): readonly Identifier[] {
  let index = known.get(sourceFile);
  if (!index) known.set(sourceFile, (index = indexed(sourceFile)));
  return index.get(name) ?? [];
}

function indexed(sourceFile: SourceFile): ReadonlyMap<string, readonly Identifier[]> {
  const index = new Map<string, Identifier[]>();
  const enter = (node: Node): void => {
    if (!is.isIdentifier(node)) return void node.forEachChild(enter);
    const same = index.get(node.text);
    if (same) same.push(node);
    else index.set(node.text, [node]);
  };
  sourceFile.forEachChild(enter);
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
function mentionedValue(mention: Node): Node {
  const { parent } = mention;
  return is.isPropertyAccessExpression(parent) && parent.name === mention ? parent : mention;
}

function callOf(mention: Node): Call | undefined {
  const value = mentionedValue(mention);
  const { parent } = value;
  const calls = is.isCallExpression(parent) || is.isNewExpression(parent);
  return calls && parent.expression === value ? parent : undefined;
}
