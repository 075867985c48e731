/** Where a value that has a name is used: a variable, a parameter or a field, in other files as well. */
import { posix } from "node:path";
import type { Questions } from "../../core/context.ts";
import { withoutEnding } from "../../core/fix/specifier.ts";
import { enclosingFunction, hasModifier } from "../../core/functions.ts";
import { getOrMake } from "../../core/maps.ts";
import { preorder } from "../../core/preorder.ts";
import { identifiers } from "../../core/references.ts";
import { all } from "../../core/together.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type Node, type SourceFile, SyntaxKind, is } from "../../core/ts.ts";
import { escaped } from "../shared/mentions.ts";

/** Undefined where somebody may use it whom we cannot see. */
export function* usesOf(declaration: Node, ctx: Questions): Asking<readonly Node[] | undefined> {
  const name = nameOf(declaration);
  if (!name || !(is.isIdentifier(name) || is.isPrivateIdentifier(name))) return undefined;
  const text = name.getText();
  const sourceFile = declaration.getSourceFile();
  const near = yield* those(mentions(sourceFile, text), declaration, ctx);
  const uses = near.filter((each) => (each !== name || isAssigned(each)) && !isKey(each));
  if (isMember(declaration)) {
    if (isPrivate(declaration)) return uses;
    return [...uses, ...(yield* elsewhere(ctx.survey(handingOn(text)), text, declaration, ctx))];
  }
  const isListed = uses.some(({ parent }) => is.isExportSpecifier(parent) || is.isExportAssignment(parent));
  if (!isListed && !isExported(declaration)) return uses;
  const importing = yield* elsewhere(ctx.survey(importersOf(text)), text, declaration, ctx);
  return [...uses, ...importing, ...(yield* ofDefault(declaration, ctx))];
}

/** In JavaScript an assignment declares a field. */
function nameOf(declaration: Node): Node | undefined {
  const target = is.isBinaryExpression(declaration) ? declaration.left : declaration;
  return (target as Node & { readonly name?: Node }).name;
}

/** What `export default` gives others, under the names that they import it by. */
export function* ofDefault(declaration: Node, ctx: Questions): Asking<readonly Node[]> {
  const { fileName } = declaration.getSourceFile();
  const stem = withoutEnding(fileName);
  const found: Node[] = [];
  for (const [file, imports] of ctx.survey(defaults)) {
    for (const { local, from } of imports) {
      if (file === fileName || !mayName(stem, file, from)) continue;
      found.push(...(yield* elsewhere([file], local, declaration, ctx)));
    }
  }
  return found;
}

function* elsewhere(
  files: readonly string[], name: string, declaration: Node, ctx: Questions,
): Asking<readonly Node[]> {
  const own = declaration.getSourceFile().fileName;
  const found: Node[] = [];
  for (const file of files) {
    if (file === own) continue;
    const sourceFile = yield* ctx.sourceFile(file);
    if (!sourceFile) continue;
    const candidates = [...mentions(sourceFile, name), ...aliases(sourceFile, name)];
    found.push(...(yield* those(candidates, declaration, ctx)).filter((each) => !isKey(each)));
  }
  return found;
}

/** Those that stand for what is declared, and not for something else of the same name. */
function* those(candidates: readonly Node[], declaration: Node, ctx: Questions): Asking<readonly Node[]> {
  const near = candidates.filter((each) => mayMean(each, declaration));
  const declarations = (yield* all(...near.map((each) => ctx.declarationOf(each)))) as (Node | undefined)[];
  return near.filter((_, index) => {
    const found = declarations[index];
    const isDefault = found !== undefined && is.isExportAssignment(found) && found === declaration.parent;
    return found === declaration || isDefault;
  });
}

function mayMean(mention: Node, declaration: Node): boolean {
  const isAccess = is.isPropertyAccessExpression(mention.parent) && mention.parent.name === mention;
  if (isMember(declaration) || isExported(declaration)) return true;
  if (isAccess) return false;
  if (mention.getSourceFile() !== declaration.getSourceFile()) return true;
  const scope = is.isParameterDeclaration(declaration) ? declaration.parent : enclosingFunction(declaration);
  return mention.pos >= scope.pos && mention.end <= scope.end;
}

function mentions(sourceFile: SourceFile, name: string): readonly Node[] {
  if (!name.startsWith("#")) return identifiers(sourceFile, name);
  return [...preorder(sourceFile)].filter((node) => is.isPrivateIdentifier(node) && node.getText() === name);
}

