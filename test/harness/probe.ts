/** A fact made visible: a rule that says of every function what the fact says, so that facts have cases as rules do. */
import type { Fact } from "../../core/fact.ts";
import { type FunctionNode, isFunction } from "../../core/functions.ts";
import type { RuleContext } from "../../core/context.ts";
import { type Report, type Rule, defineRule } from "../../core/rule.ts";
import { type Asking, type ClassDeclaration, type ClassExpression, type Node, is } from "../../core/ts.ts";

export function probe(fact: Fact<unknown>): Rule {
  function* say(node: Node, ctx: RuleContext): Asking<Report | undefined> {
    const fn = node as FunctionNode;
    const value = yield* ctx.fact(fact, fn);
    if (fact.equal(value, fact.bottom)) return undefined;
    return { at: handleOf(fn), message: fact.print(value), why: "a fact", remedy: "none" };
  }
  /** Constructors and accessors, for which the walk has no handlers of their own. */
  function* sayOfMembers(node: ClassDeclaration | ClassExpression, ctx: RuleContext): Asking<Report[]> {
    const said: Report[] = [];
    for (const member of node.members) {
      const report = isFunction(member) && !is.isMethodDeclaration(member) ? yield* say(member, ctx) : undefined;
      if (report) said.push(report);
    }
    return said;
  }
  return defineRule({
    id: `fact-${fact.id}`,
    family: "async",
    category: "hardening",
    since: "0.1.0",
    summary: `says the fact ${fact.id} of every function`,
    explain: "",
    examples: [],
    check: {
      FunctionDeclaration: say,
      FunctionExpression: say,
      ArrowFunction: say,
      MethodDeclaration: say,
      ClassDeclaration: sayOfMembers,
      ClassExpression: sayOfMembers,
    },
  });
}

/** What is underlined for a function: its name, the name it is stored under, or its arrow. */
function handleOf(fn: FunctionNode): Report["at"] {
  const own = (fn as { name?: Node }).name;
  if (own) return own;
  const holder = fn.parent;
  const isStored =
    is.isVariableDeclaration(holder) || is.isPropertyAssignment(holder) || is.isPropertyDeclaration(holder);
  if (isStored) return holder.name;
  if (is.isArrowFunction(fn)) return fn.equalsGreaterThanToken;
  const start = fn.getStart();
  return { node: fn, span: { start, end: start + (/^\w+/.exec(fn.getText())?.[0].length ?? 1) } };
}
