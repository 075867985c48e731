/** What leads to a place: the ways outward over all calls, to where somebody deals with it or the program is entered. */
import type { RuleContext } from "../../core/context.ts";
import { type FunctionNode, enclosingFunction, isFunction } from "../../core/functions.ts";
import type { Reference } from "../../core/references.ts";
import type { Step } from "../../core/rule.ts";
import { type Asking, type CallExpression, type NewExpression, type Node, type SourceFile, is } from "../../core/ts.ts";
import { isArgument } from "../../core/values.ts";

export interface Reached<Entrance> {
  /** On every way somebody deals with it. */
  readonly dealtWith: boolean;
  /** A way on which nobody does, from an entrance of the program to the place. */
  readonly from?: { readonly entrance: Entrance; readonly steps: readonly Step[] };
}

/** What is dealt with, and by whom. A question that is left out is never so. */
export interface Search<Entrance> {
  /** Somebody deals with it right where it stands. */
  readonly isDealtWith?: (site: Node, ctx: RuleContext) => Asking<boolean>;
  /** A function deals with all that happens in it. */
  readonly dealsWithAll?: (fn: FunctionNode, ctx: RuleContext) => boolean;
  /** Who takes a callback deals with what happens in it. */
  readonly dealsWith?: (callback: Node, taker: Taking, ctx: RuleContext) => Asking<boolean>;
  /** Nobody waits for a call: what comes of it leads no further. */
  readonly isLeft?: (call: Node, ctx: RuleContext) => Asking<boolean>;
  /** The entrance that a function is by itself, such as by its decorator. */
  readonly entranceBy?: (fn: FunctionNode, ctx: RuleContext) => Asking<Reached<Entrance>["from"]>;
  /** The entrance that a callback is. */
  readonly entranceThrough?: (callback: Node, taker: Taking, ctx: RuleContext) => Asking<Reached<Entrance>["from"]>;
  /** The entrance that a module's top level is. */
  readonly entranceAt?: (module: SourceFile, site: Node, ctx: RuleContext) => Reached<Entrance>["from"];
}

export type Taking = CallExpression | NewExpression;

const dealtWith = { dealtWith: true } as const;
const open = { dealtWith: false } as const;

/** How many calls outward a way is followed, and how many functions in all. */
const depthLimit = 6;
const functionLimit = 40;

export function* reached<Entrance>(
  site: Node, search: Search<Entrance>, ctx: RuleContext,
): Asking<Reached<Entrance>> {
  const walk = new Walk(search, ctx);
  return (yield* walk.isLeft(site)) ? open : yield* walk.outward(site, 0);
}

/** The same, no further than the function with a name that the place stands in. */
export function reachedNear<Entrance>(
  site: Node, search: Search<Entrance>, ctx: RuleContext,
): Asking<Reached<Entrance>> {
  return new Walk(search, ctx).outward(site, depthLimit);
}

class Walk<Entrance> {
  private readonly search: Search<Entrance>;
  private readonly ctx: RuleContext;
  private readonly known = new Map<FunctionNode, Reached<Entrance>>();

  constructor(search: Search<Entrance>, ctx: RuleContext) {
    this.search = search;
    this.ctx = ctx;
  }

  *outward(site: Node, depth: number): Asking<Reached<Entrance>> {
    const { search, ctx } = this;
    if (search.isDealtWith && (yield* search.isDealtWith(site, ctx))) return dealtWith;
    const fn = enclosingFunction(site);
    if (!isFunction(fn)) return enteredBy(search.entranceAt?.(fn, site, ctx));
    if (search.dealsWithAll?.(fn, ctx)) return dealtWith;
    const { parent } = fn;
    if (isArgument(fn)) return yield* this.throughCall(fn, parent, depth);
    if (isTried(fn)) return yield* this.throughCall(fn, parent.parent.parent, depth);
    if (is.isCallExpression(parent) || is.isParenthesizedExpression(parent)) return yield* this.outward(parent, depth);
    const own = search.entranceBy && (yield* search.entranceBy(fn, ctx));
    if (own) return enteredBy(own);
    const known = this.known.get(fn);
    if (known) return known;
    if (depth >= depthLimit || this.known.size >= functionLimit) return open;
    // A function that calls itself is entered from elsewhere: that way counts, this one adds nothing.
    this.known.set(fn, dealtWith);
    const found = yield* this.throughCallers(yield* ctx.references(fn), depth);
    this.known.set(fn, found);
    return found;
  }

  *isLeft(call: Node): Asking<boolean> {
    return this.search.isLeft !== undefined && (yield* this.search.isLeft(call, this.ctx));
  }

  /** A callback: who takes it may deal with it, be an entrance of the program, or call it as part of its own work. */
  private *throughCall(callback: Node, call: Node, depth: number): Asking<Reached<Entrance>> {
    const { search, ctx } = this;
    if (!is.isCallExpression(call) && !is.isNewExpression(call)) return open;
    if (search.dealsWith && (yield* search.dealsWith(callback, call, ctx))) return dealtWith;
    const entrance = search.entranceThrough && (yield* search.entranceThrough(callback, call, ctx));
    return entrance ? enteredBy(entrance) : yield* this.outward(call, depth);
  }

  private *throughCallers(references: readonly Reference[] | undefined, depth: number): Asking<Reached<Entrance>> {
    const found: Reached<Entrance>[] = [];
    for (const reference of inOrder(references ?? [])) {
      const ways = yield* this.throughReference(reference, depth);
      const from = ways.from && { ...ways.from, steps: [calledHere(reference), ...ways.from.steps] };
      found.push(from ? { ...ways, from } : ways);
    }
    const shortest = found.flatMap(({ from }) => from ?? []).sort((a, b) => a.steps.length - b.steps.length)[0];
    return {
      dealtWith: found.length > 0 && found.every((ways) => ways.dealtWith),
      ...(shortest && { from: shortest }),
    };
  }

  private *throughReference({ node, call }: Reference, depth: number): Asking<Reached<Entrance>> {
    if (call) return (yield* this.isLeft(call)) ? open : yield* this.outward(call, depth + 1);
    const value = is.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
    return isArgument(value) ? yield* this.throughCall(value, value.parent, depth + 1) : open;
  }
}

function enteredBy<Entrance>(from: Reached<Entrance>["from"]): Reached<Entrance> {
  return from ? { dealtWith: false, from } : open;
}

function calledHere({ node, call }: Reference): Step {
  return { at: node, message: call ? "called here" : "handed on here" };
}

/** Effect: `tryPromise({ try: work, catch: … })` */
function isTried({ parent }: Node): boolean {
  return is.isPropertyAssignment(parent) && parent.name.getText() === "try" && isArgument(parent.parent);
}

/** Always the same way is shown, in whatever order the files were read. */
function inOrder(references: readonly Reference[]): readonly Reference[] {
  const key = ({ node }: Reference) => node.getSourceFile().fileName as string;
  return [...references].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.node.pos - b.node.pos));
}
