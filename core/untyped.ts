/** Calls of packages that are not installed. */
import type { Callee } from "./callee.ts";
import { type Node, is } from "./ts.ts";

/** `axios.get(…)` where axios is not installed: the import says what the types cannot. */
export function untypedImport(value: Node): Callee | undefined {
  const members: string[] = [];
  let root = value;
  while (is.isPropertyAccessExpression(root)) {
    members.unshift(root.name.text);
    root = root.expression;
  }
  if (!is.isIdentifier(root)) return undefined;
  const name = root.text;
  for (const statement of root.getSourceFile().statements) {
    if (!is.isImportDeclaration(statement) || !is.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const imported = importedAs(statement, name);
    if (imported === undefined || from.startsWith(".")) continue;
    const path = [...(imported === "*" ? [] : [imported]), ...members];
    const pack = from.split("/").slice(0, from.startsWith("@") ? 2 : 1).join("/");
    const member = path.at(-1) ?? "*";
    const container = path.length > 1 ? { container: path.slice(0, -1).join(".") } : {};
    return { kind: "library", origin: { package: pack, ...container, member, untyped: true } };
  }
  return undefined;
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
