/** Making a name available in a file, in the way and the style that the file imports already. */
import { type ImportDeclaration, type Node, type SourceFile, is } from "../ts.ts";
import type { SpanEdit } from "./edits.ts";
import { layoutOf } from "./layout.ts";
import { addToList } from "./list.ts";
import { type Imported, type Source, isTypeImport, sourcesOf, usesRequire } from "./modules.ts";
import { placeForImport } from "./place.ts";
import { conform, sameModule } from "./specifier.ts";

interface Wanted {
  readonly name: string;
  readonly local: string;
  readonly from: string;
}

/** Where among the modules that one fix imports from. */
interface Order {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The imports that one fix needs, and the constants that stand below them. */
export class Imports {
  private readonly sourceFile: SourceFile;
  private readonly sources: readonly Source[];
  private readonly wanted: Wanted[] = [];
  private readonly values = new Map<Imported, Source>();
  private readonly constants: { readonly name: string; readonly initializer: string }[] = [];

  constructor(sourceFile: SourceFile) {
    this.sourceFile = sourceFile;
    this.sources = sourcesOf(sourceFile);
  }

  /** What to write for `name` of the module `from`: a name, or a member of a module that is imported whole. */
  use(name: string, from: string, as = name): string {
    const pending = this.wanted.find((one) => one.name === name && sameModule(one.from, from));
    if (pending) return pending.local;
    const sources = this.sources.filter((source) => sameModule(source.module, from));
    const imported = sources.flatMap((source) => source.names.map((one) => ({ source, one })));
    const found = imported.filter(({ one }) => one.name === name);
    const value = found.find(({ one }) => !one.typeOnly) ?? found[0];
    if (value) {
      if (value.one.typeOnly) this.values.set(value.one, value.source);
      return value.one.local;
    }
    const whole = sources.find((source) => source.whole !== undefined && !source.room)?.whole;
    if (whole !== undefined) return name === "default" && usesRequire(this.sourceFile) ? whole : `${whole}.${name}`;
    const local = this.freeName(as);
    this.wanted.push({ name, local, from });
    return local;
  }

  declareConst(name: string, initializer: string): string {
    if (declaresConst(this.sourceFile, name, initializer)) return name;
    const free = this.freeName(name);
    this.constants.push({ name: free, initializer });
    return free;
  }

  specifier(from: string): string {
    return conform(from, this.sources.map((source) => source.module), usesRequire(this.sourceFile));
  }

  edits(): SpanEdit[] {
    const values = [...new Set(this.values.values())].flatMap((source) => this.asValues(source));
    const modules = [...new Set(this.wanted.map((one) => one.from))];
    const added = modules.flatMap((from, index) => {
      const wanted = this.wanted.filter((one) => one.from === from);
      const written = this.extend(from, wanted) ?? this.declare(from, wanted, { isFirst: index === 0, isLast: index === modules.length - 1 });
      return named(`import ${wanted.map((one) => one.local).join()}`, written);
    });
    return [...values, ...added, ...this.constants.flatMap((constant) => this.constant(constant))];
  }

  /** `AppError`, or `AppError2` where the file means something else by that. */
  private freeName(name: string): string {
    const { text } = this.sourceFile;
    const isTaken = (candidate: string) =>
      this.wanted.some((one) => one.local === candidate) ||
      this.constants.some((one) => one.name === candidate) ||
      (text.includes(candidate) && usesName(this.sourceFile, candidate));
    if (!isTaken(name)) return name;
    let number = 2;
    while (isTaken(name + number)) number++;
    return name + number;
  }

  private extend(from: string, wanted: readonly Wanted[]): SpanEdit[] | undefined {
    const source = this.sources.find((one) => one.room && sameModule(one.module, from));
    if (!source?.room || wanted.some(isDefault)) return undefined;
    const layout = layoutOf(this.sourceFile);
    const names = wanted.map((one) => binding(one, is.isImportDeclaration(source.statement) ? " as " : ": "));
    if ("behind" in source.room) {
      const { end } = source.room.behind;
      const pad = layout.bracketSpace;
      return [{ start: end, end, text: `, {${pad}${names.join(", ")}${pad}}` }];
    }
    const { braces, items } = source.room;
    const inside = { start: braces.getStart() + 1, end: braces.end - 1 };
    const spans = items.map((item) => ({ start: item.getStart(), end: item.end }));
    return addToList(
      this.sourceFile.text,
      { inside, items: spans, pad: layout.bracketSpace, breakable: true },
      names,
      layout,
    );
  }

