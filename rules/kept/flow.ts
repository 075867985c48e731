/**
 * What happens to a promise on the paths from where it is started to where its name ends.
 *
 * Silence is the answer wherever paths are hard to tell apart: a name that a nested function mentions, a label, a
 * condition on the promise itself.
 */
import { enclosingFunction } from "../../core/functions.ts";
import { type Node, type VariableDeclaration, is } from "../../core/ts.ts";
import { usesOf } from "../shared/uses.ts";
import { Walk, following } from "../shared/walk.ts";
import { type Use, useOf } from "./uses.ts";

export interface Flow {
  readonly uses: readonly { readonly at: Node; readonly use: Use }[];
  /** Where the name is left, or skipped by a condition, before anything was done with the promise. */
  readonly exits: readonly Node[];
  /** What is waited for while the promise has no handler. */
  readonly waits: readonly Node[];
}

/** Undefined where the name can be seen from elsewhere, or where another thing bears it. */
export function flowOf(declaration: VariableDeclaration): Flow | undefined {
  const known = flows.get(declaration);
  if (known) return known.flow;
  const flow = work(declaration);
  flows.set(declaration, { flow });
  return flow;
}

const flows = new WeakMap<VariableDeclaration, { readonly flow: Flow | undefined }>();

function work(declaration: VariableDeclaration): Flow | undefined {
  const statement = declaration.parent.parent;
  if (!statement || !is.isVariableStatement(statement) || statement.modifiers?.length) return undefined;
  const scope = statement.parent;
  if (!is.isBlock(scope) && !is.isSourceFile(scope)) return undefined;
  // Other scripts see what a script declares.
  if (is.isSourceFile(scope) && scope.externalModuleIndicator === undefined) return undefined;
  const uses = usesOf(declaration.name, scope).map((at) => ({ at, use: useOf(at) }));
  if (uses.some(({ use }) => use === "unclear")) return undefined;
  const fn = enclosingFunction(declaration);
  const isPlain = uses.every(({ at }) => enclosingFunction(at) === fn);
  if (!isPlain) return { uses, exits: [], waits: [] };
  const mentions = (isHanded: boolean) => uses.filter(({ use }) => (use === "handed") === isHanded).map(({ at }) => at);
  const walk = new Walk(mentions(true), mentions(false));
  let pending = true;
  for (const each of following(declaration, statement.declarationList.declarations)) pending = walk.expression(each, pending);
  for (const each of following(statement, scope.statements)) pending = walk.statement(each, pending);
  if (walk.unclear) return { uses, exits: [], waits: walk.waits };
  const skipped = pending ? (walk.split ?? declaration) : undefined;
  return { uses, exits: skipped ? [...walk.exits, skipped] : walk.exits, waits: walk.waits };
}
