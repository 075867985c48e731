/** What a file already gets from other modules, and whether it requires or imports them. */
import { hasModifier } from "../functions.ts";
import { type ImportDeclaration, type Node, type SourceFile, type Statement, SyntaxKind, is } from "../ts.ts";

/** One name that a file has from a module. */
export interface Imported {
  readonly name: string;
  readonly local: string;
  /** Its specifier, where it is imported as a type and cannot be used as a value. */
  readonly typeOnly?: Node;
}

/** One statement that brings something in. */
export interface Source {
  readonly statement: Statement;
  readonly module: string;
  readonly names: readonly Imported[];
  /** The local name of the whole module. */
  readonly whole?: string;
  /** Where more names can go: the braces, or behind the default import. */
  readonly room?: { readonly braces: Node; readonly items: readonly Node[] } | { readonly behind: Node };
}

/** A file's imports and requires, those of the top level, in order. */
export function sourcesOf(sourceFile: SourceFile): Source[] {
  return sourceFile.statements.flatMap((statement) => {
    if (is.isImportDeclaration(statement)) return [ofImport(statement)];
    if (is.isImportEqualsDeclaration(statement)) {
      const { moduleReference, isTypeOnly, name } = statement;
      if (!is.isExternalModuleReference(moduleReference) || isTypeOnly) return [];
      return [{ statement, module: literal(moduleReference.expression) ?? "", names: [], whole: name.text }];
    }
    return ofRequires(statement);
  });
}

/** Does it load modules by `require`? What has any `import` or `export` of its own does not. */
export function usesRequire(sourceFile: SourceFile): boolean {
  if (sourceFile.statements.some(isModuleSyntax) || /\.m[jt]s$/.test(sourceFile.fileName)) return false;
  return /\.cjs$/.test(sourceFile.fileName) || /\brequire\(|\bmodule\.exports\b|^exports\.\w/m.test(sourceFile.text);
}

/** Is it `import type`? */
export function isTypeImport(statement: Node): boolean {
  return is.isImportDeclaration(statement) && statement.importClause?.phaseModifier === SyntaxKind.TypeKeyword;
}

/** The module that `require("…")` names. */
function requiredModule(node: Node): string | undefined {
  if (!is.isCallExpression(node) || !is.isIdentifier(node.expression)) return undefined;
  if (node.expression.text !== "require") return undefined;
  return node.arguments[0] && literal(node.arguments[0]);
}

function isModuleSyntax(statement: Node): boolean {
  if (is.isImportDeclaration(statement) || is.isImportEqualsDeclaration(statement)) return true;
  if (is.isExportDeclaration(statement) || is.isExportAssignment(statement)) return true;
  return hasModifier(statement, SyntaxKind.ExportKeyword);
}

function ofImport(statement: ImportDeclaration): Source {
  const module = literal(statement.moduleSpecifier) ?? "";
  const clause = statement.importClause;
  // A deferred import is evaluated on its first use: adding to it would change when.
  if (!clause || clause.phaseModifier === SyntaxKind.DeferKeyword) return { statement, module, names: [] };
  const bindings = clause.namedBindings;
  const isType = isTypeImport(statement);
  if (bindings && is.isNamespaceImport(bindings)) {
    return isType ? { statement, module, names: [] } : { statement, module, names: [], whole: bindings.name.text };
  }
  const listed = (bindings?.elements ?? []).map((element) => ({
    name: (element.propertyName ?? element.name).text,
    local: element.name.text,
    ...(isType || element.isTypeOnly ? { typeOnly: element } : {}),
  }));
  const names = clause.name && !isType ? [{ name: "default", local: clause.name.text }, ...listed] : listed;
  if (isType || statement.attributes) return { statement, module, names };
  if (bindings) return { statement, module, names, room: { braces: bindings, items: [...bindings.elements] } };
  return { statement, module, names, ...(clause.name ? { room: { behind: clause.name } } : {}) };
}

function ofRequires(statement: Statement): Source[] {
  if (!is.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }): Source[] => {
    if (!initializer) return [];
    if (is.isPropertyAccessExpression(initializer) && is.isIdentifier(name)) {
      const module = requiredModule(initializer.expression);
      if (module === undefined) return [];
      return [{ statement, module, names: [{ name: initializer.name.text, local: name.text }] }];
    }
    const module = requiredModule(initializer);
    if (module === undefined) return [];
    if (is.isIdentifier(name)) return [{ statement, module, names: [], whole: name.text }];
    if (!is.isObjectBindingPattern(name)) return [];
    const elements = [...name.elements];
    const names = elements.flatMap((element) => {
      if (element.dotDotDotToken || !element.name || !is.isIdentifier(element.name)) return [];
      return [{ name: (element.propertyName ?? element.name).getText(), local: element.name.text }];
    });
    if (elements.some((element) => element.dotDotDotToken)) return [{ statement, module, names }];
    return [{ statement, module, names, room: { braces: name, items: elements } }];
  });
}

function literal(node: Node): string | undefined {
  return is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node) ? node.text : undefined;
}
