/** What a project says of its own functions: `@resilience timeout` in the comment above one, or `wrappers` in its settings. */
import type { Questions } from "../../core/context.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import type { WrapperSetting } from "../../core/settings.ts";
import { type Node, is } from "../../core/ts.ts";
import { isModule } from "./named-module.ts";

type Doing = WrapperSetting["does"][number];

/** Whether a function of the workspace is said to do something for what it is given. */
export function isSaidTo(does: Doing, fn: FunctionNode, ctx: Questions): boolean {
  if (tagsOf(fn)?.includes(does)) return true;
  const { wrappers } = ctx.settingsFor(fn);
  if (wrappers.length === 0 || !isFunction(fn)) return false;
  const named = ownerOf(fn) as Node & { readonly name?: Node };
  const name = named.name?.getText();
  return name !== undefined && isSetTo(does, name, fn.getSourceFile().fileName, wrappers);
}

/** Whether the settings say so of a function of that name in that file. */
export function isSetTo(does: Doing, name: string, file: string, wrappers: readonly WrapperSetting[]): boolean {
  const named = wrappers.filter((each) => each.name === name && each.does.includes(does));
  return named.some(({ module }) => module === undefined || isModule(module, file));
}

/** The words behind `@resilience` in the comment above a function. */
export function tagsOf(fn: FunctionNode): readonly string[] | undefined {
  if (!isFunction(fn)) return undefined;
  let owner = ownerOf(fn);
  if (is.isVariableDeclaration(owner)) owner = owner.parent.parent;
  const comment = owner.getSourceFile().text.slice(owner.pos, owner.getStart());
  return /@resilience\s+([^\n*]*)/.exec(comment)?.[1]?.match(/\w+/g) ?? undefined;
}

/** The declaration of which a function is the value, or the function itself: what is said of the one is said of the other. */
function ownerOf(fn: Node): Node {
  const { parent } = fn;
  return is.isVariableDeclaration(parent) || is.isPropertyDeclaration(parent) ? parent : fn;
}
