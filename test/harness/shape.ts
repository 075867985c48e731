/** What every rule must bring along, read off the rule alone. */
import { existsSync } from "node:fs";
import type { Rule } from "../../core/rule.ts";
import { faults } from "./checks/worded.ts";
import { casesFolder, root } from "./paths.ts";

export function shapeFaults(rule: Rule): string[] {
  const { id, family, examples, explain } = rule;
  const paragraphs = explain.split(/\n{2,}/);
  const leavesAlone = paragraphs.some((each) => each.startsWith("**Leave it alone**"));
  const baseless = examples.filter(({ bad, fix }) => fix !== undefined && bad === undefined);
  const undescribed = Object.entries(rule.options ?? {}).filter(([, { description }]) => description === "");
  return [
    ...(/^[a-z]+(-[a-z]+)*$/.test(id) ? [] : ["its id is not in kebab case"]),
    ...(existsSync(`${root}/rules/${family}/${id}.ts`) ? [] : [`it does not stand in rules/${family}/${id}.ts`]),
    ...(existsSync(`${casesFolder}/${id}.md`) ? [] : [`it has no cases in test/cases/${id}.md`]),
    ...(/^\d+\.\d+\.\d+$/.test(rule.since) ? [] : ["`since` is no version"]),
    ...faults(rule.summary).map((fault) => `its summary ${fault}`),
    ...(paragraphs.length >= 3
      ? []
      : ["its `explain` says less than why it bites, what to do and when to leave it alone"]),
    ...(leavesAlone ? [] : ["no paragraph of `explain` begins with **Leave it alone**"]),
    ...(examples.some(({ bad }) => bad !== undefined) ? [] : ["it has no bad example"]),
    ...(examples.some(({ good }) => good !== undefined) ? [] : ["it has no good example"]),
    ...baseless.map(({ title }) => `"${title}" has a fix of nothing`),
    ...undescribed.map(([name]) => `its option ${name} has no description`),
  ];
}
