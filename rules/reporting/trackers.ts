/** Error trackers that a file imports. */
import { type SourceFile, is } from "../../core/ts.ts";
import { trackerOf } from "../catalog/loggers.ts";
import { perFile } from "../shared/per-file.ts";
import type { Reporter } from "./reporting.ts";

export const trackerIn = perFile((sourceFile: SourceFile): Reporter | undefined => {
  for (const statement of sourceFile.statements) {
    if (!is.isImportDeclaration(statement) || !is.isStringLiteral(statement.moduleSpecifier)) continue;
    const tracker = trackerOf(statement.moduleSpecifier.text);
    const clause = statement.importClause;
    if (!tracker || !clause || clause.getText().startsWith("type ")) continue;
    const { method, part } = tracker;
    const bindings = clause.namedBindings;
    const named = bindings && is.isNamedImports(bindings) ? bindings.elements : [];
    const own = named.find(({ name, propertyName }) => (propertyName ?? name).getText() === method);
    if (own) return { callee: own.name.text, order: [part] };
    const whole = bindings && is.isNamespaceImport(bindings) ? bindings.name : clause.name;
    if (whole) return { callee: `${whole.text}.${method}`, order: [part] };
  }
  return undefined;
});
