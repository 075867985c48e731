/**
 * What code does with the results of `Promise.allSettled`: whether anything of it could notice a rejection.
 *
 * Only what is sure to pass rejections by is told apart. Whatever else happens to a result (it is handed on, returned,
 * counted, compared in some other way) counts as a look.
 */
import { isFunction } from "../../core/functions.ts";
import { type CallExpression, type Node, SyntaxKind, is } from "../../core/ts.ts";
import { isWrapping } from "../../core/values.ts";
import { usesOf } from "../shared/uses.ts";
import { type Condition, conditionOf, isChecked } from "./conditions.ts";

export type Look =
  /** A rejection may be noticed, as far as can be seen. */
  | "looks"
  /** Only what was fulfilled is read. */
  | "reads"
  /** Nothing is read at all. */
  | "drops";

/** What becomes of the results of a call. */
export function lookAt(call: CallExpression): Look {
  return ofList(call);
}

/** An expression that is the list of results, or the promise of it. */
function ofList(list: Node): Look {
  const { parent } = list;
  if (isWrapping(parent) || is.isAwaitExpression(parent)) return ofList(parent);
  if (is.isExpressionStatement(parent) || is.isVoidExpression(parent)) return "drops";
  const call = parent.parent;
  if (is.isPropertyAccessExpression(parent) && is.isCallExpression(call) && call.expression === parent) {
    return ofMethod(parent.name.text, call);
  }
  if (is.isElementAccessExpression(parent) && parent.expression === list) return ofElement(parent);
  if (is.isVariableDeclaration(parent)) return ofName(parent.name, scopeOf(parent));
  if (is.isForOfStatement(parent) && parent.expression === list) {
    const { initializer } = parent;
    const name = is.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
    return name ? ofElementName(name, parent.statement) : "looks";
  }
  return "looks";
}

/** The list under a name, or taken apart. */
function ofName(name: Node, scope: Node): Look {
  if (is.isIdentifier(name)) return together(valuesOf(name, scope).map(ofList));
  if (!is.isArrayBindingPattern(name)) return "looks";
  return together(
    name.elements.map((element): Look => {
      if (is.isOmittedExpression(element)) return "drops";
      if (!is.isBindingElement(element) || !element.name) return "looks";
      return element.dotDotDotToken ? ofName(element.name, scope) : ofElementName(element.name, scope);
    }),
  );
}

function ofMethod(method: string, call: CallExpression): Look {
  const [callback] = call.arguments;
  switch (method) {
    case "catch":
    case "finally":
      return ofList(call);
    case "then":
      if (!callback || !isFunction(callback) || !callback.body) return "looks";
      return callback.parameters[0] ? ofName(callback.parameters[0].name, callback.body) : "drops";
    case "filter":
    case "find":
    case "map":
    case "flatMap":
    case "forEach":
    case "reduce":
      return ofCallback(method, call);
    default:
      return "looks";
  }
}

function ofCallback(method: string, call: CallExpression): Look {
  const [callback] = call.arguments;
  const isNamedAfterSuccess = callback && is.isIdentifier(callback) && /fulfilled|succe(ss|ed)/i.test(callback.text);
  if (isNamedAfterSuccess && method === "filter") return isChecked(call) ? "looks" : "reads";
  if (!callback || !isFunction(callback) || !callback.body) return "looks";
  const parameter = callback.parameters[method === "reduce" ? 1 : 0];
  if (!parameter) return method === "forEach" ? "drops" : "looks";
  const look = ofElementName(parameter.name, callback.body);
  return look === "reads" && isChecked(call) ? "looks" : look;
}

/** One result under a name, or taken apart. */
function ofElementName(name: Node, scope: Node): Look {
  if (is.isIdentifier(name)) return together(valuesOf(name, scope).map(ofElement));
  if (!is.isObjectBindingPattern(name)) return "looks";
  return together(
    name.elements.map((element): Look => {
      const property = (element.propertyName ?? element.name)?.getText();
      if (element.dotDotDotToken || !element.name || !is.isIdentifier(element.name)) return "looks";
      if (property === "value") return "reads";
      return property === "status" ? together(valuesOf(element.name, scope).map(ofStatus)) : "looks";
    }),
  );
}

/** An expression that is one result. */
function ofElement(element: Node): Look {
  const { parent } = element;
  if (isWrapping(parent)) return ofElement(parent);
  if (is.isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.InKeyword && parent.right === element) {
    return parent.left.getText().slice(1, -1) === "value" ? ofCondition(conditionOf(parent)) : "looks";
  }
  if (!is.isPropertyAccessExpression(parent) || parent.expression !== element) return "looks";
  if (parent.name.text === "value") return "reads";
  return parent.name.text === "status" ? ofStatus(parent) : "looks";
}

const equal = new Set([SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken]);

function ofStatus(status: Node): Look {
  const { parent } = status;
  if (!is.isBinaryExpression(parent) || !equal.has(parent.operatorToken.kind)) return "looks";
  const other = parent.left === status ? parent.right : parent.left;
  return is.isStringLiteral(other) && other.text === "fulfilled" ? ofCondition(conditionOf(parent)) : "looks";
}

function ofCondition(condition: Condition): Look {
  return condition === "passes rejections by" ? "reads" : "looks";
}

/** A look anywhere is a look at all of it. */
function together(looks: readonly Look[]): Look {
  if (looks.includes("looks")) return "looks";
  return looks.includes("reads") ? "reads" : "drops";
}

/** Where a name stands for its value: not in `result is PromiseFulfilledResult<T>`, nor as the name of a property. */
function valuesOf(name: Node, scope: Node): readonly Node[] {
  return usesOf(name, scope).filter((use) => {
    const { parent } = use;
    const isProperty = is.isPropertyAccessExpression(parent) || is.isPropertyAssignment(parent);
    return !is.isTypeNode(parent) && !(isProperty && parent.name === use);
  });
}

/** The block that a declaration's name is known in. */
function scopeOf(declaration: Node): Node {
  let at = declaration.parent;
  while (at.parent && !is.isBlock(at) && !is.isSourceFile(at) && !isFunction(at)) at = at.parent;
  return at;
}