  private declare(from: string, wanted: readonly Wanted[], { isFirst, isLast }: Order): SpanEdit[] {
    const layout = layoutOf(this.sourceFile);
    const isRequire = usesRequire(this.sourceFile);
    const specifier = layout.quote + this.specifier(from) + layout.quote;
    const names = wanted.filter((one) => !isDefault(one)).map((one) => binding(one, isRequire ? ": " : " as ")).join(", ");
    const braces = names === "" ? [] : [`{${layout.bracketSpace}${names}${layout.bracketSpace}}`];
    const bindings = [...wanted.filter(isDefault).map(({ local }) => local), ...braces];
    // What an older module exports is what `require` gives, and what `import` takes for its default.
    const lines = isRequire
      ? bindings.map((one) => `${requireKeyword(this.sourceFile)} ${one} = require(${specifier})${layout.semicolon}`)
      : [`import ${bindings.join(", ")} from ${specifier}${layout.semicolon}`];
    const { at, before, after } = placeForImport(this.sourceFile, this.sources, layout);
    // In a file without imports the first ones stand together, apart from all else.
    const isAlone = this.sources.length === 0;
    const above = isAlone && !isFirst && before !== "" ? layout.eol : before;
    const below = isAlone && !isLast ? (at === 0 ? layout.eol : "") : after;
    return [{ start: at, end: at, text: above + lines.join(layout.eol) + below }];
  }

  private constant({ name, initializer }: { readonly name: string; readonly initializer: string }): SpanEdit[] {
    const layout = layoutOf(this.sourceFile);
    const { at } = placeForImport(this.sourceFile, this.sources, layout);
    const line = `const ${name} = ${initializer}${layout.semicolon}`;
    const gap = layout.eol + layout.eol;
    return [{ start: at, end: at, text: at === 0 ? line + gap : gap + line, provides: `const ${name}` }];
  }

  /** Lets what is imported for its type alone be used as a value too; the names beside it stay types. */
  private asValues(source: Source): SpanEdit[] {
    const values = source.names.filter((one) => this.values.has(one));
    const provides = `value ${values.map((one) => one.local).join()}`;
    const { statement } = source;
    if (!isTypeImport(statement)) return named(provides, values.map((one) => withoutType(one.typeOnly!)));
    const types = source.names.filter((one) => !this.values.has(one)).map((one) => one.typeOnly!.getStart());
    const marks = types.map((start) => ({ start, end: start, text: "type " }));
    return named(provides, [withoutType((statement as ImportDeclaration).importClause!), ...marks]);
  }
}

/** Several fixes may need these edits; together they do one thing, which `provides` names. */
function named(provides: string, edits: readonly SpanEdit[]): SpanEdit[] {
  return edits.map((edit, index) => ({ ...edit, provides: `${provides} ${index}` }));
}

/** Takes `type` and the space after it from the front of a node. */
function withoutType(node: Node): SpanEdit {
  const start = node.getStart();
  return { start, end: start + /^type\s*/.exec(node.getText())![0].length, text: "" };
}

function isDefault({ name }: Wanted): boolean {
  return name === "default";
}

function binding(wanted: Wanted, as: string): string {
  return wanted.name === wanted.local ? wanted.name : wanted.name + as + wanted.local;
}

function requireKeyword(sourceFile: SourceFile): string {
  const statement = sourcesOf(sourceFile).at(-1)?.statement;
  return /^(const|let|var)\b/.exec(statement?.getText() ?? "")?.[0] ?? "const";
}

/** What an earlier fix has declared serves this one too. */
function declaresConst({ statements }: SourceFile, name: string, initializer: string): boolean {
  return statements.some(
    (statement) =>
      is.isVariableStatement(statement) &&
      statement.declarationList.declarations.some((one) => one.name.getText() === name && one.initializer?.getText() === initializer),
  );
}

/** Does the file mean something of its own by `name`? Member names do not count: they are never looked up by scope. */
function usesName(sourceFile: SourceFile, name: string): boolean {
  const visit = (node: Node): boolean => {
    if (is.isIdentifier(node)) return node.text === name && !isMemberName(node);
    return node.forEachChild((child) => visit(child) || undefined) ?? false;
  };
  return visit(sourceFile);
}

function isMemberName(node: Node): boolean {
  const { parent } = node;
  if (is.isPropertyAccessExpression(parent)) return parent.name === node;
  if (is.isQualifiedName(parent)) return parent.right === node;
  if (is.isImportSpecifier(parent) || is.isBindingElement(parent)) return parent.propertyName === node;
  if (is.isExportSpecifier(parent)) return parent.propertyName !== undefined && parent.name === node;
  return (
    (is.isPropertyAssignment(parent) || is.isMethodDeclaration(parent) || is.isPropertyDeclaration(parent) ||
      is.isPropertySignatureDeclaration(parent) || is.isMethodSignatureDeclaration(parent) ||
      is.isGetAccessorDeclaration(parent) || is.isSetAccessorDeclaration(parent) || is.isEnumMember(parent)) &&
    parent.name === node
  );
}
