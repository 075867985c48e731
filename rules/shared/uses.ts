/** Where a name is used, by its text: another thing of the same name counts as a use, which keeps rules silent. */
import { type Node, SyntaxKind, is } from "../../core/ts.ts";

/** Every mention of a declared name in a scope, but for the name itself. */
export function usesOf(name: Node, scope: Node): readonly Node[] {
  const text = name.getText();
  const isVariable = is.isVariableDeclaration(name.parent);
  const found: Node[] = [];
  const look = (node: Node): void => {
    const isName = is.isIdentifier(node) || node.kind === SyntaxKind.PrivateIdentifier;
    if (isName && node !== name && node.getText() === text && !(isVariable && isMember(node))) found.push(node);
    node.forEachChild(look);
  };
  look(scope);
  return found;
}

/** `this.timer` and `{ timer: 1 }` are never a variable `timer`. */
function isMember(node: Node): boolean {
  const { parent } = node;
  return (is.isPropertyAccessExpression(parent) || is.isPropertyAssignment(parent)) && parent.name === node;
}
