/** Failures of the configuration alone: it is wrong from the start, or never, and no bad day makes it so. */
import { enclosingFunction, isFunction } from "../../core/functions.ts";
import { NodeFlags, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { skipWrapping } from "../../core/values.ts";
import { mentionsAlone } from "../shared/mentions.ts";

/** Whether a value is made of environment variables and of what is written out. */
export function isOfEnvironment(value: Node): boolean {
  const seen: Seen = { environment: false, other: false };
  look(skipWrapping(value), seen, 0);
  return seen.environment && !seen.other;
}

interface Seen {
  environment: boolean;
  other: boolean;
}

const environment = /^(?:(?:globalThis\.)?process|import\.meta|Bun|Deno)\.env\b/;
const converting = /^(?:Boolean|JSON|Math|Number|Object|String|parseFloat|parseInt|undefined)$/;
const mostNames = 3;

function look(node: Node, seen: Seen, names: number): void {
  if (seen.other) return;
  if (is.isPropertyAccessExpression(node) || is.isElementAccessExpression(node)) {
    if (environment.test(node.getText())) seen.environment = true;
    else look(node.expression, seen, names);
  } else if (is.isIdentifier(node)) {
    if (converting.test(node.text)) return;
    const made = names < mostNames ? madeOf(node) : undefined;
    if (made) look(made, seen, names + 1);
    else seen.other = true;
  } else if (isFunction(node) || is.isAwaitExpression(node) || node.kind === SyntaxKind.ThisKeyword) {
    seen.other = true;
  } else {
    node.forEachChild((child) => look(child, seen, names));
  }
}

/** What a constant of the functions around, or of the module, was written as, or a parameter where nothing is given. */
function madeOf(name: Node & { readonly text: string }): Node | undefined {
  for (let around: Node = name; !is.isSourceFile(around); ) {
    const fn = enclosingFunction(around);
    const parameter = isFunction(fn) ? fn.parameters.find((each) => mentionsAlone(each.name.getText(), name.text)) : undefined;
    if (parameter) return environment.test(parameter.initializer?.getText() ?? "") ? parameter.initializer : undefined;
    const body: Node | undefined = isFunction(fn) ? fn.body : fn;
    const statements = body && (is.isSourceFile(body) || is.isBlock(body)) ? body.statements : [];
    for (const statement of statements) {
      if (!is.isVariableStatement(statement) || (statement.declarationList.flags & NodeFlags.Const) === 0) continue;
      const found = statement.declarationList.declarations.find((each) => each.name.getText() === name.text);
      if (found) return found.initializer;
    }
    around = fn;
  }
  return undefined;
}
