/** Controllers of signals, and whether anybody can abort them. */
import { hasModifier } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import { type NewExpression, type Node, NodeFlags, SyntaxKind, is } from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";

export interface Controller {
  /** It may be aborted: by what is seen, or by somebody who is not. */
  readonly held: boolean;
  /** Where its signal is taken. */
  readonly signals: readonly Node[];
}

/** By its text alone; what it is called by may be a class of the workspace. */
export function isController(node: Node): node is NewExpression {
  return is.isNewExpression(node) && is.isIdentifier(node.expression) && node.expression.text === "AbortController";
}

/** How the controller is used that a variable or a field was declared with. */
export function controllerIn(declaration: Node): Controller {
  const scope = scopeOf(declaration);
  const name = (declaration as { name?: Node }).name;
  if (!scope || !name) return { held: true, signals: [] };
  const signals: Node[] = [];
  let held = false;
  for (const use of usesOf(name, scope)) {
    const signal = signalOf(use);
    if (signal) signals.push(signal);
    else held = true;
  }
  return { held, signals };
}

/** Where all uses of a variable or a field stand; undefined where some may stand out of sight. */
function scopeOf(declaration: Node): Node | undefined {
  if (is.isPropertyDeclaration(declaration)) {
    if (declaration.name.kind === SyntaxKind.PrivateIdentifier) return declaration.parent;
    return hasModifier(declaration, SyntaxKind.PrivateKeyword) ? declaration.getSourceFile() : undefined;
  }
  if (!is.isVariableDeclaration(declaration) || !is.isIdentifier(declaration.name)) return undefined;
  const statement = declaration.parent.parent;
  if (!is.isVariableStatement(statement) || hasModifier(statement, SyntaxKind.ExportKeyword)) return undefined;
  const { parent } = statement;
  if (is.isSourceFile(parent) && parent.externalModuleIndicator === undefined) return undefined;
  return declaration.parent.flags & NodeFlags.BlockScoped ? parent : declaration.getSourceFile();
}

/** `controller.signal`, or what `const { signal } = controller` takes; undefined for any other use. */
function signalOf(use: Node): Node | undefined {
  const isField = is.isPropertyAccessExpression(use.parent) && use.parent.name === use;
  let value: Node = isField ? use.parent : use;
  while (skipWrapping(value.parent) === value) value = value.parent;
  const { parent } = value;
  if (is.isPropertyAccessExpression(parent) && parent.expression === value) {
    return parent.name.text === "signal" ? parent : undefined;
  }
  const isTaken = is.isVariableDeclaration(parent) && parent.initializer === value && takesSignalAlone(parent.name);
  return isTaken ? parent.name : undefined;
}

/** `{ signal }` */
export function takesSignalAlone(pattern: Node): boolean {
  return (
    is.isObjectBindingPattern(pattern) &&
    pattern.elements.every((each) => !each.dotDotDotToken && (each.propertyName ?? each.name)?.getText() === "signal")
  );
}
