/** `setTimeout(() => controller.abort(), ms)`: a timer that ends the work which a controller's signal was given to. */
import { enclosingFunction, isFunction, walkBody } from "../../core/functions.ts";
import { skipWrapping } from "../../core/values.ts";
import {
  type CallExpression,
  type NewExpression,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
  is,
} from "../../core/ts.ts";
import { isController } from "../operations/controller.ts";
import { usesOf } from "../shared/uses.ts";
import { looksLikeSetTimeout } from "./race.ts";

export interface AbortTimer {
  readonly set: CallExpression;
  /** What the controller is called, and what makes it. */
  readonly controller: string;
  readonly made: NewExpression;
}

export function abortTimerAt(call: CallExpression): AbortTimer | undefined {
  if (!looksLikeSetTimeout(call)) return undefined;
  const controller = call.arguments[0] && abortedBy(skipWrapping(call.arguments[0]));
  const declaration = controller === undefined ? undefined : localController(controller, call);
  const made = declaration?.initializer && skipWrapping(declaration.initializer);
  if (!declaration || !made || !isController(made) || !boundsWork(declaration, call)) return undefined;
  return { set: call, controller: declaration.name.getText(), made };
}

/** The name of the controller that a callback does little more than to abort. */
function abortedBy(callback: Node): string | undefined {
  if (is.isCallExpression(callback)) return /^([\w$]+)\.abort\.bind$/.exec(callback.expression.getText())?.[1];
  if (!isFunction(callback) || !callback.body) return undefined;
  if (!is.isBlock(callback.body)) return aborted(callback.body);
  const { statements } = callback.body;
  if (statements.length > 3) return undefined;
  for (const statement of statements) {
    const name = is.isExpressionStatement(statement) ? aborted(statement.expression) : undefined;
    if (name) return name;
  }
  return undefined;
}

function aborted(expression: Node): string | undefined {
  if (!is.isCallExpression(expression) || !is.isPropertyAccessExpression(expression.expression)) return undefined;
  const { name, expression: receiver } = expression.expression;
  return name.text === "abort" && is.isIdentifier(receiver) ? receiver.text : undefined;
}

/** A controller that is made in the function that sets the timer, beside it or around it. */
function localController(name: string, set: CallExpression): VariableDeclaration | undefined {
  const fn = enclosingFunction(set);
  if (!isFunction(fn)) return undefined;
  let found: VariableDeclaration | undefined;
  walkBody(fn, (node) => {
    if (!is.isVariableDeclaration(node) || node.name.getText() !== name || !node.initializer) return;
    if (isController(skipWrapping(node.initializer))) found = node;
  });
  return found;
}

/** What goes on until it is ended is ended by the timer: there is nothing that could be done before. */
const goesOnByItself = /^(on|once|addEventListener|addListener|watch|watchFile|subscribe|setInterval|tail|listen)$/;

/** Whether the signal is given to something that can be done before the timer fires, and the controller to nobody. */
function boundsWork(declaration: VariableDeclaration, set: CallExpression): boolean {
  const fn = enclosingFunction(set);
  const signals: Node[] = [];
  for (const use of usesOf(declaration.name, fn)) {
    const { parent } = use;
    if (!is.isPropertyAccessExpression(parent) || parent.expression !== use) return false;
    if (parent.name.text === "signal") signals.push(parent);
    else if (parent.name.text !== "abort") return false;
  }
  return signals.some((signal) => !isGivenToWhatGoesOn(signal)) && !hasAsyncLoop(fn);
}

function isGivenToWhatGoesOn(signal: Node): boolean {
  for (let at = signal.parent; !isFunction(at) && !is.isSourceFile(at); at = at.parent) {
    if (!is.isCallExpression(at)) continue;
    const { expression } = at;
    return goesOnByItself.test(is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText());
  }
  return false;
}

/** `for await` reads until there is an end, which may well be the timer. */
function hasAsyncLoop(fn: Node): boolean {
  let found = false;
  walkBody(fn, (node) => {
    found ||= is.isForOfStatement(node) && node.awaitModifier?.kind === SyntaxKind.AwaitKeyword;
  });
  return found;
}
