/** What is kept in a variable, a private field or a map, where the file that declares it is the only one to put anything there. */
import { hasModifier } from "../../core/functions.ts";
import { nameNode, skipWrapping } from "../../core/values.ts";
import { type Asking, type Node, NodeFlags, SyntaxKind, is } from "../../core/ts.ts";
import type { Scene } from "./scene.ts";

export interface Holder {
  readonly declaration: Node;
  /** Every expression that is ever put there. */
  readonly values: readonly Node[];
}

/** Undefined where others may put something there that cannot be seen. */
export function* holderOf(place: Node, scene: Scene): Asking<Holder | undefined> {
  const value = skipWrapping(place);
  const map = is.isCallExpression(value) ? mapRead(value) : undefined;
  const declaration = yield* privateDeclaration(map ?? value, scene);
  if (!declaration || (map && !startsEmpty(declaration.initializer))) return undefined;
  const name = declaration.name.getText();
  const stored = map ? storedInMap(name, declaration) : assigned(name, declaration);
  return { declaration, values: map || !declaration.initializer ? stored : [declaration.initializer, ...stored] };
}

/** The map of `map.get(key)`. */
function mapRead({ expression }: { readonly expression: Node }): Node | undefined {
  return is.isPropertyAccessExpression(expression) && expression.name.text === "get" ? expression.expression : undefined;
}

type Declaration = Node & { readonly name: Node; readonly initializer?: Node };

function* privateDeclaration(place: Node, scene: Scene): Asking<Declaration | undefined> {
  const name = nameNode(skipWrapping(place));
  const declaration = name && (yield* scene.ctx.declarationOf(name));
  if (!declaration || declaration.getSourceFile() !== place.getSourceFile()) return undefined;
  if (is.isPropertyDeclaration(declaration)) return isPrivate(declaration) ? (declaration as Declaration) : undefined;
  if (!is.isVariableDeclaration(declaration) || !is.isIdentifier(declaration.name)) return undefined;
  const statement = declaration.parent.parent;
  const isConstant = (declaration.parent.flags & NodeFlags.Const) !== 0;
  if (!statement || !is.isVariableStatement(statement) || hasModifier(statement, SyntaxKind.DeclareKeyword)) return undefined;
  return isConstant || !hasModifier(statement, SyntaxKind.ExportKeyword) ? (declaration as Declaration) : undefined;
}

function isPrivate(field: Node & { readonly name: Node }): boolean {
  return hasModifier(field, SyntaxKind.PrivateKeyword) || field.name.kind === SyntaxKind.PrivateIdentifier;
}

function startsEmpty(initializer: Node | undefined): boolean {
  return initializer !== undefined && is.isNewExpression(initializer) && (initializer.arguments ?? []).length === 0;
}

function storedInMap(name: string, declaration: Node): Node[] {
  return mentions(name, declaration).flatMap((mention) => {
    const access = mention.parent;
    const call = is.isPropertyAccessExpression(access) && access.name.text === "set" ? access.parent : undefined;
    return call && is.isCallExpression(call) && call.arguments[1] ? [call.arguments[1]] : [];
  });
}

function assigned(name: string, declaration: Node): Node[] {
  return mentions(name, declaration).flatMap((mention) => {
    const { parent } = mention;
    if (!is.isBinaryExpression(parent) || parent.left !== mention) return [];
    const { kind } = parent.operatorToken;
    return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment ? [parent.right] : [];
  });
}

/** Where a name stands in the declaration's file, as `name` or as `this.name`. */
function mentions(name: string, declaration: Node): Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if ((is.isIdentifier(node) || is.isPrivateIdentifier(node)) && node.text === name && node !== (declaration as Declaration).name) {
      const access = node.parent;
      found.push(is.isPropertyAccessExpression(access) && access.name === node ? access : node);
    }
    node.forEachChild(look);
  };
  look(declaration.getSourceFile());
  return found;
}
