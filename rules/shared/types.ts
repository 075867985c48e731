/** What the type of a value tells, kept over edits that cannot change it. */
import type { Questions } from "../../core/context.ts";
import { type Asking, type Node, TypeFlags } from "../../core/ts.ts";

/** Whether a value's type has a member of this name. */
export function hasMember(value: Node, name: string, ctx: Questions): Asking<boolean> {
  return ctx.kept(value, `has ${name}`, function* () {
    return (yield* (yield* ctx.type(value)).getProperty.gen(name)) !== undefined;
  });
}

export function isAny(value: Node, ctx: Questions): Asking<boolean> {
  return ctx.kept(value, "any", function* () {
    return ((yield* ctx.type(value)).flags & TypeFlags.Any) !== 0;
  });
}

/** The name that a value's type was declared by. */
export function typeName(value: Node, ctx: Questions): Asking<string | undefined> {
  return ctx.kept(value, "type", function* () {
    return (yield* (yield* ctx.type(value)).getSymbol.gen())?.name;
  });
}
