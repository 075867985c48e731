/** The places in a body from which a failure can leave it, found by syntax alone and once for each function. */
import { type FunctionNode, isClass, isFunction, isGenerator } from "../../core/functions.ts";
import { getOrMake } from "../../core/maps.ts";
import {
  type AwaitExpression,
  type CallExpression,
  type Expression,
  type ForOfStatement,
  type NewExpression,
  type Node,
  type PropertyAccessExpression,
  type TaggedTemplateExpression,
  type ThrowStatement,
  type TryStatement,
  is,
} from "../../core/ts.ts";

export type Site =
  | { readonly kind: "throw"; readonly node: ThrowStatement }
  | { readonly kind: "await"; readonly node: AwaitExpression }
  | { readonly kind: "call"; readonly node: CallExpression | NewExpression | TaggedTemplateExpression }
  | { readonly kind: "read"; readonly node: PropertyAccessExpression }
  | { readonly kind: "iterate"; readonly node: Node; readonly over: Expression; readonly awaited: boolean }
  | { readonly kind: "return"; readonly value: Expression };

const known = new WeakMap<Node, readonly Site[]>();

export function sitesIn(fn: FunctionNode): readonly Site[] {
  return getOrMake(known, fn, () => find(fn));
}

/** The places in a part of a body from which a failure can leave that part. */
export function sitesWithin(part: Node): readonly Site[] {
  return getOrMake(known, part, () => {
    const sites: Site[] = [];
    new Search(sites, false).enter(part, false);
    return sites;
  });
}

function find(fn: FunctionNode): Site[] {
  const sites: Site[] = [];
  const search = new Search(sites, isGenerator(fn));
  for (const parameter of is.isSourceFile(fn) ? [] : fn.parameters) search.enter(parameter, false);
  const body = is.isSourceFile(fn) ? undefined : fn.body;
  if (body && !is.isBlock(body)) sites.push({ kind: "return", value: body });
  if (body) search.enter(body, false);
  else if (is.isSourceFile(fn)) search.children(fn, false);
  return sites;
}

class Search {
  private readonly sites: Site[];
  private readonly generator: boolean;

  constructor(sites: Site[], generator: boolean) {
    this.sites = sites;
    this.generator = generator;
  }

  /** `covered` says that a `catch` takes what is thrown here; a promise returned from there it does not see. */
  enter(node: Node, covered: boolean): void {
    if (isFunction(node) || isClass(node) || is.isTypeNode(node)) return;
    if (is.isTryStatement(node)) return this.attempt(node, covered);
    if (is.isReturnStatement(node) && node.expression && !this.generator) {
      this.sites.push({ kind: "return", value: node.expression });
    }
    const site = covered ? undefined : siteOf(node);
    if (site) this.sites.push(site);
    this.children(node, covered);
  }

  children(node: Node, covered: boolean): void {
    node.forEachChild((child) => this.enter(child, covered));
  }

  private attempt({ tryBlock, catchClause, finallyBlock }: TryStatement, covered: boolean): void {
    this.enter(tryBlock, covered || catchClause !== undefined);
    if (catchClause) this.enter(catchClause, covered);
    if (finallyBlock) this.enter(finallyBlock, covered);
  }
}

function siteOf(node: Node): Site | undefined {
  if (is.isCallExpression(node) || is.isNewExpression(node) || is.isTaggedTemplateExpression(node)) return { kind: "call", node };
  if (is.isPropertyAccessExpression(node)) return { kind: "read", node };
  if (is.isAwaitExpression(node)) return { kind: "await", node };
  if (is.isThrowStatement(node)) return { kind: "throw", node };
  if (is.isForOfStatement(node)) return { kind: "iterate", node: head(node), over: node.expression, awaited: node.awaitModifier !== undefined };
  if (is.isYieldExpression(node) && node.asteriskToken && node.expression) {
    return { kind: "iterate", node, over: node.expression, awaited: false };
  }
  return undefined;
}

/** A loop fails in its head, and pointing at the head is enough. */
function head(loop: ForOfStatement): Node {
  return loop.expression;
}
