/** Where the failures come from that leave a body: the sites found by syntax, judged by what they call. */
import { type FunctionNode, isFunction, walkBody } from "../../core/functions.ts";
import type { Survey } from "../../core/survey.ts";
import { type Asking, type Node, type TryStatement, is } from "../../core/ts.ts";
import { calling } from "./calls.ts";
import { conditioned, thrownBy } from "./flags.ts";
import { Level, never, perhaps, unknown } from "./outcome.ts";
import { awaiting, linkOf } from "./promises.ts";
import type { Scene, Source } from "./scene.ts";
import { type Site, sitesIn, sitesWithin } from "./sites.ts";

/** In the order of the text. Only what can fail, or could if a callback did, is among them. */
export function* sourcesIn(fn: FunctionNode, scene: Scene): Asking<readonly Source[]> {
  const found: Source[] = [];
  for (const site of sitesIn(fn)) {
    for (const source of yield* judge(site, fn, scene)) {
      if (source.outcome !== never) found.push({ ...source, outcome: conditioned(source.outcome, source.at, fn) });
    }
  }
  return found;
}

function* judge(site: Site, fn: FunctionNode, scene: Scene): Asking<readonly Source[]> {
  switch (site.kind) {
    case "throw":
      return [{ at: site.node, outcome: thrownBy(site.node, fn), leaves: yield* handsOn(site.node, fn, scene) }];
    case "call":
      return yield* calling(site.node, "throws", scene);
    case "await":
      return yield* awaiting(site.node.expression, scene);
    case "return":
      return (yield* awaiting(site.value, scene)).map((source): Source => ({ ...source, returned: true }));
    case "read": {
      if (!scene.ctx.survey(getters).has(site.node.name.text)) return [];
      const callee = yield* scene.ctx.functionValue(site.node);
      const getter = callee.kind === "functions" ? callee.functions.find((fn) => is.isGetAccessorDeclaration(fn)) : undefined;
      // Only a getter that says so throws: what one makes at its first reading hardly ever fails.
      if (!getter || !sitesIn(getter).some(({ kind }) => kind === "throw")) return [];
      const { throws } = yield* scene.read(getter);
      return [{ at: site.node, outcome: perhaps(throws), through: { fn: getter, channel: "throws" } }];
    }
    case "iterate":
      return yield* iterating(site, scene);
  }
}

/**
 * What a `catch`, or a handler given to `.catch(…)`, throws hands on what came before: if not only some of it, and if there
 * was something to wait for that can fail.
 */
function* handsOn(node: Node, fn: FunctionNode, scene: Scene): Asking<boolean> {
  let at = node;
  for (; at.parent && !isFunction(at); at = at.parent) {
    if (is.isIfStatement(at)) return false;
    if (is.isCatchClause(at)) return yield* mayFail((at.parent as TryStatement).tryBlock, fn, scene);
  }
  return at.parent !== undefined && linkOf(at.parent)?.onFailure === at;
}

function* mayFail(block: Node, fn: FunctionNode, scene: Scene): Asking<boolean> {
  if (!waitsOrReads(block)) return false;
  for (const site of sitesWithin(block)) {
    for (const { outcome } of yield* judge(site, fn, scene)) if (outcome.level !== Level.never || outcome.rejecting) return true;
  }
  return false;
}

function waitsOrReads(block: Node): boolean {
  let found = false;
  walkBody(block, (node) => {
    found ||= is.isAwaitExpression(node) || (is.isCallExpression(node) && /Sync$/.test(node.expression.getText()));
  });
  return found;
}

/** A generator of ours runs its body as it is iterated over; any other async source may fail on the way. */
function* iterating({ node, over, awaited }: Site & { kind: "iterate" }, scene: Scene): Asking<readonly Source[]> {
  const callee = is.isCallExpression(over) ? yield* scene.ctx.callee(over) : undefined;
  if (callee?.kind === "functions" && is.isCallExpression(over)) return yield* calling(over, "rejects", scene);
  return awaited ? [{ at: node, outcome: unknown }] : [];
}

/** The names of all getters, so that only those few reads are looked into that may run one. */
const getters: Survey<readonly string[], ReadonlySet<string>> = {
  of: (text) => {
    const names = [...text.matchAll(/\bget\s+([\w$]+)\s*\(\s*\)/g)].map(([, name = ""]) => name);
    return names.length > 0 ? names : undefined;
  },
  merge: (parts) => new Set([...parts.values()].flat()),
};
