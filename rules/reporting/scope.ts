/**
 * Loggers that stand in scope at a place, nearest first: parameters, locals, members of `this`, what the module declares
 * and imports. Syntax leaves few of them to ask about.
 */
import type { Questions } from "../../core/context.ts";
import { hasModifier, isClass, isFunction } from "../../core/functions.ts";
import {
  type Asking,
  type Node,
  type ParameterDeclaration,
  type PropertyDeclaration,
  type SourceFile,
  SyntaxKind,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { type Part, heldLogger, knowsLoggers } from "../catalog/loggers.ts";
import { perFile } from "../shared/per-file.ts";
import { type Nature, declarationOf, memberName, memberOf, membersOf, natureOf } from "./nature.ts";
import { orderOf } from "./order.ts";
import type { Reporter } from "./reporting.ts";

export function* loggerInScope(site: Node, ctx: Questions): Asking<Reporter | undefined> {
  for (const { text, declaration } of candidatesAt(site)) {
    const found = isClass(declaration)
      ? yield* memberLogger(text, { declaring: declaration }, "this", ctx)
      : yield* loggerNamed(text, declaration, site, ctx);
    if (found) return { callee: `${found.logger}.error`, order: found.order };
  }
  return undefined;
}

interface Found {
  readonly logger: string;
  readonly order: readonly Part[];
}

/** The thing itself, or what it has under a name like `log`. */
function* loggerNamed(text: string, declaration: Node, site: Node, ctx: Questions): Asking<Found | undefined> {
  const declared = isImport(declaration) ? yield* declarationOf(declaration, ctx) : declaration;
  // A class that makes loggers is none.
  const isValue = declared && (declared === declaration || is.isVariableDeclaration(declared) || is.isExportAssignment(declared));
  const nature = isValue && (yield* natureOf(declared, ctx));
  if (!nature) return undefined;
  const order = yield* orderOf(nature, ctx);
  if (order) return { logger: text, order };
  if (!("declaring" in nature)) {
    const held = heldLogger(nature, ctx.packagesUsed(site.getSourceFile().fileName));
    return held && { logger: `${text}.${held.member}`, order: held.order };
  }
  return yield* memberLogger(text, nature, "others", ctx);
}

function* memberLogger(text: string, nature: Nature, seenBy: "this" | "others", ctx: Questions): Asking<Found | undefined> {
  const member = yield* memberOf(nature, (name) => /^(log|logger)$/.test(name), ctx, seenBy);
  const own = member && (yield* natureOf(member, ctx));
  const taken = own && (yield* orderOf(own, ctx));
  return taken && { logger: `${text}.${memberName(member)}`, order: taken };
}

interface Candidate {
  /** What to write. */
  readonly text: string;
  /** A name that is imported stands for itself. A class stands for what its instances inherit. */
  readonly declaration: Node;
}

function candidatesAt(site: Node): readonly Candidate[] {
  const sourceFile = site.getSourceFile();
  const seen = new Set<string>();
  const found: Candidate[] = [];
  const add = (each: Named): void => {
    if (seen.has(each.name.text)) return;
    seen.add(each.name.text);
    if (each.stands) found.push({ text: each.name.text, declaration: each.declaration });
  };
  let bound = true;
  for (let at = site; !is.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at;
    if (isFunction(parent)) {
      for (const each of parent.parameters) namesOf(each, standsAsParameter(each)).forEach(add);
      if (bound && !is.isArrowFunction(parent)) found.push(...(isClass(parent.parent) ? membersOfThis(parent) : []));
      bound &&= is.isArrowFunction(parent);
    } else if (is.isPropertyDeclaration(parent) && bound) {
      found.push(...membersOfThis(parent));
      bound = false;
    } else if (is.isBlock(parent)) {
      // What follows is not there yet.
      declaredBy(parent.statements.slice(0, parent.statements.indexOf(at as never))).forEach(add);
    }
  }
  moduleNames(sourceFile).filter(({ name, imported }) => imported || runsAfter(site, name)).forEach(add);
  return found;
}

interface Named {
  readonly name: Node & { readonly text: string };
  readonly declaration: Node;
  /** May it be a logger, or have one? */
  readonly stands: boolean;
}

/** The names of a declaration, or of the pattern it is taken apart by. */
function namesOf(declaration: Node & { readonly name: Node }, stands: boolean): readonly Named[] {
  const { name } = declaration;
  if (is.isIdentifier(name)) return [{ name, declaration, stands: stands || looksLikeLogger(name) }];
  if (!is.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((each) => (is.isBindingElement(each) && each.name ? namesOf(each as never, false) : []));
}

/** It has a type, or it is a callback's and has what it is given. */
function standsAsParameter({ type, parent, dotDotDotToken }: ParameterDeclaration): boolean {
  if (dotDotDotToken) return false;
  return type ? isNamedType(type) : is.isCallExpression(parent.parent) || is.isPropertyAssignment(parent.parent);
}

function declaredBy(statements: readonly Node[]): readonly Named[] {
  return statements.filter((each) => is.isVariableStatement(each)).flatMap((statement) => {
    const { declarations } = statement.declarationList;
    return declarations.flatMap((each) => namesOf(each, standsAsVariable(each)));
  });
}

function standsAsVariable({ type, initializer, name }: VariableDeclaration | PropertyDeclaration | ParameterDeclaration): boolean {
  if (type) return is.isTypeReferenceNode(type) && isNamedLikeLogger(type.getText());
  const made = initializer && skipWrapping(initializer);
  if (!made || (!is.isCallExpression(made) && !is.isNewExpression(made))) return false;
  const callee = made.expression.getText();
  return /log/i.test(callee) || makers(name.getSourceFile()).has(/^[\w$]+/.exec(callee)?.[0] ?? "");
}

/** The members of the class that `this` means an instance of. */
function membersOfThis(member: Node): readonly Candidate[] {
  if (hasModifier(member, SyntaxKind.StaticKeyword)) return [];
  const owner = member.parent;
  const own = membersOf(owner).filter((each) => standsAsMember(each) && !hasModifier(each, SyntaxKind.StaticKeyword));
  const inherited = isClass(owner) && owner.heritageClauses ? [{ text: "this", declaration: owner }] : [];
  return [...own.map((each) => ({ text: `this.${memberName(each)}`, declaration: each })), ...inherited];
}

function standsAsMember(member: Node): boolean {
  if (!is.isPropertyDeclaration(member) && !is.isParameterDeclaration(member)) return false;
  return member.type ? isNamedType(member.type) : standsAsVariable(member);
}

interface ModuleName extends Named {
  readonly imported: boolean;
}

const moduleNames = perFile((sourceFile): readonly ModuleName[] =>
  [
    ...declaredBy(sourceFile.statements).map((each) => ({ ...each, imported: false })),
    ...importsOf(sourceFile).map(({ name, from }) => {
      return { name, declaration: name, stands: looksLikeLogger(name) || isLogModule(from) || knowsLoggers(from), imported: true };
    }),
  ],
);

/** The names that come from packages which make loggers, or things that hold one. */
const makers = perFile((sourceFile): ReadonlySet<string> => {
  return new Set(importsOf(sourceFile).filter(({ from }) => knowsLoggers(from)).map(({ name }) => name.text));
});

/** The names on which the file calls a method that loggers have. */
const logs = perFile((sourceFile): ReadonlySet<string> => {
  const { text } = sourceFile;
  const names = new Set<string>();
  for (const { index } of text.matchAll(/\.(?:error|warn|info|debug|trace)\(/g)) {
    let start = index;
    while (/[\w$]/.test(text.charAt(start - 1))) start--;
    if (text.charAt(start - 1) !== ".") names.add(text.slice(start, index));
  }
  return names;
});

interface Import {
  readonly name: Node & { readonly text: string };
  readonly from: string;
}

const importsOf = perFile((sourceFile: SourceFile): readonly Import[] =>
  sourceFile.statements.flatMap((statement) => {
    if (!is.isImportDeclaration(statement) || !is.isStringLiteral(statement.moduleSpecifier)) return [];
    const clause = statement.importClause;
    if (!clause || clause.getText().startsWith("type ")) return [];
    const bindings = clause.namedBindings;
    const elements = bindings && is.isNamedImports(bindings) ? bindings.elements.filter((each) => !each.isTypeOnly) : [];
    const whole = bindings && is.isNamespaceImport(bindings) ? bindings.name : undefined;
    const from = statement.moduleSpecifier.text;
    const names = [clause.name, whole, ...elements.map(({ name }) => name)].filter((name) => name !== undefined);
    return names.flatMap((name) => (is.isIdentifier(name) ? [{ name, from }] : []));
  }),
);

/** A constant of the module is there for what runs later, and for what stands behind it. */
function runsAfter(site: Node, name: Node): boolean {
  let at = site;
  while (!isFunction(at) && !is.isSourceFile(at)) at = at.parent;
  return isFunction(at) || name.end < site.getStart();
}

/** Of others, such as `string`, there is nothing to ask. */
function isNamedType(type: Node): boolean {
  return is.isTypeReferenceNode(type) || is.isTypeLiteralNode(type) || is.isTypeQueryNode(type);
}

/** A name in the clause of an import. */
function isImport(declaration: Node): boolean {
  return is.isIdentifier(declaration);
}

/** By its name, or by what is called on it. */
function looksLikeLogger(name: Node & { readonly text: string }): boolean {
  return isNamedLikeLogger(name.text) || logs(name.getSourceFile()).has(name.text);
}

function isNamedLikeLogger(name: string): boolean {
  return /^_?(log|logger|logging)$|[a-z0-9]Log(ger)?$|_log(ger)?$|Logger$|^LOG(GER)?$/.test(name);
}

function isLogModule(from: string): boolean {
  return /(^|[/@._-])log(s|ger|gers|ging)?([/._-]|$)/i.test(from);
}
