/** Calls of packages that are not installed. */
import type { Callee } from "./callee.ts";
import { type Node, is } from "./ts.ts";

/** `axios.get(…)` where axios is not installed: what imports or requires it says what the types cannot. */
export function untypedImport(value: Node): Callee | undefined {
  const members: string[] = [];
  let root = value;
  while (is.isPropertyAccessExpression(root)) {
    members.unshift(root.name.text);
    root = root.expression;
  }
  const source = is.isIdentifier(root) ? sourceOf(root) : required(root);
  if (!source || source.from.startsWith(".")) return undefined;
  const { from, imported } = source;
  const path = [...(imported === "*" ? [] : [imported]), ...members];
  const pack = from.split("/").slice(0, from.startsWith("@") ? 2 : 1).join("/");
  const member = path.at(-1) ?? "*";
  const container = path.length > 1 ? { container: path.slice(0, -1).join(".") } : {};
  return { kind: "library", origin: { package: pack, ...container, member, untyped: true } };
}

/** `const { Pool } = pg`, of what is not installed. */
export function untypedMember(value: Node, member: string): Callee | undefined {
  const callee = untypedImport(value);
  if (callee?.kind !== "library") return undefined;
  const { package: pack, member: container } = callee.origin;
  return { kind: "library", origin: { package: pack, container, member, untyped: true } };
}

interface Source {
  readonly from: string;
  /** `default`, `*` for a namespace, or the exported name itself. */
  readonly imported: string;
}

/** The statement of a file that a name comes from. */
function sourceOf(name: Node & { readonly text: string }): Source | undefined {
  for (const statement of name.getSourceFile().statements) {
    if (is.isImportDeclaration(statement) && is.isStringLiteral(statement.moduleSpecifier)) {
      const imported = importedAs(statement, name.text);
      if (imported !== undefined) return { from: statement.moduleSpecifier.text, imported };
    }
    if (!is.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      const source = initializer && required(initializer);
      const imported = source && takenAs(declared, name.text);
      if (source && imported !== undefined) return { ...source, imported };
    }
  }
  return undefined;
}

/** Of what is required, the part that a name stands for: all of it, or a member that is taken out. */
function takenAs(declared: Node, local: string): string | undefined {
  if (is.isIdentifier(declared)) return declared.text === local ? "default" : undefined;
  if (!is.isObjectBindingPattern(declared)) return undefined;
  const element = declared.elements.find(({ name }) => name?.getText() === local);
  return element && (element.propertyName ?? element.name)?.getText();
}

/** `require("axios")`, which may be the namespace as well as its default. */
function required(value: Node): Source | undefined {
  if (!is.isCallExpression(value) || !is.isIdentifier(value.expression) || value.expression.text !== "require") return undefined;
  const [from] = value.arguments;
  return from && is.isStringLiteral(from) ? { from: from.text, imported: "default" } : undefined;
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
