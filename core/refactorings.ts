/** What can be done with code that nothing is wrong with: had on request, at the place that somebody points to. */
import { type Analyser, analyse } from "./analyse.ts";
import type { Check, Fix, Rule } from "./rule.ts";
import type { Node, SourceFile } from "./ts.ts";

/** Looks at the nodes around a place, the innermost first, until one has something to offer. */
export function refactoringsAt(sourceFile: SourceFile, offset: number, check: Check, analyser: Omit<Analyser, "rules">): readonly Fix[] {
  const around = nodesAround(sourceFile, offset);
  const { reports } = analyse([sourceFile], { ...analyser, rules: [ruleAt(new Set(around), check)] })[0] ?? {};
  const fixes = (reports ?? []).map(({ report }) => ({ report, depth: around.indexOf("span" in report.at ? report.at.node : report.at) }));
  fixes.sort((a, b) => a.depth - b.depth);
  return fixes[0]?.report.fixes ?? [];
}

/** A rule of no name, that looks at a few nodes alone. */
function ruleAt(nodes: ReadonlySet<Node>, check: Check): Rule {
  const only = Object.entries(check).map(([kind, handler]) => [
    kind,
    (node: Node, ctx: never) => (nodes.has(node) ? (handler as (node: Node, ctx: never) => unknown)(node, ctx) : undefined),
  ]);
  return {
    id: "refactoring",
    family: "protection",
    category: "hardening",
    since: "0.1.0",
    summary: "what can be done with code that nothing is wrong with",
    explain: "",
    examples: [],
    check: Object.fromEntries(only) as Check,
  };
}

function nodesAround(sourceFile: SourceFile, offset: number): Node[] {
  const around: Node[] = [];
  const look = (node: Node): void => {
    if (offset < node.getStart() || offset > node.end) return;
    around.unshift(node);
    node.forEachChild(look);
  };
  look(sourceFile);
  return around;
}