/** The uses of what is imported by another name: `import { pool as database }`. */
function aliases(sourceFile: SourceFile, name: string): readonly Node[] {
  return identifiers(sourceFile, name).flatMap(({ parent }) => {
    const isRenamed = is.isImportSpecifier(parent) && parent.propertyName?.getText() === name;
    return isRenamed ? identifiers(sourceFile, parent.name.text) : [];
  });
}

/** Names that use nothing: those of imports, and keys. */
function isKey(mention: Node): boolean {
  const { parent } = mention;
  if (is.isImportSpecifier(parent) || is.isImportClause(parent)) return true;
  return is.isPropertyAssignment(parent) && parent.name === mention;
}

/** Of fields that assignments declare, each is a use as well. */
function isAssigned({ parent }: Node): boolean {
  return is.isPropertyAccessExpression(parent);
}

function isMember(declaration: Node): boolean {
  const isField = is.isParameterDeclaration(declaration) && (declaration.modifiers?.length ?? 0) > 0;
  if (isField) return true;
  const isVariable = is.isVariableDeclaration(declaration) || is.isBindingElement(declaration);
  return !isVariable && !is.isParameterDeclaration(declaration);
}

function isPrivate(declaration: Node): boolean {
  const name = nameOf(declaration);
  return hasModifier(declaration, SyntaxKind.PrivateKeyword) || name?.kind === SyntaxKind.PrivateIdentifier;
}

function isExported(declaration: Node): boolean {
  if (!is.isVariableDeclaration(declaration)) return false;
  return hasModifier(declaration.parent.parent, SyntaxKind.ExportKeyword) || isExportedByName(declaration);
}

function isExportedByName(declaration: Node & { readonly name: Node }): boolean {
  if (!is.isSourceFile(enclosingFunction(declaration))) return false;
  const named = identifiers(declaration.getSourceFile(), declaration.name.getText());
  return named.some(({ parent }) => is.isExportSpecifier(parent) || is.isExportAssignment(parent));
}

type Files = Survey<true, readonly string[]>;

const surveys = new Map<string, Files>();

/** The files whose text says something, by a pattern that is made of a name. */
function saying(key: string, isSaid: (text: string) => boolean): Files {
  return getOrMake(surveys, key, () => ({
    of: (text: string) => (isSaid(text) ? (true as const) : undefined),
    merge: (parts: ReadonlyMap<string, true>) => [...parts.keys()],
  }));
}

/** The files that import a name, or a whole module of which they use it. */
function importersOf(name: string): Files {
  const imported = `(?:import|export|const|let|var)\\s[^;"'\`]*(?<![\\w$])${escaped(name)}(?![\\w$])[^;"'\`]*["']`;
  const pattern = new RegExp(`${imported}|\\.${escaped(name)}(?![\\w$])`);
  return saying(`import ${name}`, (text) => text.includes(name) && pattern.test(text));
}

/** The files that listen to a property, or hand it on: those that only call its other methods say nothing new. */
function handingOn(name: string): Files {
  const listening = "(?:on|once|addListener|prepend\\w*|addEventListener|pipe)\\b";
  const named = `\\.${escaped(name)}(?![\\w$])(?!\\s*[!?]?\\s*\\.(?!${listening}))`;
  const pattern = new RegExp(`${named}|\\{[^{}]*\\b${escaped(name)}\\b[^{}]*\\}\\s*=[^=>]`);
  return saying(`member ${name}`, (text) => text.includes(name) && pattern.test(text));
}

interface DefaultImport {
  readonly local: string;
  readonly from: string;
}

const byDefault = new RegExp(
  `\\bimport\\s+([\\w$]+)\\s*(?:,\\s*[{*][^;"']*?)?\\s*from\\s*["']([^"'\\n]+)["']|` +
    `\\bconst\\s+([\\w$]+)\\s*=\\s*require\\(["']([^"'\\n]+)["']\\)`,
  "g",
);

const defaults: Survey<readonly DefaultImport[], ReadonlyMap<string, readonly DefaultImport[]>> = {
  of(text) {
    const found = [...text.matchAll(byDefault)].map(([, local, from, name = "", required = ""]) => {
      return { local: local ?? name, from: from ?? required };
    });
    const own = found.filter(({ from }) => /^[.~#@]|\//.test(from));
    return own.length > 0 ? own : undefined;
  },
  merge: (parts) => new Map(parts),
};

/** Whether a specifier in a file may name a module: a relative one exactly, another by its end. */
function mayName(stem: string, file: string, specifier: string): boolean {
  const bare = withoutEnding(specifier);
  if (bare.startsWith(".")) return posix.join(posix.dirname(file), bare) === stem;
  return stem.endsWith(`/${bare.split("/").slice(1).join("/")}`);
}
