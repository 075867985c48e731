/** Whether a signal ever ends what it is given to. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type Node, is } from "../../core/ts.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Bound } from "./bound.ts";
import { controllerIn, isController } from "./controller.ts";
import { choices, plain } from "./values.ts";

/** A signal bounds, unless it is the signal of a controller that nobody aborts. */
export function* signalBound(signal: Node, ctx: Questions): Asking<Bound> {
  const value = plain(signal);
  const text = value.getText();
  if (text === "undefined" || text === "null") return "unbounded";
  const choice = choices(value);
  if (choice) return yield* signalBound(choice[0] as Node, ctx);
  const controller = controllerOf(value);
  if (!controller) return "bounded";
  if (is.isNewExpression(controller)) return "unbounded";
  const declaration = yield* ctx.declarationOf(controller);
  const made = declaration && is.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (!declaration || !made || !isController(made)) return "bounded";
  return controllerIn(declaration).held ? "bounded" : "unbounded";
}

/** `controller.signal`, where the controller is a name or made on the spot. */
function controllerOf(value: Node) {
  if (!is.isPropertyAccessExpression(value) || value.name.text !== "signal") return undefined;
  const base = plain(value.expression);
  if (is.isIdentifier(base)) return base;
  return isController(base) ? base : undefined;
}

/** The option of a call that takes a signal. */
export function signalOption({ bounds }: Entry): string | undefined {
  return Object.keys(bounds).find((name) => bounds[name] === "signal" && !name.includes("."));
}
